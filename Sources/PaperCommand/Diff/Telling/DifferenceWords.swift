// What all forms of a difference say in the same words.
import BuildGraph
import Manuscript

extension PaperDifference {
    /// "HEAD (1a2b3c4d) → now, profile smoke".
    var heading: String {
        let profiles = [old.profile, new.profile].compactMap { $0 }.uniqued()
        return "\(old.name) → \(new.name)\(profiles.count == 1 ? ", profile \(profiles[0])" : "")"
    }

    /// What happened, in parts of a sentence, the worst first: "1 claim became worse"; that nothing did, where nothing did.
    package var summary: [String] {
        func plural(_ count: Int, _ noun: String, _ rest: String) -> String? { count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s") \(rest)" }
        var parts = [
            plural(count(.worse), "claim", "became worse"), plural(count(.broken), "claim", "cannot be evaluated any more"), plural(count(.removed), "claim", "gone"),
            plural(count(.better), "claim", "became better"), plural(count(.added), "claim", "new"), plural(count(.moved), "claim", "moved by more than the uncertainties"),
            plural(count(.wavers), "claim", "moved within the uncertainties"),
        ].compactMap { $0 }
        let figures = changedFigures
        for (kind, noun) in [(FigureDifference.Kind.figure, "figure"), (.table, "table")] {
            let mine = figures.filter { $0.kind == kind }
            parts += [
                plural(mine.count { $0.status == .changed && !$0.isRoundOff }, noun, "with other data"), plural(mine.count { $0.status == .redrawn }, noun, "drawn another way"),
                plural(mine.count { $0.status == .added }, noun, "new"), plural(mine.count { $0.status == .removed }, noun, "gone"),
                plural(mine.count(where: \.isRoundOff), noun, "with round-off"),
            ].compactMap { $0 }
        }
        if let values {
            parts += [plural(values.count(where: \.isSeen), "quoted value", "with another text"), plural(values.count { !$0.isSeen }, "quoted value", "with the same digits and another value")].compactMap { $0 }
        }
        if let text = plural(chapters.count, "file", "of the text edited") { parts.append(text) }
        if claims == nil && values == nil && figures == nil { return ["nothing can be compared"] }
        return parts.isEmpty ? ["nothing differs\(notes.isEmpty ? "" : " in what can be compared")"] : parts
    }

    /// How the judgement of a change is made; for those who read a difference for the first time.
    static let criterion = """
        A change is more than the uncertainties if |new − old| > b₁ + b₂ + √(h₁² + h₂²), with h half of a confidence interval and b a numerical bound of either side. \
        That is the interval of the difference of independent networks; networks with the same seeds on both sides are pairs, whose difference varies less, so that \
        for them the rule is cautious. Exact values have no uncertainty: for them any difference counts, except in the last digits (1 in 10¹²). Many claims are \
        compared at once: of a hundred independent ones a few move by more than the uncertainties by chance.
        """
}

extension ClaimDifference {
    /// "holds → fails".
    var verdictText: String {
        func word(_ state: ClaimState?) -> String { state.map { $0.verdict?.rawValue ?? "not evaluated" } ?? "–" }
        let (a, b) = (word(old), word(new))
        return old == nil ? "new: \(b)" : new == nil ? "gone (\(a))" : a == b ? b : "\(a) → \(b)"
    }

    /// "2 → 3 (exact)", "0.31 ± 0.04 → 0.42 ± 0.05, 1.7 × what the uncertainties allow".
    func valueText(in context: NumberContext = .plain) -> String {
        let unit = (new ?? old)?.unit ?? ""
        let suffix = unit.isEmpty ? "" : " \(unit)"
        guard let change else { return ((new ?? old)?.estimate).map { DifferenceNumber.text($0, in: context) + suffix } ?? "" }
        return change.text(in: context) + suffix
    }

    var remark: String {
        var parts: [String] = []
        if let change, change.judgement != .same { parts.append(change.remark) }
        if isPaired, change?.judgement == .beyond || change?.judgement == .within { parts.append("the same networks (\(new?.networks ?? ""))") }
        if !isPaired, let before = old?.networks, let now = new?.networks { parts.append(before == now ? "\(old?.count ?? 0) → \(new?.count ?? 0) networks (\(now))" : "other networks (\(before) → \(now))") }
        if isOtherItem { parts.append("another of its numbers is nearest to failing: \(old?.item ?? "") → \(new?.item ?? "")") }
        if let problem = new?.problem { parts.append(problem) }
        return parts.joined(separator: "; ")
    }
}

