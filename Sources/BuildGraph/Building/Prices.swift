// How long targets will take, from how long they and their like took: in earlier builds at any profile, and in this one.
//
// In this order: a target's own last run, corrected by how the others of its type ran in this build against theirs; its work at the
// rate of the runs of its type with the most similar work; the mean of its type; and for a type that never ran a guess, from
// its work at the rate of other types, or else by where it runs.
import Foundation

/// Expected wall seconds.
struct Prices {
    struct Price: Equatable {
        var seconds: Double
        /// No run of the type is known.
        var isGuess: Bool
    }

    /// What a type without any run is taken to do, in seconds per unit of work: a few billion flops per second.
    private static let nominalRate = 3e-10
    /// A type without any run and without work.
    private static let nominalLight = 0.02, nominalHeavy = 1.0

    private let store: Store
    private let means: Store.MeanDurations
    /// What targets took before this build; nil for those that never ran.
    private var remembered: [Digest: Double?] = [:]
    private var rates: [String: WorkRates] = [:]
    private var courses: [String: Course] = [:]
    /// Of all types whose work is known, in this build.
    private var overall = (seconds: 0.0, work: 0.0)

    /// How the targets of a type did in this build.
    private struct Course {
        var count = 0.0, seconds = 0.0
        /// Of those that had run before: what they took, and what they had taken then.
        var again = (seconds: 0.0, before: 0.0)

        /// Few runs prove little: they are weighed against a second that went as expected.
        var correction: Double { min(5, max(0.2, (again.seconds + 1) / (again.before + 1))) }
    }

    init(_ store: Store) {
        self.store = store
        means = store.meanDurations()
    }

    /// Whether there are runs to judge by.
    var isInformed: Bool { !means.isEmpty || !courses.isEmpty }

    /// What a target is expected to take.
    mutating func price(_ node: Node) -> Price {
        let type = node.typeName, course = courses[type]
        if let last = lastDuration(node) {
            return Price(seconds: last * (course?.correction ?? 1), isGuess: false)
        }
        let work = node.work.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
        if let work {
            load(type)
            if let rate = rates[type]?.rate(near: work) { return Price(seconds: work * rate, isGuess: false) }
        }
        if let course { return Price(seconds: course.seconds / course.count, isGuess: false) }
        if let mean = means[type] { return Price(seconds: mean, isGuess: false) }
        if let work { return Price(seconds: work * (overall.work > 0 ? overall.seconds / overall.work : Self.nominalRate), isGuess: true) }
        return Price(seconds: node.resources.isolation == .process ? Self.nominalHeavy : Self.nominalLight, isGuess: true)
    }

    /// A target took so long in this build, or has already.
    mutating func learn(_ node: Node, seconds: Double) {
        let type = node.typeName
        courses[type, default: Course()].count += 1
        courses[type, default: Course()].seconds += seconds
        if let before = lastDuration(node) {
            courses[type]?.again.seconds += seconds
            courses[type]?.again.before += before
        }
        guard let work = node.work, work > 0, work.isFinite else { return }
        load(type)
        rates[type, default: WorkRates()].add(work: work, seconds: seconds, weight: WorkRates.presentWeight)
        overall.seconds += seconds
        overall.work += work
    }

    /// Asked for once: a run of this build is no memory.
    private mutating func lastDuration(_ node: Node) -> Double? {
        if let known = remembered[node.identity] { return known }
        let last = store.lastEntry(ofIdentity: node.identity)?.duration
        remembered[node.identity] = .some(last)
        return last
    }

    /// Asked for once, since every trace of the type is looked at.
    private mutating func load(_ type: String) {
        if rates[type] != nil { return }
        var known = WorkRates()
        if means[type] != nil {
            for run in store.measuredWork(ofType: type) { known.add(work: run.work, seconds: run.seconds, weight: 1) }
        }
        rates[type] = known
    }
}

/// Seconds per unit of work of one type, by how much work there was: large targets use a machine better than small ones.
struct WorkRates {
    /// A run of this build tells as much as so many of earlier ones: the machine and what else it does are those of now.
    static let presentWeight = 4.0

    /// For each amount of work: weight and weighted seconds.
    private var runs: [Double: (weight: Double, seconds: Double)] = [:]

    mutating func add(work: Double, seconds: Double, weight: Double) {
        guard work > 0, work.isFinite else { return }
        runs[work, default: (0, 0)].weight += weight
        runs[work, default: (0, 0)].seconds += weight * seconds
    }

    /// The mean rate; runs with a k-th or k times the work count one k-th. Nil when nothing ran.
    func rate(near work: Double) -> Double? {
        var (weights, sum) = (0.0, 0.0)
        for (amount, run) in runs {
            let likeness = min(amount / work, work / amount)
            weights += likeness * run.weight
            sum += likeness * run.seconds / amount
        }
        return weights > 0 ? sum / weights : nil
    }
}
