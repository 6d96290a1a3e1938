// How long targets will take, from how long they and their like took: in earlier builds at any profile, and in this one.
//
// In this order: a target's own last run; its work at the rate of the runs of its type with the most similar work; the mean of its
// type; each corrected by how this build's targets did against what was expected of them. A type that never ran is priced by what this
// build measured of it, and until then by a guess: its work at the rate of other types, or else where it runs.

/// Expected wall seconds.
struct Prices {
    struct Price: Equatable {
        /// An amount of work may be any number.
        @Checked<Seconds> var seconds: Double
        /// No run of the type is known.
        var isGuess: Bool
    }

    /// What a type without any run is taken to do, in seconds per unit of work: 67 billion flops per second, as of one core with good kernels.
    private static let nominalRate = 1.5e-11
    /// A type without any run and without work.
    private static let nominalLight = 0.02, nominalHeavy = 1.0

    private let store: Store
    private let means: Store.MeanDurations
    /// What earlier builds let expect, by identity; nil where they do not know the type.
    private var expectations: [Digest: Expectation?] = [:]
    private var earlierRates: [String: WorkRates] = [:]
    /// Of this build, by type and together.
    private var courses: [ObjectIdentifier: Course] = [:]
    private var overall = Course()

    private struct Expectation {
        let seconds: Double
        /// From the target's own last run.
        let isOwn: Bool
    }

    /// How targets did in this build.
    private struct Course {
        var count = 0.0, seconds = 0.0
        var rates = WorkRates()
        /// What those took of which something was expected, and what was expected.
        var measured = 0.0, expected = 0.0

        /// Few runs prove little: they are weighed against a second of what is true of all types.
        func correction(among all: Double) -> Double { min(20, max(0.05, (measured + all) / (expected + 1))) }
    }

    init(_ store: Store) {
        self.store = store
        means = store.meanDurations()
    }

    /// Whether there are runs to judge by.
    var isInformed: Bool { !means.isEmpty || overall.count > 0 }

    /// What a target is expected to take.
    mutating func price(_ node: Node) -> Price {
        let course = courses[ObjectIdentifier(node.type)] ?? Course(), work = Self.work(of: node)
        let present = work.flatMap { course.rates.rate(near: $0) }
        if let expected = expectation(node) {
            let earlier = expected.seconds * course.correction(among: overall.correction(among: 1))
            guard !expected.isOwn, let work, let present else { return Price(seconds: earlier, isGuess: false) }
            // What earlier builds let expect counts as one run.
            return Price(seconds: (present.weight * work * present.rate + earlier) / (present.weight + 1), isGuess: false)
        }
        if let work, let present { return Price(seconds: work * present.rate, isGuess: false) }
        if course.count > 0 { return Price(seconds: course.seconds / course.count, isGuess: false) }
        if let work { return Price(seconds: work * (overall.rates.mean ?? Self.nominalRate), isGuess: true) }
        return Price(seconds: node.resources.isolation == .process ? Self.nominalHeavy : Self.nominalLight, isGuess: true)
    }

    /// A target took so long in this build, or has already.
    mutating func learn(_ node: Node, seconds: Double) {
        let expected = expectation(node)?.seconds, work = Self.work(of: node)
        func learn(_ course: inout Course) {
            course.count += 1
            course.seconds += seconds
            if let work { course.rates.add(work: work, seconds: seconds) }
            if let expected {
                course.measured += seconds
                course.expected += expected
            }
        }
        learn(&courses[ObjectIdentifier(node.type), default: Course()])
        learn(&overall)
    }

    private static func work(of node: Node) -> Double? { node.work.flatMap { $0 > 0 && $0.isFinite ? $0 : nil } }

    /// Asked for once: a run of this build is no memory.
    private mutating func expectation(_ node: Node) -> Expectation? {
        if means.isEmpty { return nil }
        if let known = expectations[node.identity] { return known }
        let found = lookUp(node)
        expectations[node.identity] = .some(found)
        return found
    }

    private mutating func lookUp(_ node: Node) -> Expectation? {
        if let last = store.lastEntry(ofIdentity: node.identity)?.duration { return Expectation(seconds: last, isOwn: true) }
        guard let mean = means[node.typeName] else { return nil }
        if let work = Self.work(of: node), let rate = rates(node.typeName).rate(near: work)?.rate {
            return Expectation(seconds: work * rate, isOwn: false)
        }
        return Expectation(seconds: mean, isOwn: false)
    }

    /// Asked for once, since every trace of the type is looked at.
    private mutating func rates(_ type: String) -> WorkRates {
        if let known = earlierRates[type] { return known }
        var rates = WorkRates()
        for run in store.measuredWork(ofType: type) { rates.add(work: run.work, seconds: run.seconds) }
        earlierRates[type] = rates
        return rates
    }
}

/// Seconds per unit of work, by how much work there was: large targets use a machine better than small ones, and those of one amount
/// of work are often of one experiment.
struct WorkRates {
    /// For each amount of work the number of runs and their seconds.
    private var runs: [Double: (count: Double, seconds: Double)] = [:]

    mutating func add(work: Double, seconds: Double) {
        guard work > 0, work.isFinite else { return }
        runs[work, default: (0, 0)].count += 1
        runs[work, default: (0, 0)].seconds += seconds
    }

    /// The mean rate; runs with a k-th or k times the work count k⁻⁸. `weight` is the number of runs, counted so. Nil when nothing ran.
    func rate(near work: Double) -> (rate: Double, weight: Double)? {
        // Relative to the most similar one, so that no weight vanishes.
        func likeness(_ amount: Double) -> Double { min(amount / work, work / amount) }
        guard let most = runs.keys.map(likeness).max(), most > 0 else { return nil }
        var (weights, sum) = (0.0, 0.0)
        for (amount, run) in runs {
            let ratio = likeness(amount) / most, power = ratio * ratio * ratio * ratio, weight = power * power
            weights += weight * run.count
            sum += weight * run.seconds / amount
        }
        let likest = most * most * most * most
        return (sum / weights, weights * likest * likest)
    }

    /// All seconds over all work.
    var mean: Double? {
        let work = runs.reduce(0) { $0 + $1.key * $1.value.count }
        return work > 0 ? runs.reduce(0) { $0 + $1.value.seconds } / work : nil
    }
}
