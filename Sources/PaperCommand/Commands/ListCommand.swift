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
        if profiles { return printProfiles(try Session.required().paper) }
        let workspace = try Workspace(common)
        let nodes = workspace.graph.nodes.filter { figures ? $0.kind == .figure : all || $0.label != nil }
        if json {
            let items = nodes.map { node in
                Datum.object([
                    .init("name", .string(node.name)), .init("kind", .string(node.kind.name)), .init("type", .string(node.typeName)),
                    .init("identity", .string(node.identity.hexadecimal)),
                    .init("inputs", .list(node.dependencies.map { .string($0.name) })),
                    .init("files", .list(node.files.map { .string($0.path) })),
                ])
            }
            return Terminal.output.print(ValueExport.json(.list(items)))
        }
        for kind in TargetKind.inOrder(nodes.map(\.kind)) {
            let members = nodes.filter { $0.kind == kind }
            Terminal.output.print(Terminal.output.styled(kind.name, .bold))
            let rows = members.map { [$0.name, $0.label == nil ? $0.parametersText : $0.shortTypeName] }
            TextTable.lines(rows, width: Terminal.output.longestLine).forEach(Terminal.output.print)
        }
    }

    private func printProfiles(_ paper: Paper) {
        let rows = paper.profiles.map { [$0.profile.name, $0.summary + ($0.profile == paper.defaultProfile ? " (default)" : "")] }
        if json {
            let items = paper.profiles.map { Datum.object([.init("name", .string($0.profile.name)), .init("summary", .string($0.summary))]) }
            return Terminal.output.print(ValueExport.json(.list(items)))
        }
        TextTable.lines(rows, width: Terminal.output.longestLine, indent: "").forEach(Terminal.output.print)
    }
}
