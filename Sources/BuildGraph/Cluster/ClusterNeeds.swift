// What a target asks of a cluster: what it declares, what its like needed before, and more after it was killed for too little.

/// Cores, memory and time of one target.
package struct ClusterNeeds: Equatable {
    var cores: Int
    /// Bytes.
    var memory: Int
    /// Wall seconds that it is expected to take.
    var seconds: Double
    /// Nothing of its type ever ran.
    var isGuess: Bool

    package init(cores: Int = 1, memory: Int, seconds: Double, isGuess: Bool = false) {
        (self.cores, self.memory, self.seconds, self.isGuess) = (cores, memory, seconds, isGuess)
    }

    /// A target that is declared light and expected to take a minute is one at this scale only: hundreds of them would run one after another
    /// where the build runs.
    private static let longestHere = 60.0

    /// Whether a target is made by a job, and not where the build runs.
    static func areWorthAJob(_ resources: Resources, expected seconds: Double) -> Bool {
        resources.isolation == .process || seconds >= longestHere
    }

    /// More than the most that was measured: another input may need a little more.
    private static let memoryMargin = 1.25

    /// - Parameter measured: bytes of the largest run that is known of the target, or of its type; nil when none is.
    init(declared: Resources, measured: Int?, price: Prices.Price, attempts: ClusterAttempts) {
        let known = max(declared.memory, Int(Double(measured ?? 0) * Self.memoryMargin))
        cores = max(1, declared.cores)
        memory = known << min(attempts.memory, ClusterAttempts.limit)
        seconds = price.seconds
        isGuess = price.isGuess
    }
}

/// Wall seconds that a job asks for.
enum ClusterTimeLimit {
    /// A busy node, a slow file system, an estimate from another processor.
    private static let margin = 3.0
    private static let shortest = 300.0, allowance = 120.0
    /// Of a job with targets of a type that never ran.
    private static let unknown = 14_400.0

    /// - Parameters:
    ///   - span: seconds until the last target of the job is expected to end.
    ///   - growth: how often one of them was ended by a limit.
    ///   - most: what the cluster, or a person, allows.
    static func seconds(span: Double, isGuess: Bool, growth: Int, most: Double?) -> Double {
        let known = max(shortest, margin * span + allowance)
        let wanted = (isGuess ? max(unknown, known) : known) * Double(1 << min(growth, 2 * ClusterAttempts.limit))
        return most.map { min($0, wanted) } ?? wanted
    }
}

/// The memory that targets needed in their last runs, asked for once per type.
struct MeasuredMemory {
    private let store: Store
    private var ofType: [String: Int?] = [:]

    init(_ store: Store) { self.store = store }

    mutating func bytes(of node: Node) -> Int? {
        if let own = store.lastTrace(of: node)?.details.provenance.peakMemory { return own }
        if let known = ofType[node.typeName] { return known }
        let most = store.largestMemory(ofType: node.typeName)
        ofType[node.typeName] = .some(most)
        return most
    }
}
