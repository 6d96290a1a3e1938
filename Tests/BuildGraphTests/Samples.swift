// Small targets for the engine's tests.
import BuildGraph

/// A number.
struct Constant: Target {
    var name: String
    var value: Double
    var label: String? { name }
    func make(_ inputs: Inputs) -> Double { value }
}

/// The sum of numbers, rounded to a multiple of `grain`: a coarse grain makes different inputs give equal sums.
struct Sum: Target {
    var name: String
    var terms: [Input<Double>]
    var grain = 1e-9
    var label: String? { name }
    func make(_ inputs: Inputs) throws -> Double {
        (try inputs[terms].reduce(0, +) / grain).rounded() * grain
    }
}

/// As many numbers as wanted: a value too large for the journal.
struct Series: Target {
    var name: String
    var count: Int
    var label: String? { name }
    func make(_ inputs: Inputs) -> [Double] { (0..<count).map(Double.init) }
}

struct Total: Target {
    var name: String
    var series: Input<[Double]>
    var label: String? { name }
    func make(_ inputs: Inputs) throws -> Double { try inputs[series].reduce(0, +) }
}

/// The text of a file.
struct FileText: Target {
    var name: String
    var file: SourceFile
    var label: String? { name }
    func make(_ inputs: Inputs) throws -> String { String(decoding: try inputs[file], as: UTF8.self) }
}

/// Throws, as long as the file says "fail".
struct Fragile: Target {
    var name: String
    var file: SourceFile
    var terms: [Input<Double>] = []
    var label: String? { name }
    struct Broken: Error {}
    func make(_ inputs: Inputs) throws -> Double {
        if try inputs[file] == Array("fail".utf8) { throw Broken() }
        return 1
    }
}

/// A random-generator-like target: a seed, a value.
struct Seeded: Target {
    var seed: Int
    func make(_ inputs: Inputs) -> Int { seed * seed }
}

/// Uses what it does not declare: the handle is hidden from the encoder.
struct Smuggler: Target {
    var name = "smuggler"
    var hidden: Input<Double>
    var label: String? { name }
    enum CodingKeys: CodingKey { case name }
    func make(_ inputs: Inputs) throws -> Double { try inputs[hidden] }
}

/// A parameter that is not shown in full.
struct Prose: Target {
    var name: String
    var text: String
    var label: String? { name }
    func make(_ inputs: Inputs) -> Int { text.utf8.count }
}
