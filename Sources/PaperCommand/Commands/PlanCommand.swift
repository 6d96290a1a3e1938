import ArgumentParser
import BuildGraph
import Manuscript

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say what a build would run, why, and how long it would take.")

    @Argument(help: "Default: everything.", completion: .custom(Completion.targets)) var targets: [String] = []
    @OptionGroup var common: CommonOptions
    @OptionGroup var jobs: JobsOption
    @Flag(help: "Print JSON.") var json = false

    func run() throws { try Self.plan(common, targets: targets, jobs: jobs.count, json: json) }

    /// Plans a build of these targets and prints it.
    static func plan(_ options: CommonOptions, targets: [String], jobs: Int?, json: Bool) throws {
        let workspace = try Workspace(options, data: .planned(targets: targets))
        let plan = workspace.scheduler(jobs: jobs).plan(try workspace.targets(targets))
        workspace.data.tellPlan(on: .errors)
        if json { return Terminal.output.print(try JSONText.of(PlanRecord(plan))) }
        PlanText.print(plan, jobs: jobs ?? workspace.effects.machine.cores)
    }
}

/// A plan for people.
enum PlanText {
    static func print(_ plan: BuildPlan, jobs: Int) {
        let terminal = Terminal.output
        for (node, report) in plan.failures { terminal.print(ErrorRenderer.text(report, target: node.name, on: terminal)) }
        let rows = plan.toRun.map { item in
            [item.estimate.map { HumanUnits.duration($0) } ?? "?", item.node.name, item.reason.description]
        }
        TextTable.lines(rows.map { [$0[0].leftPadded(to: 10)] + $0.dropFirst() }, width: terminal.longestLine).forEach(terminal.print)
        if !plan.skipped.isEmpty { terminal.print("\(plan.skipped.count) targets need these and cannot run.") }
        if plan.toRun.isEmpty { return terminal.print("Nothing to run: \(plan.upToDate.count) targets are up to date.") }
        var text = "\(plan.toRun.count) targets run or may run, \(plan.upToDate.count) are up to date."
        let time = max(plan.work / Double(jobs), plan.longestPath)
        if time > 0 && plan.unknownDurations < plan.toRun.count { text += " About \(HumanUnits.duration(time)) on \(jobs) cores" + (plan.unknownDurations > 0 ? " for those that ran before" : "") + "." }
        if plan.unknownDurations > 0 { text += " \(plan.unknownDurations) have never run, so their time is not known." }
        terminal.print(text)
    }
}

/// A plan, for programs; times are seconds.
private struct PlanRecord: Encodable {
    struct Item: Encodable {
        let name: String
        @OrNull var key: String?
        let reason: String
        @OrNull var seconds: Double?

        init(_ item: BuildPlan.Item) {
            name = item.node.name
            _key = OrNull(wrappedValue: item.key?.hexadecimal)
            reason = item.reason.description
            _seconds = OrNull(wrappedValue: item.estimate)
        }
    }

    struct Failure: Encodable {
        let name, problem: String
    }

    let toRun, upToDate, skipped: [Item]
    let failures: [Failure]
    let work, longestPath: Double

    init(_ plan: BuildPlan) {
        toRun = plan.toRun.map(Item.init)
        upToDate = plan.upToDate.map(Item.init)
        skipped = plan.skipped.map(Item.init)
        failures = plan.failures.map { Failure(name: $0.0.name, problem: $0.1.summary) }
        work = plan.work
        longestPath = plan.longestPath
    }
}
