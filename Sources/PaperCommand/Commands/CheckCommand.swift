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

            The tests of a study share a level, so all claims are judged, also when some are named; only the named ones are \
            shown and decide the exit status.

            With --decide, groups of networks with undecided claims are looked at again with twice as many replicates, within \
            a budget and four times in all at most. Each look spends a share of the level, so it is recorded in a ledger that \
            is committed.
            """)

    @Argument(
        help: ArgumentHelp("Claims, or patterns such as 'P1-1*'. Default: all.", valueName: "claims"), completion: .custom(Completion.targets))
    var claims: [String] = []
    @OptionGroup var common: CommonOptions
    @OptionGroup var jobs: JobsOption
    @Flag(help: "A line for each claim; otherwise those that hold as before are one line.") var all = false
    @Flag(help: "Fail for any claim that does not hold, known or not.") var strict = false
    @Flag(help: "Make more replicates of claims that are undecided, and judge them again.") var decide = false
    @Option(
        help: ArgumentHelp(
            "What --decide may take, as 90s, 20m or 2h. Default: the profile's, 30m unless the paper says otherwise.", valueName: "time"))
    var budget: TimeSpan?
    @Flag(help: "Write improvements and new claims into the baseline, and record what was judged.") var accept = false
    @Option(
        help: ArgumentHelp(
            "human; junit, as build/claims.xml; json; github: annotations at the claims' lines, and a summary in $GITHUB_STEP_SUMMARY.", valueName: "format"))
    var format = CheckFormat.human
    @Flag(help: "Print JSON; short for --format json.") var json = false
    @OptionGroup var download: DownloadOption

    func validate() throws {
        if !common.settings.isEmpty {
            throw ValidationError("A variant is not checked: the baseline is the paper's. `\(Program.name) diff` tells what becomes of its claims.")
        }
        if budget != nil && !decide { throw ValidationError("--budget is of use with --decide only.") }
        if json && format != .human && format != .json { throw ValidationError("--json and --format \(format.rawValue) exclude each other.") }
        if accept && !claims.isEmpty { throw ValidationError("--accept takes all claims: those of a study are judged together.") }
    }

    func run() throws {
        let workspace = try Workspace(common, asksTools: true, data: .downloaded(TargetSelection(), download))
        let chosen = try chosenClaims(workspace)
        var judged = try JudgedClaims(workspace, jobs: jobs.count)
        let looking = try decide ? look(again: &judged) : nil
        let compared = try compare(judged), check = chosen.map(compared.of) ?? compared
        switch json ? .json : format {
        case .human:
            Terminal.output.print(Program.named([check.text(full: all || !claims.isEmpty), looking?.text].compactMap { $0 }.joined(separator: "\n\n")))
        case .json: Terminal.output.print(try JSONText.of(CheckRecord(check, looking)))
        case .junit: Terminal.output.print(ClaimsJUnit.render(check))
        case .github: Terminal.output.print(try CheckFormat.github(check, workspace, environment: ProcessInfo.processInfo.environment))
        }
        if check.exitCode != 0 { throw ExitCode(check.exitCode) }
    }

    /// The ids of the claims that were named; nil when none was.
    private func chosenClaims(_ workspace: Workspace) throws -> [String]? {
        if claims.isEmpty { return nil }
        let nodes = try workspace.graph.targets(TargetSelection(claims)).map { workspace.graph.nodes[$0] }
        let ids = nodes.filter { $0.kind == .claim }.map(\.name)
        guard let other = nodes.first, ids.isEmpty else { return ids }
        throw UsageError(what: "\(other.name) is a \(other.kind.name), not a claim.", next: "`paper list claim` lists the claims.")
    }

    /// Looks again at what is undecided.
    private func look(again judged: inout JudgedClaims) throws -> LookSession {
        var session = LookSession(judged, budget: budget?.seconds ?? judged.workspace.budget / .seconds(1), jobs: jobs.count)
        try session.run()
        judged = session.judged
        if !session.written.isEmpty {
            let looks = session.lookedAt.isEmpty ? "" : ", also when a claim stayed undecided; its looks are spent"
            Terminal.errors.print("Wrote \(session.written.sorted().joined(separator: ", ")): commit it\(looks).")
        }
        return session
    }

    /// The verdicts beside the baseline, which takes over what is better where that was asked for.
    private func compare(_ judged: JudgedClaims) throws -> ClaimsCheck {
        let check = judged.comparison.check(judged.table, outcome: judged.outcome, isStrict: strict)
        guard accept else {
            if !decide { warn(of: judged.unrecorded) }
            return check
        }
        if check.entries.contains(where: { $0.status == .notEvaluated }) {
            // The verdicts of the others were reached without it, and may be others with it.
            Terminal.errors.print("Nothing was accepted: some claims could not be evaluated.")
            return check
        }
        let committed = judged.workspace.committed
        let written = try committed.record(judged.records) + committed.accept(check)
        if !written.isEmpty {
            Terminal.errors.print("Wrote \(written.joined(separator: ", ")): commit it with what made the difference.")
        }
        return try ClaimsComparison(workspace: judged.workspace).check(judged.table, outcome: judged.outcome, isStrict: strict)
    }

    /// A verdict that was seen has spent its share of the level.
    private func warn(of claims: [String]) {
        if claims.isEmpty { return }
        let shown = claims.count > 8 ? claims.prefix(7).joined(separator: ", ") + " and \(claims.count - 7) more" : claims.joined(separator: ", ")
        Terminal.errors.print(
            "Warning: \(shown) \(claims.count == 1 ? "was" : "were") judged, and the ledger does not say so. `paper check --accept` records it.")
    }
}

/// The verdicts beside the baseline, for programs.
private struct CheckRecord: Encodable {
    struct Claim: Encodable {
        let id, status: String
        @OrNull var baseline: String?
        @OrNull var verdict: String?
        @OrNull var observed: Double?
        @OrNull var series: Int?
        @OrNull var look: Int?
        @OrNull var threshold: String?
        @OrNull var drift: String?
        @OrNull var problem: String?
    }

    let profile: String
    let exitCode: Int32
    let claims: [Claim]
    /// What looking again came to; left out without --decide.
    let decide: LookSession.Record?

    init(_ check: ClaimsCheck, _ looking: LookSession?) {
        profile = check.profile
        exitCode = check.exitCode
        claims = check.entries.map { entry in
            Claim(
                id: entry.id, status: entry.status.rawValue, baseline: entry.baseline?.rawValue, verdict: entry.verdict?.rawValue,
                observed: entry.finding?.observed, series: entry.finding?.spending?.series, look: entry.finding?.spending?.look.number,
                threshold: entry.finding?.threshold, drift: entry.drift?.text, problem: entry.problem)
        }
        decide = looking?.record
    }
}
