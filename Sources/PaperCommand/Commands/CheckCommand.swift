import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check that the claims still hold, against the committed baseline.",
        discussion: """
            Exit status: 0 when no claim is worse than in the baseline, 1 when one is worse (undecided is worse than \
            holds) or is new and does not hold, 2 when one cannot be evaluated.
            """)

    @OptionGroup var common: CommonOptions
    @Option(name: [.customShort("j", allowingJoined: true), .long], help: "Cores to use. Default: all.") var jobs: Int?
    @Flag(help: "Fail for any claim that does not hold, known or not.") var strict = false
    @Flag(help: "Write improvements and new claims into the baseline.") var accept = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var download: DownloadOption

    func run() throws {
        let workspace = try Workspace(common, asksTools: true, data: .downloaded(targets: [], again: download.download))
        let claims = workspace.assembled.claims
        // The table of verdicts needs all findings: those that failed are looked for one by one.
        var session = try BuildSession(workspace, targets: claims.map(\.id) + [Verdicts.name])
        session.jobs = jobs
        let (outcome, _) = try session.build()
        if outcome.wasInterrupted { throw ExitCode(130) }
        let comparison = try ClaimsComparison(workspace: workspace)
        let table = comparison.table(outcome)
        var check = comparison.check(table, outcome: outcome, isStrict: strict)
        if accept && check.entries.contains(where: { $0.status == .notEvaluated }) {
            // The verdicts of the others were reached without it, and may be others with it.
            Terminal.errors.print("Nothing was accepted: some claims could not be evaluated.")
        } else if accept && !check.acceptable.isEmpty {
            check = try comparison.accepting(check).check(table, outcome: outcome, isStrict: strict)
            Terminal.errors.print("Wrote \(workspace.session.paper.baseline.path): commit it with what made the difference.")
        }
        Terminal.output.print(json ? check.json : check.text)
        if check.exitCode != 0 { throw ExitCode(check.exitCode) }
    }
}

extension ClaimsCheck {
    fileprivate var json: String {
        let claims = entries.map { entry in
            Datum.object([
                .init("id", .string(entry.id)), .init("status", .string(entry.status.rawValue)),
                .init("baseline", entry.baseline.map { .string($0.rawValue) } ?? .null),
                .init("verdict", entry.verdict.map { .string($0.rawValue) } ?? .null),
                .init("observed", entry.finding?.observed.map { .double($0) } ?? .null),
                .init("threshold", entry.finding.map { .string($0.threshold) } ?? .null),
                .init("problem", entry.problem.map { .string($0) } ?? .null),
            ])
        }
        return ValueExport.json(
            .object([.init("profile", .string(profile)), .init("exitCode", .integer(Int64(exitCode))), .init("claims", .list(claims))]))
    }
}
