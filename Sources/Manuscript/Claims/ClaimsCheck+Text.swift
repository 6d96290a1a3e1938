// The check as a person reads it.

extension ClaimsCheck {
    /// Lines for a terminal: one a claim, its threshold always beside its value; the sum last.
    public var text: String {
        var lines: [String] = []
        let width = entries.map(\.id.count).max() ?? 0
        for entry in entries {
            let name = entry.id + String(repeating: " ", count: width - entry.id.count)
            lines.append("\(entry.verdict?.sign ?? "!") \(name)  \(Self.describe(entry))")
        }
        if !lines.isEmpty { lines.append("") }
        lines.append(summary)
        if let failing { lines.append(failing) }
        return lines.joined(separator: "\n")
    }

    /// "12 hold, 1 fails (known), 2 undecided (known); 1 is worse."
    public var summary: String {
        func count(_ verdict: Verdict) -> Int { entries.lazy.filter { $0.verdict == verdict }.count }
        func count(_ status: Status) -> Int { entries.lazy.filter { $0.status == status }.count }
        let problems = count(.notEvaluated) + count(.missing)
        var parts = ["\(count(.holds)) hold", "\(count(.fails)) fail", "\(count(.undecided)) undecided"]
        if problems > 0 { parts.append("\(problems) cannot be evaluated") }
        let changes = [(count(.worse), "worse than the baseline"), (count(.better), "better"), (count(.new), "new")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let accept = acceptable.isEmpty ? "" : " `paper check --accept` records what is better or new."
        let decide = entries.contains(where: \.canBeExtended) ? " `paper check --decide` takes more replicates of what is undecided." : ""
        return "Profile \(profile): \(parts.joined(separator: ", "))\(changes.isEmpty ? "" : "; \(changes.joined(separator: ", "))").\(accept)\(decide)"
    }

    /// "The check fails: P1-3 is new and undecided, P1-4 held before." Nil when it passes.
    private var failing: String? {
        let causes = entries.compactMap { entry -> String? in
            switch (entry.status, entry.verdict) {
            case (.notEvaluated, _): "\(entry.id) cannot be evaluated"
            case (.missing, _): "\(entry.id) is missing"
            case (.worse, let verdict?): "\(entry.id) was \(entry.baseline?.adjective ?? "better") and is \(verdict.adjective)"
            case (.new, let verdict?) where verdict != .holds: "\(entry.id) is new and \(verdict.adjective)"
            case (_, let verdict?) where isStrict && verdict != .holds: "\(entry.id) is \(verdict.adjective)"
            default: nil
            }
        }
        return causes.isEmpty ? nil : "The check fails: \(causes.joined(separator: "; "))."
    }

    private static func describe(_ entry: Entry) -> String {
        if let problem = entry.problem {
            return "\(entry.status == .missing ? "missing" : "cannot be evaluated"): \(problem)"
        }
        guard let finding = entry.finding, let verdict = entry.verdict else { return "" }
        let change: String =
            switch entry.status {
            case .same: verdict == .holds ? verdict.rawValue : "\(verdict.rawValue), as known"
            case .worse: "\(verdict.rawValue); it \(entry.baseline == .holds ? "held" : "was \(entry.baseline?.rawValue ?? "")") before"
            case .better: "\(verdict.rawValue); better than \(entry.baseline?.rawValue ?? "before")"
            case .new: "\(verdict.rawValue), new"
            case .missing, .notEvaluated: ""
            }
        let observed = finding.observedText(in: .plain)
        let doubt = verdict == .undecided ? finding.doubt.map { "; \($0)" } ?? "" : ""
        let look = finding.lookText.isEmpty ? "" : "; \(finding.lookText)"
        return "\(change): \(observed.isEmpty ? "nothing observed" : observed) against \(finding.threshold)\(look)\(doubt)"
    }
}

extension Verdict {
    fileprivate var adjective: String {
        switch self {
        case .holds: "held"
        case .fails: "false"
        case .undecided: "undecided"
        }
    }
}
