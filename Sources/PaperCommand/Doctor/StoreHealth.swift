// The store: every record, every object, what is left over, and whether it can be written.
import BuildGraph
import Manuscript

struct StoreHealth {
    let workspace: Workspace

    /// Paths that are shown of many.
    private static let shown = 4

    func findings(progress: (Int, Int) -> Void) -> [HealthFinding] {
        do {
            let check = try workspace.store.check(progress: progress)
            return [contents(check)] + damage(check) + [leftovers(check)].compactMap { $0 } + writing()
        } catch {
            return [HealthFinding("store", error)]
        }
    }

    private func contents(_ check: StoreCheck) -> HealthFinding {
        let folder = workspace.location.short(workspace.store.folder)
        if check.traces == 0 { return HealthFinding("store", .ok, "\(folder) is empty: nothing has been built yet") }
        let users = workspace.store.users
        let use = users.isEmpty ? "" : "; in use by \(users.map(\.description).joined(separator: ", "))"
        let counts = "\(CollectionText.count(check.traces, "trace")), \(CollectionText.count(check.objects.count, "value")) checked"
        let checkpoints = check.checkpoints.count > 0 ? ", " + CollectionText.count(check.checkpoints.count, "checkpoint") : ""
        let promised = check.promisedValues > 0 ? ", \(CollectionText.count(check.promisedValues, "value")) to be fetched when needed" : ""
        return HealthFinding("store", .ok, "\(counts)\(checkpoints)\(promised), \(HumanUnits.bytes(check.bytes)) in \(folder)\(use)")
    }

    private func damage(_ check: StoreCheck) -> [HealthFinding] {
        var findings: [HealthFinding] = []
        if !check.damagedObjects.isEmpty {
            let names = list(check.damagedObjects.flatMap { $0.targets.isEmpty ? ["a value that nothing leads to"] : $0.targets })
            findings.append(
                HealthFinding(
                    "values", .problem, "\(check.damagedObjects.count) damaged: \(names). If this comes back, check the disk.",
                    mend: "paper doctor --mend; paper build"))
        }
        if !check.missingValues.isEmpty {
            findings.append(
                HealthFinding(
                    "values", .warning,
                    "\(check.missingValues.count) missing: \(list(check.missingValues)). They are made again when they are needed.",
                    mend: "paper build"))
        }
        if !check.damagedCheckpoints.isEmpty {
            findings.append(
                HealthFinding(
                    "checkpoints", .warning, "\(check.damagedCheckpoints.count) cannot be used: their targets start from the beginning.",
                    mend: "paper doctor --mend"))
        }
        for damage in check.damagedJournals {
            findings.append(
                HealthFinding("journal", .problem, damage.text + " The rest is used.", mend: "paper doctor --mend, or paper build"))
        }
        if !check.setAside.isEmpty {
            let paths = check.setAside.prefix(Self.shown).map(workspace.location.short)
            findings.append(
                HealthFinding(
                    "copies", .warning,
                    "\(CollectionText.count(check.setAside.count, "copy", "copies")) of what was damaged: \(list(check.setAside.map(workspace.location.short))). "
                        + "paper gc leaves them, and what they may have named.",
                    mend: "rm \(paths.joined(separator: " "))   (when you do not need them)"))
        }
        if check.unreadableTraces + check.unknownRecords > 0 {
            findings.append(
                HealthFinding(
                    "journal", .warning,
                    "\(check.unreadableTraces + check.unknownRecords) records of another version of this program. They are ignored.",
                    mend: check.unknownRecords == 0 ? "paper gc --apply" : "Use the newest program that builds in this store."))
        }
        return findings
    }

    /// Nothing is wrong with these; they take room.
    private func leftovers(_ check: StoreCheck) -> HealthFinding? {
        guard workspace.store.users.isEmpty else { return nil }
        let count = check.leftovers.count + check.unreachable.count
        guard count > 0 else { return nil }
        let size = HumanUnits.bytes(check.leftovers.bytes + check.unreachable.bytes)
        return HealthFinding(
            "leftovers", .warning, "\(CollectionText.count(count, "file")) that ended processes left or that no trace leads to, \(size)",
            mend: "paper gc")
    }

    /// Asks whether the nearest folder that is there can be written, and writes nothing.
    private func writing() -> [HealthFinding] {
        [("store", workspace.store.folder), ("outputs", workspace.outputFolder)].map { what, folder in
            let space = DiskSpace(at: folder)
            guard space.isWritable else {
                let elsewhere = what == "store" ? ", or set PAPER_CACHE to a folder that you can write" : ""
                return HealthFinding(
                    what, .problem, "\(space.folder) cannot be written.", mend: "chmod u+w \(space.folder)\(elsewhere)")
            }
            return space.finding("room for \(what)")
        }
    }

    private func list(_ names: [String]) -> String {
        names.prefix(Self.shown).joined(separator: ", ") + (names.count > Self.shown ? " and \(names.count - Self.shown) more" : "")
    }
}
