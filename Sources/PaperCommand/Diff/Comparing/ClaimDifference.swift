// How a claim changed: its verdict, its value, and what may be said of the change.
import Manuscript

/// A claim of one state.
package struct ClaimState {
    let id: String
    /// Markdown; nil where only the committed verdict is known.
    package var statement: String?
    /// Nil for one that could not be evaluated.
    var verdict: Verdict?
    var problem: String?
    var estimate: Estimate?
    /// What the estimate is one of many: "L = 8 → L = 32".
    var item = ""
    var unit = ""
    var threshold = ""
    var margin: Double?
    /// Which networks judged: "simulated-spectra, series 2"; nil for exact values and where that is not known.
    package var networks: String?
    package var count = 0

    package init(id: String, verdict: Verdict? = nil, estimate: Estimate? = nil) { (self.id, self.verdict, self.estimate) = (id, verdict, estimate) }
}

/// How a claim changed.
package struct ClaimDifference {
    package let id: String
    let old, new: ClaimState?
    package var causes: [Cause] = []

    var statement: String { (new?.statement ?? old?.statement) ?? "" }
    var change: EstimateChange? { old?.estimate.flatMap { before in new?.estimate.map { EstimateChange(old: before, new: $0) } } }

    /// The same networks judged on both sides, so that what they say is compared in pairs.
    package var isPaired: Bool { old?.networks != nil && old?.networks == new?.networks && old?.count == new?.count }

    /// Another of the numbers that the claim compares is the one nearest to failing.
    var isOtherItem: Bool { old?.item != new?.item && old?.item.isEmpty == false && new?.item.isEmpty == false }

    package enum Kind: Int, Codable, Comparable {
        case worse, broken, removed, added, better, moved, wavers, same

        package static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    /// What happened to it; the worst stands first.
    package var kind: Kind {
        guard let old else { return .added }
        guard let new else { return .removed }
        guard let now = new.verdict else { return old.verdict == nil ? .same : .broken }
        guard let before = old.verdict else { return .better }
        if now != before { return now < before ? .worse : .better }
        switch change?.judgement {
        case .beyond, .unknown: return .moved
        case .within: return .wavers
        case .roundOff, .same, nil: return .same
        }
    }
}

extension ClaimState {
    /// A claim of a build.
    init(_ finding: Finding) {
        self.init(id: finding.id)
        statement = finding.statement
        problem = finding.problem
        verdict = finding.problem == nil ? finding.verdict : nil
        (item, unit, threshold, margin, count) = (finding.observedName, finding.unit, finding.threshold, finding.margin, finding.count)
        if finding.isTest, let spending = finding.spending { networks = "\(spending.group), series \(spending.series)" }
        estimate = finding.observed.map { Estimate(value: $0, uncertainty: Self.uncertainty(finding)) }
    }

    private static func uncertainty(_ finding: Finding) -> Estimate.Uncertainty {
        switch finding.uncertaintyKind {
        case .confidenceInterval: finding.uncertainty.map { .interval($0) } ?? .unknown
        case .numericalBound: .bound(finding.uncertainty ?? 0)
        case .none: finding.isAnalytic ? .none : .unknown
        }
    }

    /// A claim as it is known by a committed file, whose numbers have six digits. What kind of uncertainty they have is not in the file: it is
    /// that of the same claim now.
    init(id: String, _ known: KnownVerdict, like now: ClaimState?) {
        self.init(id: id)
        (verdict, margin) = (known.verdict, known.margin)
        (statement, unit, threshold) = (now?.statement, now?.unit ?? "", now?.threshold ?? "")
        guard let observed = known.observed else { return }
        let uncertainty: Estimate.Uncertainty =
            switch (known.uncertainty, now?.estimate?.uncertainty) {
            case (let width?, .bound): .bound(width)
            case (let width?, _) where width > 0: .interval(width)
            case (_, Estimate.Uncertainty.none?): .none
            default: .unknown
            }
        estimate = Estimate(value: observed, uncertainty: uncertainty, rounding: Self.digits)
    }

    /// Numbers of committed files are rounded to six digits.
    private static let digits = 1e-5
}
