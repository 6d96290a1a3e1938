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

            With --decide, undecided claims are looked at again with twice as many replicates, within a budget and \
            four times in all at most. Each look spends a share of the level, so it is recorded in a file that is committed.
            """)

    @OptionGroup var common: CommonOptions
    @Option(name: [.customShort("j", allowingJoined: true), .long], help: "Cores to use. Default: all.") var jobs: Int?
    @Flag(help: "Fail for any claim that does not hold, known or not.") var strict = false
    @Flag(help: "Make more replicates of claims that are undecided, and judge them again.") var decide = false
    @Option(
        help: ArgumentHelp(
            "What --decide may take, as 90s, 20m or 2h. Default: the profile's, 30m unless the paper says otherwise.", valueName: "time"))
    var budget: TimeSpan?
    @Flag(help: "Write improvements and new claims into the baseline.") var accept = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var download: DownloadOption

    func validate() throws {
        if budget != nil && !decide { throw ValidationError("--budget is of use with --decide only.") }
    }

    func run() throws {
        var judged = try JudgedClaims(Workspace(common, asksTools: true, data: .downloaded(targets: [], again: download.download)), jobs: jobs)
        let looking = try decide ? look(again: &judged) : nil
        let check = try compare(judged)
        Terminal.output.print(json ? check.json(looking) : [check.text, looking?.text].compactMap { $0 }.joined(separator: "\n\n"))
        if check.exitCode != 0 { throw ExitCode(check.exitCode) }
    }

    /// Looks again at what is undecided.
    private func look(again judged: inout JudgedClaims) throws -> LookSession {
        var session = LookSession(judged, budget: budget?.seconds ?? judged.workspace.budget / .seconds(1), jobs: jobs)
        try session.run()
        judged = session.judged
        if !session.lookedAt.isEmpty {
            let path = judged.workspace.session.paper.looks.path
            Terminal.errors.print("Wrote \(path): commit it, also when a claim stayed undecided; its looks are spent.")
        }
        return session
    }

    /// The verdicts beside the baseline, which takes over what is better where that was asked for.
    private func compare(_ judged: JudgedClaims) throws -> ClaimsCheck {
        var check = judged.comparison.check(judged.table, outcome: judged.outcome, isStrict: strict)
        if accept && check.entries.contains(where: { $0.status == .notEvaluated }) {
            // The verdicts of the others were reached without it, and may be others with it.
            Terminal.errors.print("Nothing was accepted: some claims could not be evaluated.")
        } else if accept && !check.acceptable.isEmpty {
            check = try judged.comparison.accepting(check).check(judged.table, outcome: judged.outcome, isStrict: strict)
            Terminal.errors.print("Wrote \(judged.workspace.session.paper.baseline.path): commit it with what made the difference.")
        }
        return check
    }
}

extension ClaimsCheck {
    fileprivate func json(_ looking: LookSession?) -> String {
        let claims = entries.map { entry in
            Datum.object([
                .init("id", .string(entry.id)), .init("status", .string(entry.status.rawValue)),
                .init("baseline", entry.baseline.map { .string($0.rawValue) } ?? .null),
                .init("verdict", entry.verdict.map { .string($0.rawValue) } ?? .null),
                .init("observed", entry.finding?.observed.map { .double($0) } ?? .null),
                .init("look", entry.finding.map { .integer(Int64($0.look.number)) } ?? .null),
                .init("threshold", entry.finding.map { .string($0.threshold) } ?? .null),
                .init("problem", entry.problem.map { .string($0) } ?? .null),
            ])
        }
        return ValueExport.json(
            .object(
                [.init("profile", .string(profile)), .init("exitCode", .integer(Int64(exitCode))), .init("claims", .list(claims))]
                    + (looking.map { [.init("decide", $0.datum)] } ?? [])))
    }
}
