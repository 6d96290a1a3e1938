import ArgumentParser
import BuildGraph
import Manuscript

struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Draw the graph of targets, or some of them with all they need: dot, mermaid or svg.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case dot, mermaid, svg }

    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions
    @Option(help: "dot, mermaid, or svg (which needs graphviz).") var format = Format.dot
    @Flag(help: "Draw each intermediate result; otherwise those of one type that feed the same targets are one box.")
    var full = false

    func run() throws {
        let workspace = try Workspace(common)
        let drawing = GraphDrawing(workspace.graph, members: workspace.graph.closure(of: try workspace.graph.targets(targets.selection)), full: full)
        switch format {
        case .dot: Terminal.output.print(drawing.dot)
        case .mermaid: Terminal.output.print(drawing.mermaid)
        case .svg:
            let dot = Command.hermetic("dot", ["-Tsvg"], standardInput: Array(drawing.dot.utf8))
            guard let result = try? workspace.effects.processes.run(dot, until: Cancellation()), result.succeeded else {
                throw UsageError(
                    what: "The graph could not be drawn.", why: "It takes the program dot, of graphviz.",
                    next: "Install graphviz, or use --format mermaid.")
            }
            Terminal.output.print(result.outputText)
        }
    }
}

/// Boxes and arrows for a part of a graph.
struct GraphDrawing {
    struct Box: Hashable {
        var id: String
        var text: String
        var kind: TargetKind
    }

    let boxes: [Box]
    let arrows: [(from: String, to: String)]

    /// - Parameter full: draw every target; otherwise targets without a label are drawn by type, with their number.
    init(_ graph: Graph, members: [Int], full: Bool) {
        func id(_ position: Int) -> String {
            let node = graph.nodes[position]
            return full || node.label != nil ? "n\(position)" : "t_" + node.shortTypeName
        }
        var counts: [String: Int] = [:]
        for position in members { counts[id(position), default: 0] += 1 }
        var boxes: [Box] = []
        var seen: Set<String> = [], drawn: Set<String> = []
        var arrows: [(String, String)] = []
        for position in members {
            let node = graph.nodes[position], own = id(position)
            if seen.insert(own).inserted {
                let count = counts[own] ?? 1
                let text = full || node.label != nil ? node.title : node.shortTypeName + (count > 1 ? " × \(count)" : "")
                boxes.append(Box(id: own, text: text, kind: node.kind))
            }
            for input in graph.dependencies[position] where id(Int(input)) != own {
                if drawn.insert("\(id(Int(input)))→\(own)").inserted { arrows.append((id(Int(input)), own)) }
            }
        }
        self.boxes = boxes
        self.arrows = arrows
    }

    private static let colours: [TargetKind: String] = [
        .computation: "#e8eef4", .dataSet: "#efe6d5", .figure: "#d5ecdf", .table: "#e5dff0", .claim: "#fbe9c6", .document: "#f5d9d5",
    ]

    /// A kind that a paper has added is white.
    private static func colour(_ kind: TargetKind) -> String { colours[kind] ?? "#ffffff" }

    var dot: String {
        var lines = ["digraph paper {", "  rankdir=LR; node [shape=box, style=\"rounded,filled\", color=\"#8899aa\", fontname=\"sans-serif\", fontsize=11]; edge [color=\"#8899aa\"];"]
        lines += boxes.map { "  \"\($0.id)\" [label=\"\($0.text)\", fillcolor=\"\(Self.colour($0.kind))\"];" }
        lines += arrows.map { "  \"\($0.from)\" -> \"\($0.to)\";" }
        return (lines + ["}"]).joined(separator: "\n")
    }

    var mermaid: String {
        var lines = ["graph LR"]
        lines += boxes.map { "  \($0.id)[\"\($0.text)\"]:::\($0.kind.name)" }
        lines += arrows.map { "  \($0.from) --> \($0.to)" }
        lines += TargetKind.inOrder(boxes.map(\.kind)).map { "  classDef \($0.name) fill:\(Self.colour($0)),stroke:#8899aa,color:#222" }
        return lines.joined(separator: "\n")
    }
}
