// A plan for people: what is alike in a row together, since a build may have thousands of targets.
import BuildGraph
import Manuscript

enum PlanText {
    /// Named targets of one kind get a row each up to so many.
    private static let mostSingly = 12

    /// - Parameter full: a row for each target.
    static func print(_ plan: BuildPlan, jobs: Int, full: Bool) {
        let terminal = Terminal.output
        let told = ToldErrors()
        for (node, report) in plan.failures { terminal.print(told.text(report, target: node.title, on: terminal)) }
        TextTable.lines(rows(plan.toRun, full: full), width: terminal.longestLine).forEach(terminal.print)
        if !plan.skipped.isEmpty {
            terminal.print("\(CollectionText.count(plan.skipped.count, "target")) \(plan.skipped.count == 1 ? "needs" : "need") these and cannot run.")
        }
        terminal.print(summary(plan, jobs: jobs))
    }

    static func summary(_ plan: BuildPlan, jobs: Int) -> String {
        let (upToDate, count) = (plan.upToDate.count, plan.toRun.count)
        if count == 0 { return "Nothing to run: \(CollectionText.count(upToDate, "target")) \(upToDate == 1 ? "is" : "are") up to date." }
        var text = "\(CollectionText.count(count, "target")) \(count == 1 ? "runs or may run" : "run or may run"), \(upToDate) \(upToDate == 1 ? "is" : "are") up to date."
        let time = plan.time(jobs: jobs)
        let isGuess = plan.unknownDurations > 0
        text += " About \(HumanUnits.duration(time)) on \(CollectionText.count(jobs, "core"))\(isGuess ? ": a guess, since \(plan.unknownDurations) \(plan.unknownDurations == 1 ? "is of a type" : "are of types") that never ran" : "")."
        return text
    }

    static func summary(_ plan: ClusterPlan) -> String {
        if plan.targets == 0 { return "On the cluster: nothing." }
        func hours(_ seconds: Double) -> String { HumanUnits.duration(seconds) }
        return "On the cluster: \(CollectionText.count(plan.targets, "target")) in \(CollectionText.count(plan.jobs, "job")), "
            + "\(hours(plan.coreSeconds)) of core time (up to \(hours(plan.requestedCoreSeconds)) asked for), about \(hours(plan.seconds)) on "
            + "\(CollectionText.count(plan.cores, "core")) if they are free."
    }

    static func rows(_ items: [BuildPlan.Item], full: Bool) -> [[String]] {
        let kinds = Dictionary(grouping: items.filter { $0.node.label != nil }, by: \.node.kind).mapValues(\.count)
        func group(_ item: BuildPlan.Item) -> String {
            let node = item.node
            if full { return node.title }
            if node.label == nil { return node.shortTypeName }
            return (kinds[node.kind] ?? 0) > mostSingly ? node.kind.name : node.title
        }
        let groups = Dictionary(grouping: items, by: group)
        return items.map(group).uniqued().map { name in
            let members = groups[name] ?? []
            let only = members.count == 1 ? members.first?.node.title : nil
            let time = HumanUnits.duration(members.reduce(0) { $0 + $1.seconds }).leftPadded(to: 10)
            return [time, only ?? "\(name) × \(members.count)", reasons(members)]
        }
    }

    /// The reason of most, and how many have another.
    private static func reasons(_ items: [BuildPlan.Item]) -> String {
        let counts = Dictionary(grouping: items.map { $0.node.reasonText($0.reason) }, by: { $0 }).mapValues(\.count)
        guard let (reason, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return "" }
        return count == items.count ? reason : "\(reason) (\(count) of \(items.count))"
    }
}
