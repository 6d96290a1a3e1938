// Durations and sizes for people: the bounds between units, and numbers that are neither.
import Manuscript
import Testing

@Suite struct HumanUnitsTests {
    @Test func durationsTakeTheUnitThatFits() {
        let table: [(Double, String)] = [
            (0, "0 ms"), (0.0424, "42 ms"), (0.0994, "99 ms"), (0.0996, "0.1 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"),
            (59.6, "1 min 00 s"), (185, "3 min 05 s"), (3599.4, "59 min 59 s"), (3599.6, "1 h 00 min"), (7800, "2 h 10 min"),
            (8_639_000, "2399 h 43 min"), (8_640_000, "100 d"), (1e13, "115740741 d"), (8.64e304, "1.0e+300 d"),
        ]
        for (seconds, text) in table { #expect(HumanUnits.duration(seconds) == text) }
        #expect(HumanUnits.duration(185, space: "_") == "3_min 05_s")
    }

    @Test func bytesTakeTheUnitThatFits() {
        let table: [(Int, String)] = [
            (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9960, "10 kB"), (999_600, "1.0 MB"), (170_000_000, "170 MB"),
            (.max, "9.2 EB"),
        ]
        for (count, text) in table { #expect(HumanUnits.bytes(count) == text) }
    }

    /// None of these may trap; a division by a time of 0 gives the first.
    @Test(arguments: [Double.infinity, -.infinity, .nan, -1, -1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e19, -0.0])
    func everyNumberHasAText(_ number: Double) {
        let isMeaningful = number.isFinite && number >= 0
        #expect((HumanUnits.duration(number) != "?") == isMeaningful)
        #expect((HumanUnits.bytes(number) != "?") == isMeaningful)
        #expect(HumanUnits.share(number, of: 1).hasSuffix(isMeaningful && number < 1e300 ? " %" : "?"))
    }

    @Test func sharesAndExtremeCountsAreNoTrap() {
        #expect(HumanUnits.bytes(Int.min) == "?")
        #expect(HumanUnits.share(0.25, of: 1) == "25 %")
        #expect(HumanUnits.share(1, of: 0) == "?")
        #expect(HumanUnits.share(0, of: 0) == "?")
    }
}