extension EstimateChange {
    func text(in context: NumberContext = .plain) -> String {
        if judgement == .same { return DifferenceNumber.text(new, in: context) }
        if (old.halfWidth ?? 0) > 0 || (new.halfWidth ?? 0) > 0 { return "\(DifferenceNumber.text(old, in: context)) → \(DifferenceNumber.text(new, in: context))" }
        let pair = DifferenceNumber.pair(old.value, new.value, in: context)
        return "\(pair.old) → \(pair.new)"
    }

    /// "1.7 × what the uncertainties allow", "exact".
    var remark: String {
        switch judgement {
        case .same: "the same"
        case .roundOff: "round-off"
        case .unknown: "no uncertainty is known"
        case .within, .beyond: ratio.map { "\(DifferenceNumber.ratio($0)) × what the uncertainties allow" } ?? "exact"
        }
    }
}

extension DifferenceNumber {
    static func ratio(_ value: Double) -> String { NumberText.text(value, .significant(2), in: .plain) ?? "" }
}

extension FigureDifference {
    /// "3 of 4 series differ", "the same data, drawn another way".
    var statusText: String {
        switch status {
        case .same: "the same"
        case .redrawn: "the same data, drawn another way"
        case .added: "new"
        case .removed: "gone"
        case .changed:
            isRoundOff ? "round-off" : relative.isFinite ? "by up to \(DifferenceNumber.share(relative)) of a range" : "rows, series or texts came or went"
        }
    }
}

extension SeriesDifference {
    /// What happened to its rows; empty where they are the same.
    var rowsText: String {
        func counted(_ count: Int) -> String { CollectionText.count(count, "row") }
        switch status {
        case .same: return ""
        case .added: return "new, \(counted(rows))"
        case .removed: return "gone, \(counted(rows))"
        case .changed: return [rowsAdded > 0 ? "\(counted(rowsAdded)) added" : "", rowsRemoved > 0 ? "\(counted(rowsRemoved)) removed" : ""].filter { !$0.isEmpty }.joined(separator: ", ")
        }
    }
}

extension ColumnDifference {
    private var suffix: String { unit.isEmpty ? "" : " \(unit)" }

    /// "0.12 s (3 % of the range) at depth = 8: 1.2 → 1.3".
    var greatestText: String {
        guard greatest.isFinite else { return "at \(place): \(old.words) → \(new.words)" }
        let pair = DifferenceNumber.pair(old.number ?? 0, new.number ?? 0)
        return "\(DifferenceNumber.text(greatest))\(suffix) (\(DifferenceNumber.share(relative)) of the range) at \(place): \(pair.old) → \(pair.new)"
    }

    var typicalText: String { typical.isFinite ? "\(DifferenceNumber.text(typical))\(suffix)" : "–" }
    var rowsText: String { "\(differing) of \(rows)" }
}

extension Cause {
    /// So many are shown at a result.
    static let most = 4

    /// The first few, and how many more.
    static func shown(_ causes: [Cause]) -> [String] {
        let texts = causes.map(\.text)
        return texts.count > most ? texts.prefix(most - 1) + ["\(texts.count - most + 1) more"] : texts
    }
}

extension PaperDifference {
    /// All causes of everything that is shown, each with the results that it changed; what changed most stands first.
    var causes: [(cause: Cause, results: [String])] {
        var results: [Cause: [String]] = [:], order: [Cause] = []
        func add(_ causes: [Cause], _ name: String) {
            for cause in causes {
                if results[cause] == nil { order.append(cause) }
                if results[cause]?.contains(name) != true { results[cause, default: []].append(name) }
            }
        }
        for claim in claims ?? [] { add(claim.causes, claim.id) }
        for figure in changedFigures { add(figure.causes, figure.name) }
        for value in values ?? [] { add(value.causes, value.new?.target ?? value.path) }
        return order.enumerated().sorted { (-(results[$0.element]?.count ?? 0), $0.offset) < (-(results[$1.element]?.count ?? 0), $1.offset) }.map { ($0.element, results[$0.element] ?? []) }
    }
}
