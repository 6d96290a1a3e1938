// Two hosts on one store of a network file system, each of which believes for long what it has seen: nothing is lost, and nothing
// is taken for damage.
import BuildGraph
import TestSupport
import Testing

@Suite struct NetworkFileSystemTests {
    private let world = TestWorld()

    /// The same store, seen from another host.
    private func host(_ identifier: Int32) -> TestWorld {
        var host = world
        host.effects.files = RememberingFileSystem(server: world.files)
        host.effects.processIdentifier = identifier
        return host
    }

    private func numbers(_ range: Range<Int>) -> [AnyInput] { range.map { AnyInput(Constant(name: "c\($0)", value: Double($0))) } }

    @Test func appendsOfTwoHostsInTurnAreAllFoundAndNothingIsDamaged() throws {
        let (a, b) = (host(1), host(2))
        let (storeA, storeB) = (try a.openStore(), try b.openStore())
        for round in 0..<6 {
            let (host, store) = round % 2 == 0 ? (a, storeA) : (b, storeB)
            try store.refresh()
            let result = try host.build(numbers(0..<(round + 1) * 3), store: store)
            #expect(result.ran.count == 3, "round \(round): \(result.ran)")
            #expect(result.notices.isEmpty, "\(result.notices)")
        }
        #expect(try world.build(numbers(0..<18)).ran.isEmpty)
        #expect(world.files.paths.allSatisfy { !$0.contains("damaged") })
    }

    @Test func aValueThatAnotherHostMadeIsFoundAlthoughItWasNotThereBefore() throws {
        let (a, b) = (host(1), host(2))
        let storeB = try b.openStore()
        // Large enough for a file of its own, in a folder of its own.
        let series = Input(Series(name: "series", count: 5000)), total = Input(Total(name: "total", series: series))
        let digest = try #require(try TestWorld().build([AnyInput(series)]).outcome.item(for: series.node)?.output).hexadecimal
        // The second host has seen that neither the value nor its folder is there.
        let folder = "\(TestWorld.storeFolder)/objects/\(digest.prefix(2))"
        for path in [folder, "\(folder)/\(digest.dropFirst(2))"] { #expect(try b.effects.files.status(path) == nil) }
        #expect(try a.build([AnyInput(series)]).ran == ["series"])
        try storeB.refresh()
        let result = try b.build([AnyInput(total)], store: storeB)
        #expect(result.ran == ["total"])
        #expect(result.notices.isEmpty)
    }

    @Test func aFileThatAnotherHostEditedIsReadAgain() throws {
        try world.write("old", to: "data/text")
        let b = host(2)
        let text = AnyInput(FileText(name: "text", file: SourceFile("data/text")))
        #expect(try b.build([text]).ran == ["text"])
        try world.write("new", to: "data/text")
        #expect(try b.build([text]).ran == ["text"])
    }
}
