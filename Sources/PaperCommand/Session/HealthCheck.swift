// What `paper doctor` looks at. A paper adds checks of its own (its data sets, its numerical library) as values.
import BuildGraph

/// Something that can be well or not, and is looked at without changing it.
public struct HealthCheck: Sendable {
    /// What a check can look at.
    public struct Surroundings: Sendable {
        public let effects: Effects
        /// The project's folder.
        public let root: String
        /// How many targets may run side by side.
        public let jobs: Int
    }

    public let look: @Sendable (Surroundings) throws -> [HealthFinding]
    /// Whether a build that has something to run does not begin while there is a problem.
    public let isPrecondition: Bool

    /// - Parameters:
    ///   - isPrecondition: default: false.
    ///   - look: an error that it throws is a problem.
    public init(isPrecondition: Bool = false, _ look: @escaping @Sendable (Surroundings) throws -> [HealthFinding]) {
        self.isPrecondition = isPrecondition
        self.look = look
    }
}

/// What a check has found.
public struct HealthFinding: Sendable, Equatable {
    public enum State: String, Sendable {
        case ok
        /// It works, but not as well as it could.
        case warning
        /// It does not work.
        case problem
    }

    /// A word or two: "gnuplot", "free space".
    public var what: String
    public var state: State
    public var detail: String
    /// A command to run, or what to do; nil when there is nothing to mend.
    public var mend: String?

    public init(_ what: String, _ state: State, _ detail: String, mend: String? = nil) {
        self.what = what
        self.state = state
        self.detail = detail
        self.mend = mend
    }

    /// An error as a problem.
    public init(_ what: String, _ error: any Error) {
        let report = ErrorReport(error, advice: Advice.next)
        self.init(what, .problem, report.summary, mend: report.next)
    }
}
