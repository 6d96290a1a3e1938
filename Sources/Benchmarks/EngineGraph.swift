// The graph that the engine is timed on, the same as for ninja and make: N targets in ten layers. Each target of the first
// layer reads its own file; every other one reads two targets of the layer before.
import BuildGraph
import Foundation

/// The shape of the graph and the folder it lives in.
struct LayeredGraph {
    static let layers = 10

    let folder: String
    /// The number of targets per layer, and of files.
    let width: Int
    var count: Int { width * Self.layers }

    init(folder: String, targets: Int) {
        self.folder = folder
        width = max(1, targets / Self.layers)
    }

    func file(_ position: Int) -> String { "in/\(position)" }

    /// The positions in the previous layer of the targets that a target reads.
    func inputs(_ position: Int) -> [Int] { width > 1 ? [position, (position + 1) % width] : [position] }

    /// Writes the files that the first layer reads.
    func writeFiles() throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/in", withIntermediateDirectories: true)
        for position in 0..<width { try change(position, to: 0) }
    }

    /// Writes two versions of the code: a real program has its fingerprints compiled in.
    func writeCode() throws {
        for version in 0...1 {
            let (fingerprints, declarations) = EngineCode.texts(version: version)
            try Data(fingerprints.utf8).write(to: URL(filePath: codePath(version, "fingerprints")))
            try Data(declarations.utf8).write(to: URL(filePath: codePath(version, "declarations")))
        }
    }

    private func codePath(_ version: Int, _ part: String) -> String { "\(folder)/code-\(version).\(part)" }

    func change(_ position: Int, to version: Int) throws {
        try Data("leaf \(position) \(version)\n".utf8).write(to: URL(filePath: "\(folder)/\(file(position))"))
    }

    /// Gives every file a new time and leaves its content.
    func touchFiles() { for position in 0..<width { utimes("\(folder)/\(file(position))", nil) } }

    /// The graph as targets of the engine.
    func graph() throws -> Graph {
        var layer = (0..<width).map { Input(FileSum(file: SourceFile(file($0)))) }
        for depth in 1..<Self.layers {
            layer = (0..<width).map { i in Input(PairSum(layer: depth, position: i, inputs: inputs(i).map { layer[$0] })) }
        }
        return try Graph(roots: layer.map(\.node))
    }

    func code(version: Int) throws -> CodeFingerprints {
        func text(_ part: String) throws -> String { try String(contentsOfFile: codePath(version, part), encoding: .utf8) }
        return CodeFingerprints(fingerprints: try text("fingerprints"), declarations: try text("declarations"))
    }

    /// A scheduler as in a new process: graph, store, code.
    func scheduler(codeVersion: Int) throws -> Scheduler {
        let effects = Effects.live(root: folder)
        let code = try code(version: codeVersion)
        let (store, graph) = try Store.open(folder: "\(folder)/cache", effects: effects, during: graph)
        return Scheduler(BuildContext(graph: graph, store: store, code: code), options: BuildOptions(machine: effects.machine))
    }
}

/// The sum of a file's bytes.
struct FileSum: Target {
    let file: SourceFile

    func make(_ inputs: Inputs) throws -> Int { try inputs[file].reduce(0) { 31 &* $0 &+ Int($1) } }
}

/// The sum of two numbers and the target's position.
struct PairSum: Target {
    let layer: Int
    let position: Int
    let inputs: [Input<Int>]

    func make(_ values: Inputs) throws -> Int { try values[inputs].reduce(layer &+ position) { 31 &* $0 &+ $1 } }
}
