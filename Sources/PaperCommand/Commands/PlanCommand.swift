import ArgumentParser
import BuildGraph

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say what a build would run, why, and how long it would take.")

    @Argument(help: "Default: everything.", completion: .custom(Completion.targets)) var targets: [String] = []
    @OptionGroup var common: CommonOptions
    @Option(name: [.customShort("j", allowingJoined: true), .long], help: "Cores to reckon with. Default: all.") var jobs: Int?
    @Flag(help: "Print JSON.") var json = false

    func run() throws { try Self.plan(common, targets: targets, jobs: jobs, json: json) }

    /// Plans a build of these targets and prints it.
    static func plan(_ options: CommonOptions, targets: [String], jobs: Int?, json: Bool) throws {
        let workspace = try Workspace(options, data: .planned(targets: targets))
        let plan = workspace.scheduler(jobs: jobs).plan(try workspace.targets(targets))
        workspace.data.tellPlan(on: .errors)
        if json { Terminal.output.print(PlanText.json(plan)) } else { PlanText.print(plan, jobs: jobs ?? workspace.effects.machine.cores) }
    }
}

/// A plan for people and for programs.
enum PlanText {
    static func print(_ plan: BuildPlan, jobs: Int) {
        let terminal = Terminal.output
        for (node, report) in plan.failures { terminal.print(ErrorRenderer.text(report, target: node.name, on: terminal)) }
        let rows = plan.toRun.map { item in
            [item.estimate.map { Quantity.duration($0) } ?? "?", item.node.name, item.reason.description]
        }
        TextTable.lines(rows.map { [$0[0].leftPadded(to: 10)] + $0.dropFirst() }, width: terminal.longestLine).forEach(terminal.print)
        if !plan.skipped.isEmpty { terminal.print("\(plan.skipped.count) targets need these and cannot run.") }
        if plan.toRun.isEmpty { return terminal.print("Nothing to run: \(plan.upToDate.count) targets are up to date.") }
        var text = "\(plan.toRun.count) targets run or may run, \(plan.upToDate.count) are up to date."
        let time = max(plan.work / Double(jobs), plan.longestPath)
        if time > 0 && plan.unknownDurations < plan.toRun.count { text += " About \(Quantity.duration(time)) on \(jobs) cores" + (plan.unknownDurations > 0 ? " for those that ran before" : "") + "." }
        if plan.unknownDurations > 0 { text += " \(plan.unknownDurations) have never run, so their time is not known." }
        terminal.print(text)
    }

    static func json(_ plan: BuildPlan) -> String {
        func items(_ items: [BuildPlan.Item]) -> Datum {
            .list(
                items.map { item in
                    .object([
                        .init("name", .string(item.node.name)), .init("key", item.key.map { .string($0.hexadecimal) } ?? .null),
                        .init("reason", .string(item.reason.description)),
                        .init("seconds", item.estimate.map { .double($0) } ?? .null),
                    ])
                })
        }
        return ValueExport.json(
            .object([
                .init("toRun", items(plan.toRun)), .init("upToDate", items(plan.upToDate)), .init("skipped", items(plan.skipped)),
                .init("failures", .list(plan.failures.map { .object([.init("name", .string($0.0.name)), .init("problem", .string($0.1.summary))]) })),
                .init("work", .double(plan.work)),
                .init("longestPath", .double(plan.longestPath)),
            ]))
    }
}
