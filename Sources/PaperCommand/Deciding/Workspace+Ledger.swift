// The same paper, in the same store, after other judgings.
import BuildGraph
import Manuscript

extension Workspace {
    /// The workspace as these ledgers make it. Nothing is recorded.
    func after(_ ledgers: Ledgers) throws -> Workspace {
        var copy = self
        copy.ledgers = ledgers
        let setting = PaperSetting(profile, data: data.names, ledger: ledgers[profile.name])
        (copy.assembled, copy.graph) = try Self.assemble(session, setting, root: root, files: effects.files)
        copy.phases = []
        return copy
    }

    /// The workspace after one more look at each of these groups. Nothing is recorded.
    func lookingAgain(at groups: [String]) throws -> Workspace {
        var ledgers = ledgers
        for group in groups {
            guard let judging = members(of: group).first?.judging else { continue }
            let next = Look(judging.look.number + 1, of: judging.look.limit)
            record(group, at: next, in: &ledgers) { _ in nil }
        }
        return try after(ledgers)
    }

    /// Notes in ledgers that a group is judged at a look; `finding` gives what is known of a claim. A claim whose data stand in
    /// for others is not judged, and not noted.
    func record(_ group: String, at look: Look, in ledgers: inout Ledgers, _ finding: (String) -> Finding?) {
        let members = members(of: group)
        guard let first = members.first, let judging = first.judging else { return }
        let claims = members.map { claim in
            let finding = finding(claim.id).flatMap { $0.problem == nil ? $0 : nil }
            return (
                claim.id,
                JudgedClaim(
                    version: claim.version, look: look.number, verdict: finding?.verdict, count: finding?.count, sentence: claim.sentence,
                    criterion: claim.criterion)
            )
        }
        ledgers.record(
            JudgedSeries(series: judging.series, looks: look.number, limit: look.limit, claims: Dictionary(claims) { first, _ in first }),
            group: group, of: StudyPrefix.of(first.id, among: session.paper.prefixes), profile: profile.name)
    }

    /// The claims that are judged by a group's networks.
    func members(of group: String) -> [AssembledPaper.AssembledClaim] { assembled.claims.filter { $0.judging?.group == group } }

    /// The groups of networks that judge claims of the paper, in the order of the claims.
    var groups: [String] {
        var known: Set<String> = []
        return assembled.claims.compactMap { $0.judging?.group }.filter { known.insert($0).inserted }
    }

    /// What judging the claims needs: all findings, and the table that judges them together.
    var claimTargets: [String] { assembled.claims.map(\.id) + [Verdicts.name] }
}
