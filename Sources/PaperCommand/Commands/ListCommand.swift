import ArgumentParser
import BuildGraph
import Manuscript

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the targets, or the profiles.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Also intermediate results.") var all = false
    @Flag(help: "The figures alone.") var figures = false
    @Flag(help: "List the profiles instead.") var profiles = false
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        if profiles { return try printProfiles(try Session.required().paper) }
        let workspace = try Workspace(common)
        let nodes = workspace.graph.nodes.filter { figures ? $0.kind == .figure : all || $0.label != nil }
        if json {
            return Terminal.output.print(try JSONText.of(nodes.map(TargetRecord.init)))
        }
        for kind in TargetKind.inOrder(nodes.map(\.kind)) {
            let members = nodes.filter { $0.kind == kind }
            Terminal.output.print(Terminal.output.styled(kind.name, .bold))
            let rows = members.map { [$0.name, $0.label == nil ? $0.parametersText : $0.shortTypeName] }
            TextTable.lines(rows, width: Terminal.output.longestLine).forEach(Terminal.output.print)
        }
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
    let name, kind, type, identity: String
    let inputs, files: [String]

    init(_ node: Node) {
        name = node.name
        kind = node.kind.name
        type = node.typeName
        identity = node.identity.hexadecimal
        inputs = node.dependencies.map(\.name)
        files = node.files.map(\.path)
    }
}

private struct ProfileRecord: Encodable {
    let name, summary: String
}
