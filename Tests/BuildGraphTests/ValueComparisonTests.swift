// Distances in ulp, tolerances, and the first difference of two values.
import BuildGraph
import Foundation
import Testing

@Suite struct ValueComparisonTests {
    // MARK: Distances

    @Test func neighboursAreOneUlpApartEverywhere() {
        for x in [0, 1, -1, 0.1, 1e300, -1e-300, .leastNonzeroMagnitude, Double.greatestFiniteMagnitude.nextDown] as [Double] {
            #expect(x.ulps(to: x.nextUp) == 1, "\(x)")
            #expect(x.nextUp.ulps(to: x) == 1, "\(x)")
        }
        for x in [0, 1, -1, 0.1, 1e30] as [Float] { #expect(x.ulps(to: x.nextUp) == 1, "\(x)") }
    }

    @Test func theTwoZerosAreOneNumberAndDistancesAddUpAcrossThem() {
        #expect((0.0).ulps(to: -0.0) == 0)
        let tiny = Double.leastNonzeroMagnitude
        #expect((3 * tiny).ulps(to: -2 * tiny) == 5)
        let most = Double.greatestFiniteMagnitude
        #expect(most.ulps(to: -most) == 2 * most.bitPattern)
        #expect((1.0).ulps(to: 2.0) == 1 << 52)
    }

    @Test func notANumberAndInfinityAreNearNothingButThemselves() {
        #expect(Double.infinity.ulps(to: .infinity) == 0)
        #expect(Double.infinity.ulps(to: -.infinity) == nil)
        #expect(Double.infinity.ulps(to: .greatestFiniteMagnitude) == nil)
        #expect(Double.nan.ulps(to: Double(nan: 5, signaling: false)) == 0)
        #expect(Double.nan.ulps(to: Double(nan: 5, signaling: true)) == nil)
        #expect(Double.nan.ulps(to: 1) == nil)
        #expect(Float.infinity.ulps(to: Float.greatestFiniteMagnitude) == nil)
    }

    // MARK: Tolerances

    func compare<A: Encodable, B: Encodable>(_ a: A, _ b: B, _ tolerance: Tolerance = .bitwise) throws -> ValueComparison {
        ValueComparison(stored: try encodeValue(a), remade: try encodeValue(b), tolerance: tolerance)
    }

    @Test func eachToleranceAcceptsUpToItsBoundAndNoFurther() throws {
        let x = 1.0, three = 1 + 3 * Double.ulpOfOne
        #expect(try compare([x], [three], .ulps(3)).first == nil)
        #expect(try compare([x], [three], .ulps(2)).first != nil)
        #expect(try compare([100.0], [101.0], .relative(0.01)).first == nil)
        #expect(try compare([100.0], [101.1], .relative(0.01)).first != nil)
        #expect(try compare([1e-9], [2e-9], .absolute(1.1e-9)).first == nil)
        #expect(try compare([1e-9], [2e-9], .absolute(0.9e-9)).first != nil)
        #expect(try compare([x], [three], .bitwise).first?.ulps == 3)
        #expect(try compare([0.0], [-0.0], .bitwise).first?.ulps == 0)
        #expect(try compare([0.0], [-0.0], .ulps(0)).first == nil)
    }

    @Test func noToleranceAcceptsNaNForANumberNorANegativeBoundAnything() throws {
        for tolerance in [.ulps(.max), .relative(.infinity), .absolute(.infinity)] as [Tolerance] {
            #expect(try compare([1.0], [Double.nan], tolerance).first != nil, "\(tolerance)")
            #expect(try compare([1.0], [Double.infinity], tolerance).first != nil, "\(tolerance)")
        }
        for tolerance in [.relative(-1), .relative(.nan), .absolute(-1), .absolute(.nan)] as [Tolerance] {
            #expect(try compare([1.0], [(1.0).nextUp], tolerance).first != nil, "\(tolerance)")
            #expect(try compare([0.0], [-0.0], tolerance).first != nil, "\(tolerance)")
        }
    }

    struct Curve: Codable {
        var name = "a"
        var count = 3
        var y: [Double] = [0, 0.25, 1]
        var weights: [Float] = [1]
    }

    @Test func textWholeNumbersAndStructureAreExactWhateverTheTolerance() throws {
        let loose = Tolerance.absolute(.infinity)
        #expect(try compare(Curve(), Curve(name: "b"), loose).first?.path == "name, line 1")
        #expect(try compare(Curve(), Curve(count: 4), loose).first?.path == "count")
        #expect(try compare(Curve(), Curve(y: [0, 1]), loose).first?.text == "y: 3 elements → 2 elements")
        #expect(try compare([1, 2], [1, 3], loose).first?.path == "value[1]")
        #expect(try compare(1.0, 1, loose).first != nil)
    }

    @Test func theFirstDifferenceIsToldByItsPathAndTheGreatestIsCounted() throws {
        let stored = ["densities": [Curve(), Curve()]], remade = ["densities": [Curve(), Curve(y: [0, 0.2500001, (1.0).nextUp])]]
        let comparison = try compare(stored, remade)
        #expect(comparison.first?.text == "densities[1].y[1]: 0.25 → 0.2500001, 1.8e9 ulp")
        // 1e-7 over the spacing 2^-54 of doubles in 1/4 … 1/2.
        #expect(comparison.greatestUlps == UInt64((0.2500001 - 0.25) * 0x1p54))
        #expect(comparison.differingNumbers == 2)
        #expect(comparison.comparedNumbers == 8)
    }

    @Test func singlePrecisionIsCountedInItsOwnUlp() throws {
        #expect(try compare(Curve(), Curve(weights: [Float(1).nextUp])).first?.ulps == 1)
    }

    @Test func filesDifferAtALineOrAByte() throws {
        let text = Array("first\nsecond line\n".utf8), other = Array("first\nsecund line\n".utf8)
        #expect(try compare(text, other).first?.text == "value, line 2: “second line” → “secund line”")
        #expect(try compare(text, Array("first\n".utf8)).first?.remade == "its end")
        #expect(try compare([0xff, 1] as [UInt8], [0xff, 2] as [UInt8]).first?.text == "value, byte 1: 0x01 → 0x02")
    }

    @Test func bytesThatAreNoValueDiffer() {
        #expect(ValueComparison(stored: [3, 0], remade: [9], tolerance: .ulps(9)).first != nil)
        #expect(ValueComparison(stored: [3, 0], remade: [3, 0], tolerance: .bitwise).first == nil)
    }

    @Test func distancesAreWrittenShort() {
        #expect(UlpText.text(3) == "3 ulp")
        #expect(UlpText.text(4_100_000_000) == "4.1e9 ulp")
        #expect(UlpText.text(9_999_999) == "1.0e7 ulp")
    }
}
