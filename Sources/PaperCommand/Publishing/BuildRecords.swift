// The runs behind the page: each trace is read once, and summed for figures and for the whole.
import BuildGraph
import Manuscript

/// The last runs of the targets of a build, in the order of the graph.
struct BuildRecords {
    let workspace: Workspace
    let outcome: BuildOutcome
    /// By identity.
    private let runs: [Digest: Trace]

    init(workspace: Workspace, outcome: BuildOutcome) {
        self.workspace = workspace
        self.outcome = outcome
        runs = Dictionary(
            outcome.items.compactMap { item in outcome.trace(of: item.node).map { (item.node.identity, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    /// The sum of the last runs of a target and of all it was made from.
    func cost(of node: Node) -> WholeCost {
        var cost = WholeCost()
        for position in closure(of: node) {
            if let trace = runs[workspace.graph.nodes[position].identity] { cost.add(trace.details.provenance) }
        }
        return cost
    }

    func closure(of node: Node) -> [Int] { workspace.graph.position(of: node).map { workspace.graph.closure(of: [$0]) } ?? [] }

    /// Whether a target was made from data that were generated instead of read.
    func isOfStandIn(_ node: Node) -> Bool {
        closure(of: node).contains { workspace.graph.nodes[$0].kind == .dataSet && workspace.graph.nodes[$0].files.isEmpty }
    }

    /// The build as a whole.
    func report(jobs: Int) -> BuildReport {
        let timing = BuildTiming(outcome, phases: [], jobs: jobs, effects: workspace.effects) ?? TimingFile(workspace: workspace).read()
        var report = BuildReport(timing: timing, jobs: jobs, machine: workspace.effects.machineWithSoftware)
        let graph = workspace.graph
        var chains = [Double](repeating: 0, count: graph.nodes.count)
        var all: [(node: Node, trace: Trace)] = []
        for position in graph.nodes.indices {
            let node = graph.nodes[position]
            guard let trace = runs[node.identity] else { continue }
            all.append((node, trace))
            report.whole.add(trace.details.provenance)
            report.storedBytes += trace.size
            chains[position] = trace.duration + (graph.dependencies[position].map { chains[Int($0)] }.max() ?? 0)
        }
        report.longestChain = chains.max() ?? 0
        report.slowest = all.sorted { $0.trace.duration > $1.trace.duration }.prefix(10).map { node, trace in
            let run = trace.details.provenance
            return BuildReport.Run(
                title: node.title, seconds: trace.duration, processorSeconds: run.processorTime, peakMemory: run.peakMemory,
                reason: node.reasonText(trace.details.reason))
        }
        return report
    }

    /// What the targets of a build read from outside, by data set.
    var dataSets: [Imprint.DataSet] {
        let nodes = workspace.graph.nodes.filter { $0.kind == .dataSet }
        let contents = nodes.compactMap { runs[$0.identity] }.flatMap(\.details.files)
        return workspace.data.found.compactMap { found in
            let files = contents.filter { found.mounts[$0.path] != nil }.map { (name: $0.path.lastPathComponent, digest: $0.content.hexadecimal) }
            let unique = Dictionary(files, uniquingKeysWith: { first, _ in first }).sorted { $0.key < $1.key }.map { (name: $0.key, digest: $0.value) }
            if unique.isEmpty { return nil }
            let set = workspace.session.dataSets.first { $0.name == found.name }
            return Imprint.DataSet(name: found.name, address: set?.downloads.first?.addresses.first ?? "", files: unique)
        }
    }

    /// What stood in for data.
    var standIns: [String] {
        let made = workspace.graph.nodes.filter { $0.kind == .dataSet && $0.files.isEmpty && runs[$0.identity] != nil }
        return made.isEmpty ? [] : ["\(made.count == 1 ? "One data set was" : "\(made.count) data sets were") generated in place of images from outside: \(made.map(\.title).joined(separator: "; "))."]
    }
}
