// The runs behind the page: the cost of each is read once, and summed for figures and for the whole.
import BuildGraph
import Manuscript

/// The last runs of the targets of a build, in the order of the graph.
struct BuildRecords {
    let workspace: Workspace
    let runs: OutcomeRuns
    /// By position in the graph.
    private let costs: [RunCost?]

    init(workspace: Workspace, runs: OutcomeRuns) {
        self.workspace = workspace
        self.runs = runs
        costs = workspace.graph.nodes.map { runs.cost(of: $0) }
    }

    /// The sum of the last runs of a target and of all it was made from.
    func cost(of node: Node) -> WholeCost {
        var cost = WholeCost()
        for position in closure(of: node) {
            if let run = costs[position] { cost.add(run) }
        }
        return cost
    }

    /// At which commits a target and all it was made from were made.
    func commits(of node: Node) -> CommitCounts {
        var commits = CommitCounts()
        for position in closure(of: node) {
            if let run = costs[position] { commits.add(run) }
        }
        return commits
    }

    func closure(of node: Node) -> [Int] { workspace.graph.position(of: node).map { workspace.graph.closure(of: [$0]) } ?? [] }

    /// Whether a target was made from data that were generated instead of read.
    func isOfStandIn(_ node: Node) -> Bool {
        closure(of: node).contains { workspace.graph.nodes[$0].kind == .dataSet && workspace.graph.nodes[$0].files.isEmpty }
    }

    /// The build as a whole.
    func report(jobs: Int) -> BuildReport {
        let timing = BuildTiming(runs.outcome, phases: [], jobs: jobs, effects: workspace.effects) ?? TimingFile(workspace: workspace).read()
        var report = BuildReport(timing: timing, jobs: jobs, machine: workspace.effects.machineWithSoftware)
        let graph = workspace.graph
        var chains = [Double](repeating: 0, count: graph.nodes.count)
        var all: [(node: Node, run: RunCost)] = []
        for position in graph.nodes.indices {
            guard let run = costs[position] else { continue }
            all.append((graph.nodes[position], run))
            report.whole.add(run)
            report.storedBytes += run.valueSize
            chains[position] = run.duration + (graph.dependencies[position].map { chains[Int($0)] }.max() ?? 0)
        }
        report.longestChain = chains.max() ?? 0
        report.slowest = all.sorted { $0.run.duration > $1.run.duration }.prefix(10).map { node, run in
            BuildReport.Run(
                title: node.title, seconds: run.duration, processorSeconds: run.processorTime, peakMemory: run.peakMemory,
                reason: runs.trace(of: node).map { node.reasonText($0.details.reason) } ?? "")
        }
        return report
    }

    /// What the targets of a build read from outside, by data set.
    var dataSets: [Imprint.DataSet] {
        let nodes = workspace.graph.nodes.filter { $0.kind == .dataSet }
        let contents = nodes.compactMap { runs.trace(of: $0) }.flatMap(\.details.files)
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
        let made = workspace.graph.nodes.filter { $0.kind == .dataSet && $0.files.isEmpty && runs.cost(of: $0) != nil }
        if made.isEmpty { return [] }
        let words = made.map { GeneratedImages(parameters: $0.parameters, names: workspace.session.dataSets.map(\.name))?.text ?? $0.title }
        return ["\(made.count == 1 ? "One data set was" : "\(made.count) data sets were") generated in place of data from outside: \(words.joined(separator: "; "))."]
    }
}
