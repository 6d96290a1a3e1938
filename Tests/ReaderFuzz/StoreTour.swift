// Everything that the commands say of a store, without a terminal.
import BuildGraph
import Foundation
import Manuscript
import TestSupport

struct StoreTour {
    let store: Store
    let graph: Graph
    let code: CodeFingerprints
    let live: LiveSet

    /// What was found, in a few words.
    func text() throws -> String {
        let machine = Machine(host: "test", processor: "none", cores: 2, memory: 1 << 30, system: "memory")
        let plan = Scheduler(BuildContext(graph: graph, store: store, code: code), options: BuildOptions(machine: machine)).plan(Array(graph.nodes.indices))
        var parts = ["\(plan.toRun.count)", HumanUnits.duration(plan.work).isEmpty ? "" : "work", plan.toRun.map(\.reason.description.count).description]
        for node in graph.nodes {
            if let trace = store.lastTrace(of: node) { parts.append(describe(trace)) }
            if let failure = store.lastFailure(ofIdentity: node.identity) { parts.append(date(failure.time).isEmpty ? "" : "failed") }
            if let record = store.lastTrace(of: node).flatMap({ store.verification(ofKey: $0.key) }) { parts.append(date(record.time).isEmpty ? "" : "verified") }
        }
        let check = try store.check()
        parts.append("\(check.traces) \(check.failures) \(check.verifications) \(check.damagedObjects.count) \(check.missingValues.count)")
        for policy in [CollectionPolicy(), CollectionPolicy(size: 1000), CollectionPolicy(days: 3)] {
            let plan = try store.planCollection(keeping: live, policy)
            for group in plan.groups { _ = (date(group.newest), HumanUnits.duration(group.seconds), HumanUnits.bytes(group.values.bytes)) }
        }
        return parts.joined(separator: " ")
    }

    private func describe(_ trace: Trace) -> String {
        let run = trace.details.provenance
        let texts = [
            date(run.started), HumanUnits.duration(run.duration), HumanUnits.duration(run.processorTime), HumanUnits.bytes(run.peakMemory),
            HumanUnits.bytes(trace.size), HumanUnits.bytes(run.machine.memory), run.earlierSessions.map { "\(1 + $0.count)" } ?? "",
            (try? Datum(decoding: trace.details.parameters))?.brief ?? "",
        ]
        return texts.allSatisfy { !$0.contains("?") } ? "told" : "unknown"
    }

    private func date(_ time: Double) -> String { Date(timeIntervalSince1970: time).formatted(.iso8601) }
}
