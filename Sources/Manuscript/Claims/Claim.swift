// A claim is a target: a sentence of the paper, how it is looked at, and what would make it hold. The author states
// what is observed and the criterion; the verdict is ours, so that no claim can be its own judge.
import BuildGraph

/// A statement of the paper that the build decides.
///
///     struct EdgeOfLinearGaussian: Claim {
///         let spectra: [Input<Spectrum>]
///         var id: String { "P1-4" }
///         var statement: String { "The largest singular value of a deep linear Gaussian network grows as $\\sqrt{eL}$." }
///         var source: String { "P1, figure 3" }
///         var criterion: Criterion { .slope(within: 0.49...0.51, because: "the exponent is 1/2; 2 % for the finite depths") }
///         func observe(_ inputs: Inputs) throws -> Observation { … }
///     }
public protocol Claim: Target where Value == Finding {
    /// What the claim is called everywhere: in the prose, in tables, in the baseline. `P1-4`.
    var id: String { get }
    /// The claim in one sentence: Markdown, with math between dollar signs.
    var statement: String { get }
    /// Where the claim is made: the paper and the place in it.
    var source: String { get }
    /// What is asked of the observation.
    var criterion: Criterion { get }
    /// Which networks judge it. Default: none, for a claim that is decided by exact values. A claim that is judged by
    /// replicates stores `setting.judging("its group")`, takes `judging.count(planned)` of them, and their seeds from it.
    var judging: Judging? { get }
    /// Which sentence and which criterion this is. Default: the first. Raise it with either, once the claim was judged.
    var version: ClaimVersion { get }

    /// What was found. Values that are not numbers need no special care here: they never make a claim hold.
    func observe(_ inputs: Inputs) throws -> Observation
}

extension Claim {
    public static var kind: TargetKind { .claim }
    public var label: String? { id }
    public var judging: Judging? { nil }
    public var version: ClaimVersion { .first }

    /// Observes, and judges the claim by itself; what it is worth beside the other claims is decided by `Verdicts`.
    public func make(_ inputs: Inputs) throws -> Finding {
        if let defect = criterion.defect { throw ClaimError.absurdCriterion(claim: id, reason: defect) }
        return Finding(
            id: id, statement: statement, source: source, criterion: criterion, observation: try observe(inputs), judging: judging,
            version: version)
    }
}

/// A claim that cannot be judged by anything it observes.
public enum ClaimError: Error, Equatable {
    case absurdCriterion(claim: String, reason: String)
}

extension ClaimError: ReportableError {
    public var report: ErrorReport {
        switch self {
        case .absurdCriterion(let claim, let reason):
            ErrorReport(
                what: "The criterion of claim \(claim) is refused.", why: reason,
                next: "Correct `criterion` in the claim; a threshold must be able to fail.")
        }
    }
}
