// What all commands of one process share.
import ArgumentParser
import BuildGraph
import Datasets
import Manuscript

/// What the process was started with. Commands are made by the argument parser, which cannot hand them anything.
struct Session: Sendable {
    let paper: Paper
    let code: CodeFingerprints
    let software: [String: String]
    let checks: [HealthCheck]
    let dataSets: [DataSetFiles]
    let threadVariables: [String]

    @TaskLocal static var current: Session?

    static func required() throws -> Session {
        guard let current else { throw CleanExit.message("The command was started without a paper.") }
        return current
    }
}
