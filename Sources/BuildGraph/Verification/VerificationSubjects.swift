// Which stored values there are to verify, what it will cost, and which of them a sample draws.

extension VerificationSubject {
    /// Of the planned targets those whose value is stored and up to date, in the order of the graph.
    public static func stored(in plan: BuildPlan, store: Store) -> [VerificationSubject] {
        plan.upToDate.compactMap { item in
            item.key.flatMap { key in
                store.entry(for: key).map { VerificationSubject(node: item.node, key: key, output: $0.output, duration: $0.duration) }
            }
        }
    }
}

/// What a verification will cost.
public struct VerificationCost: Sendable, Equatable {
    /// Wall seconds of the start of a process, as measured for a graph of some hundred targets.
    static let start = 0.1

    /// Clean processes that will be started, if nothing differs.
    public let processes: Int
    /// Wall seconds of all runs, one after another.
    public let work: Double
    /// Wall seconds to the end.
    public let time: Double

    public init(_ subjects: [VerificationSubject], matrix: [Surroundings], jobs: Int) {
        var processes = 0, work = 0.0, time = 0.0
        for surroundings in [.asBuilt] + matrix {
            let width = surroundings.width ?? jobs
            let groups = RemakeGroups(subjects, positions: Array(subjects.indices), width: width).groups
            let sums = groups.map { $0.reduce(Self.start) { $0 + subjects[$1].duration } }
            processes += groups.count
            work += sums.reduce(0, +)
            // More side by side than there are cores is no faster.
            time += max(sums.reduce(0, +) / Double(min(width, jobs)), sums.max() ?? 0)
        }
        self.processes = processes
        self.work = work
        self.time = time
    }
}

/// A random part of what could be verified; the same seed draws the same part of the same set.
public struct VerificationSample: Sendable, Equatable {
    /// Between 0, exclusive, and 1.
    public let fraction: Double
    public let seed: UInt64

    public init(fraction: Double, seed: UInt64) {
        self.fraction = fraction
        self.seed = seed
    }

    /// At least one of them, and never fewer than the fraction; in their own order.
    public func draw(_ subjects: [VerificationSubject]) -> [VerificationSubject] {
        // Round-off of a product must not draw one more: 10 % of 30 are 3.
        let count = min(subjects.count, Int((fraction * Double(subjects.count) - 1e-9).rounded(.up)))
        // Ordered by a number that follows from seed and key: what else is in the set does not change the draw.
        func lot(_ subject: VerificationSubject) -> Digest {
            var builder = DigestBuilder()
            builder.add(field: "verify \(seed)")
            builder.add(subject.node.identity)
            return builder.finish()
        }
        let drawn = Set(subjects.indices.map { (lot(subjects[$0]), $0) }.sorted { $0 < $1 }.prefix(max(1, count)).map(\.1))
        return subjects.indices.filter(drawn.contains).map { subjects[$0] }
    }
}
