// The machine: room on the disks, and memory for the largest target.
import BuildGraph
import Foundation
import Manuscript

struct MachineHealth {
    let workspace: Workspace

    var findings: [HealthFinding] {
        let machine = workspace.effects.machine
        let largest = workspace.graph.nodes.max { $0.resources.memory < $1.resources.memory }
        let memory = "\(machine.cores) cores, \(HumanUnits.bytes(machine.memory)) of memory"
        guard let largest, largest.resources.memory > machine.memory else {
            return [HealthFinding("machine", .ok, "\(memory); \(machine.processor)")]
        }
        let lighter = workspace.session.paper.profiles.map(\.profile).first { $0 != workspace.profile }
        return [
            HealthFinding(
                "machine", .warning,
                "\(memory), and \(largest.name) declares \(HumanUnits.bytes(largest.resources.memory)). It runs alone, and may be killed.",
                mend: lighter.map { "paper build --profile \($0.name), or a machine with more memory" } ?? "Use a machine with more memory.")
        ]
    }
}

/// The room on the disk where a folder is, or is going to be.
struct DiskSpace {
    /// Below this a build may end at a full disk (bytes).
    private static let little = 1_000_000_000
    private static let nothing = 50_000_000

    /// The nearest folder above that is there.
    let folder: String
    let isWritable: Bool
    /// Bytes; nil when the system does not say.
    let free: Int?

    init(at path: String) {
        var folder = path
        while folder != "/" && !FileManager.default.fileExists(atPath: folder) { folder = folder.parentFolder }
        self.folder = folder
        isWritable = access(folder, W_OK) == 0
        free = (try? FileManager.default.attributesOfFileSystem(forPath: folder))?[.systemFreeSize].flatMap { ($0 as? NSNumber)?.intValue }
    }

    func finding(_ what: String) -> HealthFinding {
        guard let free else { return HealthFinding(what, .ok, "writable") }
        let detail = "\(HumanUnits.bytes(free)) free"
        if free >= Self.little { return HealthFinding(what, .ok, detail) }
        return HealthFinding(what, free < Self.nothing ? .problem : .warning, detail, mend: "paper gc, or make room on the disk of \(folder)")
    }
}
