import ArgumentParser
import BuildGraph
import Foundation

struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Remove the outputs; with --cache also everything that was computed.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Also remove the store: everything is computed again.") var cache = false

    func run() throws {
        let workspace = try Workspace(common)
        let files = workspace.effects.files
        let build = workspace.root + "/build"
        // The store is a folder of build/ unless it was moved; outputs are all the rest.
        for name in (try? files.list(build)) ?? [] where "\(build)/\(name)" != workspace.store.folder {
            try files.removeAll("\(build)/\(name)")
        }
        if cache { try files.removeAll(workspace.store.folder) }
        Terminal.errors.print(cache ? "Removed the outputs and the store." : "Removed the outputs; the store is kept.")
    }
}
