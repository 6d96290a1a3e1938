// The lineage of a build that has just ended.
import BuildGraph
import Manuscript

extension Lineage {
    /// What the results of a build were made from. Only what is at hand is asked: parameters and outputs from the graph, code and files from the runs of
    /// results and of targets with files.
    ///
    /// - Parameter earlier: what the last build wrote.
    init(_ runs: OutcomeRuns, of workspace: Workspace, after earlier: Lineage?) {
        let graph = workspace.graph
        var codes: [String: Digest] = [:], machines: [Int: [String: String]] = [:]
        let nodes = graph.nodes.enumerated().map { position, node -> LineageNode in
            let item = runs.outcome.item(for: node), isKnown = codes[node.typeName] != nil
            let trace = node.label != nil || !node.files.isEmpty || !isKnown ? item.flatMap { _ in runs.trace(of: node) } : nil
            if let trace {
                codes[node.typeName] = trace.details.code
                if node.label != nil { machines[position] = trace.details.provenance.machine.words }
            }
            return LineageNode(
                // The table of verdicts is made from everything.
                label: node.label == Verdicts.name ? nil : node.label, kind: node.kind.name, type: node.typeName, parameters: node.parameters, output: item?.output,
                code: codes[node.typeName], files: trace?.details.contentByPath ?? [:], inputs: graph.dependencies[position].map { Int($0) })
        }
        var builder = LineageBuilder(nodes)
        self = builder.lineage(
            paper: workspace.session.paper.title, profile: workspace.profile.name, settings: workspace.settings.texts, earlier: earlier) { machines[$0] ?? [:] }
    }
}

extension Trace.Details {
    /// The digests of declared files.
    var contentByPath: [String: Digest] { Dictionary(files.map { ($0.path, $0.content) }, uniquingKeysWith: { $1 }) }
}

extension Machine {
    /// What a result may depend on and its key does not hold.
    var words: [String: String] { software.merging(["processor": processor, "system": system]) { known, _ in known } }
}
