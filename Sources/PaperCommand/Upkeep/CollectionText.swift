// What a collection takes out, in words.
import BuildGraph
import Foundation
import Manuscript

struct CollectionText {
    let plan: CollectionPlan
    let workspace: Workspace
    let policy: CollectionPolicy

    /// Types of values that are listed one by one.
    private static let listed = 12

    func lines(terminal: Terminal = .output) -> [String] {
        var lines: [String] = []
        if !plan.groups.isEmpty {
            let rows = plan.groups.prefix(Self.listed).map { group in
                [
                    HumanUnits.bytes(group.values.bytes).leftPadded(to: 8), "\(group.values.count)".leftPadded(to: 6),
                    HumanUnits.duration(group.seconds).leftPadded(to: 12), CalendarDay.text(group.newest), TargetType.shortName(of: group.typeName),
                ]
            }
            let titles = ["    size", "values", "     made in", "last on   ", "type"]
            let table = TextTable.lines([titles] + rows, width: terminal.width)
            lines += [terminal.styled(table[0], .dim)] + table.dropFirst()
            if plan.groups.count > Self.listed { lines.append("  … and of \(plan.groups.count - Self.listed) more types") }
        }
        let rest = [
            ("objects that no trace leads to", plan.unreachable), ("files that ended processes left", plan.leftovers),
            ("checkpoints of no current target", plan.checkpoints), ("failures of other targets", plan.failures),
        ]
        for (what, amount) in rest where amount.count > 0 {
            lines.append("  \(HumanUnits.bytes(amount.bytes).leftPadded(to: 8))  \(amount.count) \(what)")
        }
        if let warning { lines.append(warning) }
        return lines + [summary(isDone: false)]
    }

    func summary(isDone: Bool) -> String {
        let profiles = workspace.session.paper.profiles.map(\.profile.name).joined(separator: ", ")
        var text: String
        if plan.isEmpty {
            text = "Nothing to take out: the store has \(HumanUnits.bytes(plan.stays.bytes))"
        } else {
            let values = plan.values.count > 0 ? "\(Self.count(plan.values.count, "value")), " : ""
            text = "\(isDone ? "Took out" : "Would take out") \(values)\(HumanUnits.bytes(plan.bytes)).\n\(HumanUnits.bytes(plan.stays.bytes)) stay"
        }
        text += plan.stays.count == plan.live.count
            ? ", all of it for \(profiles)." : ", \(HumanUnits.bytes(plan.live.bytes)) of it for \(profiles)."
        if plan.damaged.count > 0 {
            let doubtful = plan.doubtful.count > 0 ? ", and so do \(Self.count(plan.doubtful.count, "value")) that it may have named" : ""
            text += "\nWhat was damaged and set aside stays (\(HumanUnits.bytes(plan.damaged.bytes)))\(doubtful): `paper doctor` names the files."
        }
        if let size = policy.size, plan.live.bytes > size {
            text += "\n\(Terminal.output.styled("!", .yellow)) What the paper needs is more than \(HumanUnits.bytes(size)): none of that goes."
        }
        return text
    }

    /// A warning when the store may serve other projects too: values of types that no profile has, or, in a store that was put
    /// elsewhere, of other code. A trace does not say which folder it was made in.
    var warning: String? {
        let isShared = workspace.location.isStoreElsewhere
        let foreign = plan.groups.filter { !$0.isCurrent }
        let ofOtherCode = plan.groups.reduce(0) { $0 + $1.ofOtherCode }
        guard isShared ? ofOtherCode > 0 : !foreign.isEmpty else { return nil }
        var text = "\(Terminal.errors.styled("!", .yellow)) "
        text += isShared ? "PAPER_CACHE is \(workspace.store.folder): other checkouts may use it. " : ""
        if ofOtherCode > 0 { text += "\(Self.count(ofOtherCode, "value")) \(ofOtherCode == 1 ? "was" : "were") made by other code than this. " }
        if !foreign.isEmpty {
            let names = foreign.prefix(3).map { TargetType.shortName(of: $0.typeName) }.joined(separator: ", ")
            text += "No profile of this paper has targets of type \(names)\(foreign.count > 3 ? " and \(foreign.count - 3) more" : ""). "
        }
        return text + "They are made again when they are needed."
    }

    static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String { "\(count) \(count == 1 ? noun : plural ?? noun + "s")" }
}
