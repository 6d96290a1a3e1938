// The same paper, in the same store, after other looks.
import BuildGraph
import Manuscript

extension Workspace {
    /// The workspace as these looks make it. Nothing is recorded.
    func after(_ looks: Looks) throws -> Workspace {
        var copy = self
        var setting = assembled.setting
        setting.looks = looks[profile.name]
        copy.looks = looks
        (copy.assembled, copy.graph) = try Self.assemble(session.paper, setting, root: root, files: effects.files)
        copy.phases = []
        return copy
    }

    /// The workspace after one more look at each of these claims. Nothing is recorded.
    func lookingAgain(at claims: [String]) throws -> Workspace {
        var looks = looks
        for claim in claims { looks.record(assembled.setting.look(at: claim).number + 1, at: claim, profile: profile.name) }
        return try after(looks)
    }

    /// What judging the claims needs: all findings, and the table that judges them together.
    var claimTargets: [String] { assembled.claims.map(\.id) + [Verdicts.name] }
}
