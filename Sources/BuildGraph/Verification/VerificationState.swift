// What all passes have found so far, put together to one record a target: the worst result counts.

/// The findings of a verification in progress, by position of the subject.
struct VerificationState {
    private let subjects: [VerificationSubject]
    private let machine: Machine
    private let now: () -> Double
    private(set) var findings: [Int: VerificationFinding] = [:]
    /// What was made as built, where it differed: compared with what a second run makes.
    private var remade: [Int: Digest] = [:]

    init(subjects: [VerificationSubject], machine: Machine, now: @escaping () -> Double) {
        self.subjects = subjects
        self.machine = machine
        self.now = now
    }

    func positions(where holds: (VerificationFinding) -> Bool) -> [Int] {
        subjects.indices.filter { findings[$0].map(holds) ?? false }
    }

    /// Takes in the result of the pass as built.
    mutating func note(_ result: RemakeResult, of position: Int) {
        let subject = subjects[position]
        let record = VerificationRecord(
            key: subject.key, output: subject.output, name: subject.node.name, result: .bitwiseEqual,
            tolerance: subject.node.tolerance, greatestUlps: 0, conditions: [Surroundings.asBuilt.name], differing: [],
            time: now(), machine: machine)
        findings[position] = VerificationFinding(subject: subject, record: record)
        if case .differs(let digest, _) = result { remade[position] = digest }
        add(result, at: position)
        if !result.isEqual { findings[position]?.record.differing = [Surroundings.asBuilt.name] }
    }

    /// Takes in the result of a pass of the matrix.
    mutating func note(_ result: RemakeResult, of position: Int, in surroundings: Surroundings) {
        findings[position]?.record.conditions += surroundings.conditions.map(\.name)
        findings[position]?.record.time = now()
        add(result, at: position)
    }

    /// Takes in what a second run, alone in its process, made of a target that differed.
    mutating func diagnose(_ result: RemakeResult, of position: Int) {
        switch result {
        case .bitwiseEqual: findings[position]?.record.cause = .equalWhenAlone
        case .differs(let digest, _):
            findings[position]?.record.cause = digest == remade[position] ? .newRunsAgree : .everyRunDiffers
        case .failed(let report): findings[position]?.record.problem = report.summary
        }
    }

    /// Whether a result of the matrix differs where the run as built did not.
    func isNewlyDifferent(_ result: RemakeResult, at position: Int) -> Bool {
        !result.isEqual && findings[position]?.record.differing.contains(Surroundings.asBuilt.name) == false
    }

    mutating func blame(_ condition: Condition, for result: RemakeResult, at position: Int) {
        guard !result.isEqual else { return }
        if findings[position]?.record.differing.contains(condition.name) == false { findings[position]?.record.differing.append(condition.name) }
        add(result, at: position)
    }

    /// No condition alone makes the difference: all of them together do, or it comes and goes.
    mutating func blameAll(_ surroundings: Surroundings, at position: Int) {
        let names = surroundings.conditions.map(\.name)
        guard let record = findings[position]?.record, Set(names).isDisjoint(with: record.differing) else { return }
        findings[position]?.record.differing.append(surroundings.name)
    }

    /// The worst result counts, and its difference is the one that is reported.
    private mutating func add(_ result: RemakeResult, at position: Int) {
        guard var finding = findings[position] else { return }
        switch result {
        case .bitwiseEqual: return
        case .differs(_, let comparison):
            if let known = finding.record.greatestUlps { finding.record.greatestUlps = comparison.greatestUlps.map { max(known, $0) } }
            if let difference = comparison.first {
                finding.record.result = .notReproducible
                if finding.record.difference == nil {
                    finding.record.difference = difference
                    (finding.differingNumbers, finding.comparedNumbers) = (comparison.differingNumbers, comparison.comparedNumbers)
                }
            } else if finding.record.result == .bitwiseEqual {
                finding.record.result = .withinTolerance
            }
        case .failed(let report):
            finding.record.result = .notReproducible
            finding.record.greatestUlps = nil
            finding.record.problem = finding.record.problem ?? report.summary
        }
        findings[position] = finding
    }
}

extension RemakeResult {
    var isEqual: Bool { if case .bitwiseEqual = self { true } else { false } }
}
