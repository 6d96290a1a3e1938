// Newer versions of pandoc and gnuplot beside those of the machine: `.ci/run` puts them into .build/tools.
import BuildGraph
import Foundation

/// Runs these programs in their newest versions, and all others as they are found.
public struct NewestTools: ProcessRunner {
    private let paths: [String: String]

    /// Nil where one of them is missing.
    public init?(_ programs: [String], file: String = #filePath) {
        let folder = URL.project(of: file).appending(path: ".build/tools/bin").path
        paths = Dictionary(uniqueKeysWithValues: programs.map { ($0, "\(folder)/\($0)") })
        guard paths.values.allSatisfy(FileManager.default.isExecutableFile) else { return nil }
    }

    public func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult {
        var command = command
        command.program = paths[command.program] ?? command.program
        return try SystemProcessRunner().run(command, until: cancellation)
    }
}
