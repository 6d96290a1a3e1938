// The result of a verification for people. What is bitwise equal is counted; what is not is shown with
// its first difference, the conditions and a next step.
import BuildGraph
import Manuscript

/// Renders a verification.
struct VerificationText {
    let workspace: Workspace
    let verification: Verification

    static func sign(_ result: Reproducibility, on terminal: Terminal) -> String {
        switch result {
        case .bitwiseEqual: terminal.styled("✓", .green)
        case .withinTolerance: terminal.styled("≈", .yellow)
        case .notReproducible: terminal.styled("✗", .red, .bold)
        }
    }

    func print(on terminal: Terminal) {
        for finding in verification.findings where finding.record.result != .bitwiseEqual {
            terminal.print("\(Self.sign(finding.record.result, on: terminal)) \(terminal.styled(finding.subject.node.title, .bold))  \(finding.record.verdict)")
            for line in details(finding) { terminal.print("    " + line) }
            if let next = next(finding) { terminal.print("    \(terminal.styled("→", .cyan)) \(next)") }
        }
        terminal.print(summary(terminal))
    }

    private func summary(_ terminal: Terminal) -> String {
        let equal = verification.count(.bitwiseEqual), near = verification.count(.withinTolerance), not = verification.count(.notReproducible)
        let count = verification.findings.count
        var parts = ["\(equal) bitwise equal"]
        if near > 0 { parts.append("\(near) equal within tolerance") }
        parts.append(not > 0 ? terminal.styled("\(not) not reproducible", .red) : "0 not reproducible")
        let head = verification.wasInterrupted ? terminal.styled("Interrupted", .yellow) + ", after verifying" : terminal.styled("Verified", not > 0 ? .red : .green, .bold)
        return "\(head) \(count) target\(count == 1 ? "" : "s") in \(HumanUnits.duration(verification.duration)): \(parts.joined(separator: ", "))."
    }

    private func details(_ finding: VerificationFinding) -> [String] {
        let record = finding.record
        var lines: [String] = []
        if let difference = record.difference {
            let share = finding.comparedNumbers > 1 && difference.ulps != nil
                ? "; \(finding.differingNumbers) of \(finding.comparedNumbers) numbers differ" : ""
            lines.append(difference.text + share)
        }
        if let problem = record.problem { lines.append("It could not be made again: \(problem)") }
        if record.differing != [Surroundings.asBuilt.name] { lines.append("under: " + record.differing.joined(separator: ", ")) }
        return lines
    }

    /// What to do about a target that is not reproducible.
    private func next(_ finding: VerificationFinding) -> String? {
        let record = finding.record
        guard record.result == .notReproducible else { return nil }
        if !record.differing.contains(Surroundings.asBuilt.name) {
            return "Set in the target what it takes from its surroundings, or declare a tolerance (docs/verify.md)."
        }
        if record.problem != nil { return "See it fail in the open: paper build \(record.name) --force" }
        switch record.cause {
        case .everyRunDiffers, nil:
            return "Every run gives another value: look for the clock, unseeded random numbers, the order of sets, threads that share a sum."
        case .equalWhenAlone:
            return "Alone in a process it comes out equal: look for state that targets of one process share, or try again to see whether it comes and goes."
        case .newRunsAgree:
            let origin = origin(finding).map { "\($0). " } ?? ""
            return "New runs agree with each other, not with the stored value. \(origin)Take the new one: paper build \(record.name) --force"
        }
    }

    /// What the stored value was made with that is not what is here now.
    private func origin(_ finding: VerificationFinding) -> String? {
        guard let made = workspace.store.trace(for: finding.subject.key)?.details.provenance.machine else { return nil }
        let here = workspace.effects.machineWithSoftware
        var changes = made.software.filter { here.software[$0.key] != nil && here.software[$0.key] != $0.value }
            .sorted { $0.key < $1.key }.map { "\($0.key) \($0.value), here \(here.software[$0.key] ?? "")" }
        if made.processor != here.processor { changes.append("processor \(made.processor), here \(here.processor)") }
        return changes.isEmpty ? nil : "It was made with " + changes.joined(separator: "; ")
    }
}
