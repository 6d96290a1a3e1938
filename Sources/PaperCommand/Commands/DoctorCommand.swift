import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look for what is wrong, or could be better, with the store, the programs and the machine.",
        discussion: "Reads every value of the store and changes nothing, unless told to mend. Ends with 0 when there is no problem, with 1 when there is one.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Set aside what is damaged in the store; the copies are kept. What is missing then is made again by the next build.") var mend = false
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let session = try Session.required()
        let workspace = Result { try Workspace(common, tellsDamage: false) }
        let root = (try? workspace.get().root) ?? common.project.folder ?? FileManager.default.currentDirectoryPath
        let effects = (try? workspace.get().effects) ?? .live(root: root)
        if mend { try workspace.get().mendStore() }
        let progress = TransferProgress("checking")
        let findings = Doctor(workspace: workspace, session: session, surroundings: HealthCheck.Surroundings(effects: effects, root: root, jobs: effects.machine.cores))
            .findings(progress: progress.show)
        progress.end()
        Terminal.output.print(try json ? JSONText.of(findings.map(HealthRecord.init)) : Program.named(HealthText.lines(findings, on: .output).joined(separator: "\n")))
        if findings.contains(where: { $0.state == .problem }) { throw ExitCode(1) }
    }
}

extension Workspace {
    /// Mends the store, and tells what that came to.
    fileprivate func mendStore() throws {
        try store.mend()
        tellNotices()
    }
}

/// A finding, for programs.
struct HealthRecord: Encodable {
    let what, state, detail: String
    @OrNull var mend: String?

    init(_ finding: HealthFinding) {
        what = finding.what
        state = finding.state.rawValue
        detail = finding.detail
        _mend = OrNull(wrappedValue: finding.mend)
    }
}
