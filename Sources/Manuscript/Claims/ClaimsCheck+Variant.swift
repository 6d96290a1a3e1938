// A variant's verdicts beside those that the paper has committed. They judge nothing: a variant is asked about because it may differ.

extension ClaimsCheck {
    /// Lines for a terminal: one per claim that is judged otherwise than in the paper, and the sum. The check must be against the paper's baseline.
    public var linesOfVariant: [String] {
        let judged = entries.filter { $0.verdict != nil }, different = judged.filter { $0.status != .same }
        let width = different.map(\.id.count).max() ?? 0
        let lines = different.compactMap { entry in entry.finding.map { finding in
            let paper = entry.baseline.map { "in the paper: \($0.rawValue)" } ?? "of the paper no verdict is committed"
            let id = entry.id + String(repeating: " ", count: width - entry.id.count)
            return "\(entry.verdict?.sign ?? "!") \(id)  \(entry.verdict?.rawValue ?? ""); \(paper): \(Self.seen(finding, entry))"
        } }
        let failing = judged.filter { $0.status == .same && $0.verdict == .fails }.count
        let rest = failing == 0 ? "" : failing == 1 ? "; 1 fails in both" : "; \(failing) fail in both"
        let count = different.isEmpty ? "no claim" : different.count == 1 ? "1 claim" : "\(different.count) claims"
        return lines + ["\(count) of \(judged.count) \(different.count > 1 ? "are" : "is") judged otherwise in this variant than in the paper\(rest).".capitalizedFirst]
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
