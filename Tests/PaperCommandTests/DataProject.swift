// The example paper with its data set, a user's cache folder of its own, and a server that has or has not the data.
import BuildGraph
import Foundation
import TestSupport

/// A scratch project whose paper is made from the data set "Dots".
struct DataProject {
    static let dots = Array("1 2 3 4 5 6 7 8 ".utf8)

    let project: ExampleProject
    let server: LocalServer
    /// Other variables of the environment.
    var environment: [String: String] = [:]

    init(_ behaviour: LocalServer.Behaviour = .init(files: ["dots.txt": DataProject.dots])) throws {
        project = try ExampleProject()
        server = LocalServer(behaviour)
    }

    var folder: String { project.folder }
    var cache: String { project.folder + "/home/.cache/paper-data" }

    func variables(address: String?) -> [String: String] {
        [
            "EXAMPLE_DATA": (address ?? server.address) + "dots.txt", "HOME": folder + "/home", "XDG_CACHE_HOME": folder + "/home/.cache",
            "PAPER_DATA": "", "PAPER_OFFLINE": "", "PAPER_DATA_MIRROR": "",
        ].merging(environment) { $1 }
    }

    @discardableResult
    func run(_ arguments: String..., address: String? = nil) throws -> CommandResult {
        try project.run(arguments, environment: variables(address: address))
    }

    /// Builds; what ran, and what was said.
    @discardableResult
    func build(_ arguments: String..., address: String? = nil) throws -> (ran: [String], text: String, ending: CommandResult.Ending) {
        let (ran, _, result) = try project.build(arguments, environment: variables(address: address))
        return (ran, result.errorText, result.ending)
    }

    /// The value of the data set's target.
    func value() throws -> [Double] { try JSONDecoder().decode([Double].self, from: Data(run("show", "dots", "--json").output)) }

    func put(_ bytes: [UInt8] = dots, in folder: String) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/dots", withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: "\(folder)/dots/dots.txt"))
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
