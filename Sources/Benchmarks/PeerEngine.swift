// ninja and make on the graph that our engine is timed on. A target is `exec cksum INPUTS > OUTPUT`.
import Foundation

/// Another build engine, with its own copy of the graph.
struct PeerEngine {
    enum Kind: String, CaseIterable { case ninja, make }

    let kind: Kind
    let graph: LayeredGraph
    private let jobs = ProcessInfo.processInfo.activeProcessorCount

    /// Writes the files, the rules and the folders.
    func prepare() throws {
        try graph.writeFiles()
        for layer in 0..<LayeredGraph.layers {
            try FileManager.default.createDirectory(atPath: "\(graph.folder)/o\(layer)", withIntermediateDirectories: true)
        }
        let (name, text) = kind == .ninja ? ("build.ninja", ninjaRules()) : ("Makefile", makeRules())
        try Data(text.utf8).write(to: URL(filePath: "\(graph.folder)/\(name)"))
    }

    /// One run.
    func build() throws -> MeasuredProcess {
        switch kind {
        case .ninja: try MeasuredProcess("ninja", ["-C", graph.folder, "--quiet", "-j\(jobs)"])
        case .make: try MeasuredProcess("make", ["-C", graph.folder, "-s", "-j\(jobs)"])
        }
    }

    /// Output and inputs of each target.
    private var edges: [(output: String, inputs: String)] {
        (0..<LayeredGraph.layers).flatMap { layer in
            (0..<graph.width).map { i in
                let inputs = layer == 0 ? [graph.file(i)] : graph.inputs(i).map { "o\(layer - 1)/\($0)" }
                return ("o\(layer)/\(i)", inputs.joined(separator: " "))
            }
        }
    }

    private func ninjaRules() -> String {
        edges.reduce(into: "rule sum\n  command = exec cksum $in > $out\n") { $0 += "build \($1.output): sum \($1.inputs)\n" }
    }

    private func makeRules() -> String {
        let last = edges.suffix(graph.width).map(\.output).joined(separator: " ")
        // No built-in rules: make would try each of them for each target.
        return edges.reduce(into: "MAKEFLAGS += -r\n.SUFFIXES:\nall: \(last)\n") {
            $0 += "\($1.output): \($1.inputs)\n\t@exec cksum $^ > $@\n"
        }
    }
}
