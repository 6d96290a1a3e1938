// The check as a person reads it.

extension ClaimsCheck {
    /// Lines for a terminal: one per claim, its threshold always beside its value; the sum last.
    public var text: String { text(full: true) }

    /// - Parameter full: a line also for each claim that holds as it did; otherwise they are one line together.
    public func text(full: Bool) -> String {
        var lines: [String] = []
        let asKnown = full ? [] : entries.filter { $0.status == .same && $0.verdict == .holds && $0.drift == nil }
        let listed = entries.filter { entry in !asKnown.contains { $0.id == entry.id } }
        let width = listed.map(\.id.count).max() ?? 0
        for entry in listed { lines.append(entry.text(width: width)) }
        if !asKnown.isEmpty { lines.append(Self.together(asKnown)) }
        if !lines.isEmpty { lines.append("") }
        lines.append(summary)
        if !failing.isEmpty { lines.append("The check fails: \(failing.map(Self.cause).joined(separator: "; ")).") }
        return lines.joined(separator: "\n")
    }

    /// "12 hold, 1 fails (known), 2 undecided (known); 1 is worse."
    public var summary: String {
        func count(_ verdict: Verdict) -> Int { entries.lazy.filter { $0.verdict == verdict }.count }
        func count(_ status: Status) -> Int { entries.lazy.filter { $0.status == status }.count }
        let problems = count(.notEvaluated) + count(.missing)
        var parts = ["\(count(.holds)) hold", "\(count(.fails)) fail", "\(count(.undecided)) undecided"]
        if problems > 0 { parts.append("\(problems) cannot be evaluated") }
        let drifting = entries.lazy.filter { $0.drift != nil }.count
        let changes = [(count(.worse), "worse than the baseline"), (count(.better), "better"), (count(.new), "new"), (drifting, drifting == 1 ? "drifts" : "drift")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let accept = acceptable.isEmpty ? "" : " `paper check --accept` records what is better or new."
        let decide = entries.contains(where: \.canBeExtended) ? " `paper check --decide` takes more replicates of what is undecided." : ""
        return "Profile \(profile): \(parts.joined(separator: ", "))\(changes.isEmpty ? "" : "; \(changes.joined(separator: ", "))").\(accept)\(decide)"
    }

    /// "P1-3 is new and undecided", "P1-4 held before and is undecided".
    private static func cause(_ entry: Entry) -> String {
        let now = entry.verdict == .fails ? "false" : "undecided"
        return switch entry.status {
        case .notEvaluated: "\(entry.id) cannot be evaluated"
        case .missing: "\(entry.id) is missing"
        case .worse: "\(entry.id) \(before(entry)) and is \(now)"
        case .new: "\(entry.id) is new and \(now)"
        case .same, .better: "\(entry.id) is \(now)"
        }
    }

    /// "held before".
    private static func before(_ entry: Entry) -> String {
        "\(entry.baseline == .holds ? "held" : "was \(entry.baseline?.rawValue ?? "")") before"
    }

    /// "✓ 27 hold as before: P1-1a, P1-1b, …".
    private static func together(_ entries: [Entry]) -> String {
        "\(Verdict.holds.sign) \(entries.count) \(entries.count == 1 ? "holds" : "hold") as before: \(entries.map(\.id).joined(separator: ", "))"
    }

    static func describe(_ entry: Entry) -> String {
        if let problem = entry.problem {
            return "\(entry.status == .missing ? "missing" : "cannot be evaluated"): \(problem)"
        }
        guard let finding = entry.finding, let verdict = entry.verdict else { return "" }
        let change: String =
            switch entry.status {
            case .same: verdict == .holds ? verdict.rawValue : "\(verdict.rawValue), as known\(entry.known.map(\.explanation).map { $0.isEmpty ? "" : " " + $0 } ?? "")"
            case .worse: "\(verdict.rawValue); it \(before(entry))"
            case .better: "\(verdict.rawValue); better than \(entry.baseline?.rawValue ?? "before")"
            case .new: "\(verdict.rawValue), new"
            case .missing, .notEvaluated: ""
            }
        return "\(change): \(seen(finding, entry))"
    }

    /// "0.31 against [0, 0.2]; …"
    static func seen(_ finding: Finding, _ entry: Entry) -> String {
        let observed = finding.observedText(in: .plain)
        let doubt = entry.verdict == .undecided ? finding.doubt.map { "; \($0)" } ?? "" : ""
        let spending = finding.spendingText.isEmpty ? "" : "; \(finding.spendingText)"
        let drift = entry.drift.map { "; drifts: \($0.text)" } ?? ""
        return "\(observed.isEmpty ? "nothing observed" : observed) against \(finding.threshold)\(drift)\(spending)\(doubt)"
    }
}

extension ClaimsCheck.Entry {
    /// "✗ P1-3  fails, as known: 0.31 against …".
    public var text: String { text(width: id.count) }

    fileprivate func text(width: Int) -> String {
        "\(verdict?.sign ?? "!") \(id)\(String(repeating: " ", count: width - id.count))  \(ClaimsCheck.describe(self))"
    }
}
