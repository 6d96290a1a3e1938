// Claims about critical networks where the study is run off criticality, as by `--set tensors.weightVariance=1.1`. They are shown with what they
// observe, and decided by nothing. What is claimed at any C_W, such as that the recursions describe networks, is judged as ever.
import BuildGraph
import Manuscript
import NetworkModels

/// A claim about critical networks, beside networks that are not.
struct OffCriticality<Base: Claim>: Claim {
    let base: Base
    /// C_W of the tanh networks.
    let weightVariance: Double

    var id: String { base.id }
    var statement: String { base.statement }
    var source: String { base.source }
    var criterion: Criterion { base.criterion }
    var judging: Judging? { base.judging }
    var version: ClaimVersion { base.version }

    func observe(_ inputs: Inputs) throws -> Observation {
        let critical = NumberText.short(TangentSetting.criticalWeightVariance), own = NumberText.short(weightVariance)
        return try base.observe(inputs).standingIn(because: "it is about critical tanh networks, C_W = \(critical), and this study is run with C_W = \(own)")
    }
}

extension TangentSetting {
    /// C_W of critical tanh networks.
    static let criticalWeightVariance = 1.0

    /// The same with another C_W.
    func replacingWeightVariance(by weightVariance: Double) -> TangentSetting {
        var setting = self
        setting.weightVariance = weightVariance
        return setting
    }
}

extension Simulations {
    /// Those that say what is so at criticality: theory is observed there, networks as they are.
    private static let aboutCriticality: Set = ["P4-1a", "P4-1b", "P4-2a", "P4-2b", "P4-3a", "P4-3b", "P4-4a", "P4-4b", "P4-4f", "P4-4g", "P4-4h"]

    /// A claim as it is asked of these networks.
    func asked(_ claim: any Claim) -> any Claim {
        func withheld(_ claim: some Claim) -> any Claim { OffCriticality(base: claim, weightVariance: weightVariance) }
        return weightVariance == TangentSetting.criticalWeightVariance || !Self.aboutCriticality.contains(claim.id) ? claim : withheld(claim)
    }
}
