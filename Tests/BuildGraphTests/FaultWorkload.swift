// What the fault tests build: two builds with an edit between them, of targets of every kind, and what must be true
// after whatever happened to them.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

/// Builds of a small graph with values in the journal and in files, on threads and in workers, with a declared file.
struct FaultWorkload {
    let world: TestWorld

    init(_ world: TestWorld = TestWorld()) throws {
        self.world = world
        try world.write("one", to: "notes")
    }

    /// Two editions; most of the first is used again by the second.
    func roots(_ edition: Int) -> [AnyInput] {
        let series = Input(Series(name: "series", count: 600))
        let heavy = Input(HeavySeries(name: "heavy", count: 300 + edition, terms: Input(Total(name: "total", series: series))))
        let text = Input(FileText(name: "text", file: SourceFile("notes")))
        return [
            AnyInput(Total(name: "top", series: heavy)), AnyInput(text),
            AnyInput(Sum(name: "sum", terms: [Input(Constant(name: "a", value: Double(edition)))])),
        ]
    }

    func build(_ edition: Int) throws -> TestWorld.Result { try world.build(roots(edition), jobs: 1) }

    /// The targets of an edition that have no value in this store yet, as a new process sees it.
    func missing(_ edition: Int) throws -> Set<String> { Set(try build(edition).ran) }

    /// Every value is that of an undisturbed world.
    func check(_ result: TestWorld.Result, _ edition: Int, _ comment: String) throws {
        #expect(result.failed.isEmpty && result.skipped.isEmpty, "\(comment)")
        func value<V: Codable & Sendable>(_ root: Int, _: V.Type) throws -> V {
            try decodeValue(V.self, from: result.outcome.bytes(of: roots(edition)[root].node))
        }
        let count = Double(300 + edition), total = 600.0 * 599 / 2
        #expect(try value(0, Double.self) == count * (count - 1) / 2 + count * total, "\(comment)")
        #expect(try value(1, String.self) == "one", "\(comment)")
        #expect(try value(2, Double.self) == Double(edition), "\(comment)")
        for item in result.outcome.items { #expect(try !result.outcome.bytes(of: item.node).isEmpty, "\(comment)") }
    }
}

/// A series made in a worker process.
struct HeavySeries: Target {
    var name: String
    var count: Int
    var terms: Input<Double>
    var label: String? { name }
    var resources: Resources { .heavy(memory: 1 << 20) }
    func make(_ inputs: Inputs) throws -> [Double] {
        let offset = try inputs[terms]
        return (0..<count).map { Double($0) + offset }
    }
}
