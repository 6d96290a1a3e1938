import ArgumentParser
import BuildGraph
import Foundation

/// The inside of a clean process; see `Remaker`. For `paper verify`, not for people.
struct RemakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remake", abstract: "Make targets again as the request in a folder says, and record nothing.", shouldDisplay: false)

    @Argument(completion: .directory) var exchange: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        // It does not outlive the verification that started it.
        endWithParent()
        let workspace = try Workspace(common, tellsDamage: false)
        try Remaker(workspace.context).run(folder: exchange)
    }
}
