// Claims in terms of schema.org: a `Claim` is the sentence; a `ClaimReview` is what the program found about it, with the verdict as its
// rating, and the observed number and the criterion as `PropertyValue`s.
import BuildGraph
import Manuscript

struct CrateClaims {
    let verdicts: VerdictTable
    /// The runs that judged the claims, by their ids.
    let runs: [String: String]

    static func review(_ claim: String) -> String { CrateActions.id("verdict", claim) }

    var entities: [CrateEntity] { verdicts.findings.flatMap { [claim($0)] + numbers($0) } + reviews + ratings }

    private func claim(_ finding: Finding) -> CrateEntity {
        CrateEntity(CrateActions.id("claim", finding.id), "Claim").with("name", finding.id).with("text", finding.statement)
            .with("citation", finding.source).with("appearance", of: ["report/paper.html"])
    }

    var reviews: [CrateEntity] {
        verdicts.findings.map { finding in
            CrateEntity(Self.review(finding.id), "ClaimReview", "CreativeWork").with("name", "\(finding.id) \(finding.problem == nil ? finding.verdict.rawValue : "cannot be evaluated")").with("claimReviewed", finding.statement)
                .with("itemReviewed", of: [CrateActions.id("claim", finding.id)]).with("reviewRating", of: [Self.rating(finding.verdict)])
                .with("reviewAspect", finding.criterion).with("reviewBody", body(finding)).with("mentions", of: numbers(finding).map(\.id))
                .with("isBasedOn", of: [runs[finding.id]].compactMap { $0 })
        }
    }

    /// Why the verdict is what it is.
    private func body(_ finding: Finding) -> String {
        let doubt = finding.verdict == .undecided ? finding.doubt ?? "" : ""
        let observed = finding.observedText(in: .plain)
        let parts = [
            observed.isEmpty ? "" : "Observed: \(observed)", "Required: \(finding.threshold), since \(finding.because)", finding.problem ?? "", doubt, finding.spendingText,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: ". ")
    }

    private func numbers(_ finding: Finding) -> [CrateEntity] {
        let criterion = CrateEntity(CrateActions.id("criterion", finding.id), "PropertyValue").with("name", "criterion of \(finding.id)").with("value", finding.criterion)
            .with("description", finding.because).with("unitText", finding.unit)
        guard let observed = finding.observed else { return [criterion] }
        var entity = CrateEntity(CrateActions.id("observed", finding.id), "PropertyValue")
            .with("name", finding.observedName.isEmpty ? "observed for \(finding.id)" : "observed for \(finding.id), \(finding.observedName)")
            .with("value", Datum.double(observed)).with("unitText", finding.unit).with("measurementTechnique", finding.data)
        if let uncertainty = finding.uncertainty, uncertainty > 0 {
            let kind = finding.uncertaintyKind == .confidenceInterval ? "the confidence interval" : "the bound of the numerical error"
            entity = entity.with("minValue", Datum.double(observed - uncertainty)).with("maxValue", Datum.double(observed + uncertainty)).with("description", "minValue and maxValue are the ends of \(kind).")
        }
        return [entity, criterion]
    }

    private static func rating(_ verdict: Verdict) -> String { "#rating-" + verdict.rawValue }

    private var ratings: [CrateEntity] {
        let meanings: [Verdict: String] = [
            .holds: "The evidence is for the claim.", .fails: "The evidence is against the claim.", .undecided: "The evidence is too weak for either answer; it does not count as a pass.",
        ]
        return Verdict.allCases.filter { verdict in verdicts.findings.contains { $0.verdict == verdict } }.map {
            CrateEntity(Self.rating($0), "Rating").with("name", $0.rawValue).with("ratingValue", $0.rawValue).with("ratingExplanation", meanings[$0])
        }
    }
}
