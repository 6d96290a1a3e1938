// A finding is a claim, looked at and judged by itself. It carries all that a reader needs to check the judgement,
// in words and numbers, and no number in it is ever NaN or infinite: what is not known is absent.

/// The value of a claim.
public struct Finding: Codable, Sendable, Equatable {
    public var id: String
    public var statement: String
    public var source: String
    /// The observed number; of several, the one nearest to failing. Absent when the claim could not be evaluated.
    public var observed: Double?
    /// What `observed` is one of many: "L = 8 → L = 32".
    public var observedName: String
    public var uncertainty: Double?
    public var uncertaintyKind: UncertaintyKind
    /// Replicates, or points of a fit; 0 for exact values.
    public var count: Int
    public var unit: String
    /// The criterion in words, and its threshold in signs.
    public var criterion: String
    public var threshold: String
    public var because: String
    /// How far `observed` lies on the good side of the threshold, in its unit; negative on the bad side.
    public var margin: Double?
    /// p-values of the evidence for and against the claim, over the share of the level that the judging may spend; absent
    /// for exact values and where there is no evidence.
    public var pHolds: Double?
    public var pFails: Double?
    public var confidence: Double
    /// What part of the level this judging may spend; nil for a claim that no replicates judge.
    public var spending: Spending?
    /// What it was observed on.
    public var data: String
    /// All that was compared, when it is more than one number.
    public var items: [Item]
    /// Why the claim could not be evaluated.
    public var problem: String?
    /// Why the evidence is too weak.
    public var doubt: String?
    public var verdict: Verdict
    /// Decided by exact values: no test.
    public var isAnalytic: Bool
    /// Observed on data that stands in for others, as was known beforehand: no test.
    public var isStandIn: Bool
    /// Whether a doubt that comes from the data leaves nothing to be decided.
    public var isHopeless: Bool

    /// What `uncertainty` is.
    public enum UncertaintyKind: String, Codable, Sendable {
        case none
        /// The truth is no farther from the observed value.
        case numericalBound
        /// Half of the two-sided confidence interval; the intervals of all judgings cover the truth together with the
        /// claim's confidence.
        case confidenceInterval
    }

    /// One of the numbers that were compared.
    public struct Item: Codable, Sendable, Equatable {
        public var name: String
        public var observed: Double
        public var uncertainty: Double
    }
}

extension Finding {
    /// Judges an observation. Anything that is not a finite number gives a `problem`, never a verdict.
    public init(
        id: String, statement: String, source: String, criterion: Criterion, observation: Observation, judging: Judging? = nil,
        version: ClaimVersion = .first
    ) {
        self.id = id
        self.statement = statement
        self.source = source
        self.criterion = criterion.text
        self.threshold = criterion.threshold
        self.because = criterion.because
        self.unit = criterion.unit
        self.confidence = criterion.confidence.isFinite ? criterion.confidence : 0
        self.spending = judging?.spending(on: id, version)
        self.data = [observation.data, observation.note ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
        self.isAnalytic = observation.isAnalytic
        self.isStandIn = observation.standIn != nil
        isHopeless = false
        observedName = ""
        uncertaintyKind = .none
        count = 0
        items = []
        verdict = .undecided
        if let defect = criterion.defect {
            problem = defect
            return
        }
        if !isAnalytic && spending == nil {
            problem = "it is judged by replicates, and does not say by which (`judging`)"
            return
        }
        switch Comparand.all(of: observation, for: criterion) {
        case .failure(.notANumber(let reason)): problem = reason
        case .failure(.tooLittle(let reason)):
            doubt = reason
            describe(observation)
        case .success(let comparands): judge(comparands, criterion)
        }
        guard problem == nil else { return }
        if let reason = observation.standIn { withhold(reason) } else if let doubt = observation.doubt { qualify(doubt) }
    }

    /// Leaves the numbers and takes away the verdict.
    private mutating func withhold(_ reason: String) {
        (pHolds, pFails) = (nil, nil)
        verdict = .undecided
        doubt = reason
    }

    /// Takes away "holds", and "fails" where it does not stand in spite of the doubt.
    private mutating func qualify(_ doubt: Observation.Doubt) {
        if pHolds != nil { pHolds = 1 }
        if pFails != nil && !doubt.failureStands { pFails = 1 }
        if verdict == .holds || !doubt.failureStands { verdict = .undecided }
        if verdict == .undecided { self.doubt = doubt.reason }
        isHopeless = !doubt.failureStands
    }

    private mutating func judge(_ comparands: [Comparand], _ criterion: Criterion) {
        guard let judgement = Judgement(comparands, criterion.condition), judgement.margin.isFinite else {
            problem = "there is nothing to compare"
            return
        }
        let worst = judgement.worst.estimate
        observed = worst.value
        observedName = judgement.worst.name
        margin = judgement.margin
        count = comparands.reduce(0) { max($0, $1.estimate.count) }
        let confidence = spending?.adjusted(confidence: criterion.confidence) ?? criterion.confidence
        uncertainty = worst.halfWidth(confidence: confidence)
        uncertaintyKind = worst.isExact ? (worst.bound > 0 ? .numericalBound : .none) : .confidenceInterval
        if comparands.count > 1 {
            items = comparands.map {
                Item(
                    name: $0.name, observed: $0.estimate.value,
                    uncertainty: $0.estimate.halfWidth(confidence: confidence))
            }
        }
        if comparands.allSatisfy(\.estimate.isExact) {
            verdict = judgement.verdict(level: 0)
            if verdict == .undecided { doubt = "the threshold lies within the numerical error" }
        } else if comparands.contains(where: { !$0.estimate.isExact && $0.estimate.standardError == 0 }) {
            doubt = "the replicates do not vary, so that their spread tells nothing"
        } else if let spending {
            let holds = spending.adjusted(judgement.holds), fails = spending.adjusted(judgement.fails)
            let level = (1 - criterion.confidence) / 2
            (pHolds, pFails) = (holds, fails)
            verdict = Judgement.verdict(holds: holds <= level, fails: fails <= level)
        }
    }

    /// Whether it is one of the tests of its family, which share the level: known before anything is observed.
    public var isTest: Bool { !isAnalytic && !isStandIn }

    /// Whether more replicates and another look may decide what this one did not. They take no doubt away, since they only
    /// come on top.
    public var canBeExtended: Bool {
        verdict == .undecided && problem == nil && isTest && !isHopeless && spending?.look.canBeFollowed == true
    }

    /// "series 2, look 1 of 4, 1/8 of the level"; empty where nothing was spent.
    public var spendingText: String {
        guard isTest, let spending else { return "" }
        return "\(spending), \(spending.shareText) of the level"
    }

    /// Shows the one value of a sample that is too small to judge.
    private mutating func describe(_ observation: Observation) {
        guard case .value(.sample(let values)) = observation.form, values.count == 1 else { return }
        observed = values[0]
        count = 1
    }
}
