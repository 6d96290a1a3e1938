// What `paper verify` is about: names become stored values; what is not stored is reported, and not built.
import BuildGraph

/// The stored values that are to be verified, and the targets that have none.
struct VerificationSelection {
    let subjects: [VerificationSubject]
    /// Selected targets without an up-to-date value, and why they have none.
    let notStored: [(name: String, reason: String)]
    /// Whether the user named the targets.
    let isNamed: Bool
    let sample: VerificationSample?
    /// How many there were to draw the sample from.
    let population: Int

    init(_ workspace: Workspace, selection: TargetSelection, withInputs: Bool, onlyOutside: Bool = false, sample: VerificationSample?) throws {
        let graph = workspace.graph
        let named = try graph.targets(selection)
        let wanted = Set((withInputs ? graph.closure(of: named) : named).map { graph.nodes[$0].identity })
        let plan = workspace.scheduler().plan(named)
        let stored = VerificationSubject.stored(in: plan, store: workspace.store)
            .filter { wanted.contains($0.node.identity) && (!onlyOutside || workspace.store.origin(ofKey: $0.key) != nil) }
        subjects = sample?.draw(stored) ?? stored
        population = stored.count
        self.sample = sample
        isNamed = !selection.isEverything
        notStored = (plan.toRun + plan.skipped).filter { wanted.contains($0.node.identity) }.map { ($0.node.title, $0.node.reasonText($0.reason)) }
            + plan.failures.filter { wanted.contains($0.0.identity) }.map { ($0.0.title, $0.1.summary) }
    }
}
