import ArgumentParser
import BuildGraph
import Manuscript

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the targets, or the profiles.",
        discussion: "Intermediate results of one type are one line, until some are selected by name, by pattern or by --where.")

    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions
    @Flag(help: "A line for each target, intermediate results too.") var all = false
    @Flag(help: "The figures alone.") var figures = false
    @Flag(help: "Those that failed when they last ran.") var failed = false
    @Flag(help: "List the profiles instead.") var profiles = false
    @Flag(help: "List the parameters that --set can set, and their values.") var parameters = false
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        if profiles { return try printProfiles(try Session.required().paper) }
        if parameters { return try printParameters() }
        let workspace = try Workspace(common)
        var nodes = try workspace.graph.targets(targets.selection).map { workspace.graph.nodes[$0] }
        if figures { nodes = nodes.filter { $0.kind == .figure } }
        if failed { nodes = nodes.filter { workspace.store.lastFailure(ofIdentity: $0.identity) != nil } }
        let isFull = all || failed || !targets.selection.isEverything
        if json {
            return Terminal.output.print(try JSONText.of(nodes.filter { isFull || $0.label != nil }.map(TargetRecord.init)))
        }
        if failed && nodes.isEmpty { return Terminal.output.print("No target failed when it last ran.") }
        for kind in TargetKind.inOrder(nodes.map(\.kind)) {
            Terminal.output.print(Terminal.output.styled(kind.name, .bold))
            let members = nodes.filter { $0.kind == kind }
            let rows = failed ? failures(members, workspace.store) : isFull ? members.map(Self.row) : Self.grouped(members)
            TextTable.lines(rows, width: Terminal.output.longestLine).forEach(Terminal.output.print)
        }
        let leftOut = workspace.assembled.leftOut
        if targets.selection.isEverything && !failed && !leftOut.isEmpty {
            Terminal.output.print(Terminal.output.styled("not built", .bold))
            let rows = leftOut.filter { !figures || $0.isFigure }.map { [$0.name, $0.reason] }
            TextTable.lines(rows, width: Terminal.output.longestLine).forEach(Terminal.output.print)
        }
    }

    private static func row(_ node: Node) -> [String] {
        // A title without a label begins with the type.
        node.label == nil ? [node.name, node.title] : [node.name, node.shortTypeName]
    }

    private static func grouped(_ nodes: [Node]) -> [[String]] {
        let types = Dictionary(grouping: nodes.filter { $0.label == nil }, by: \.shortTypeName)
        var seen: Set<String> = []
        return nodes.compactMap { node in
            if node.label != nil { return row(node) }
            guard seen.insert(node.shortTypeName).inserted, let members = types[node.shortTypeName] else { return nil }
            return [node.shortTypeName, members.count == 1 ? node.title : "× \(members.count)"]
        }
    }

    private func failures(_ nodes: [Node], _ store: Store) -> [[String]] {
        nodes.map { [$0.name, ($0.label == nil ? $0.title + ": " : "") + (store.lastFailure(ofIdentity: $0.identity)?.message ?? "")] }
    }

    private func printParameters() throws {
        let parameters = try VariantSettings.parameters(common)
        if json { return Terminal.output.print(try JSONText.of(parameters.map { ParameterRecord(path: $0.path, value: $0.value, standard: $0.standard) })) }
        if parameters.isEmpty { return Terminal.output.print("This paper has no parameters that can be set.") }
        let rows = parameters.map { [$0.path, $0.value == $0.standard ? $0.value : "\($0.value) instead of \($0.standard)"] }
        TextTable.lines(rows, width: Terminal.output.longestLine, indent: "").forEach(Terminal.output.print)
    }

    private func printProfiles(_ paper: Paper) throws {
        let rows = paper.profiles.map { [$0.profile.name, $0.summary + ($0.profile == paper.defaultProfile ? " (default)" : "")] }
        if json {
            return Terminal.output.print(try JSONText.of(paper.profiles.map { ProfileRecord(name: $0.profile.name, summary: $0.summary) }))
        }
        TextTable.lines(rows, width: Terminal.output.longestLine, indent: "").forEach(Terminal.output.print)
    }
}

/// A target, for programs.
private struct TargetRecord: Encodable {
    let name, title, kind, type, identity: String
    let inputs, files: [String]

    init(_ node: Node) {
        name = node.name
        title = node.title
        kind = node.kind.name
        type = node.typeName
        identity = node.identity.hexadecimal
        inputs = node.dependencies.map(\.name)
        files = node.files.map(\.path)
    }
}

private struct ParameterRecord: Encodable {
    let path, value, standard: String
}

private struct ProfileRecord: Encodable {
    let name, summary: String
}
