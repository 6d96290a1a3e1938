// What the strip in the page shows; one line of JSON per change.

package struct PreviewStatus: Encodable, Equatable, Sendable {
    package enum Phase: String, Encodable, Sendable {
        case building, compiling
        /// The page shows what the files say.
        case current
        /// It does not, because something failed.
        case failed
    }

    package var phase: Phase
    /// Of the page that is there; nil while there is none.
    package var version: String?
    /// Whether the compiler runs, perhaps beside a build.
    package var isCompiling = false
    /// Files whose change is being built or compiled.
    package var changed: [String] = []
    /// Targets of the build that goes on.
    package var done: Int?
    package var total: Int?
    /// Words of targets that run, the longest first.
    package var running: [String] = []
    /// Seconds.
    package var remaining: Double?
    /// Seconds since the work that goes on has begun, or that the last build took.
    package var seconds: Double?
    /// What a build says before it has begun.
    package var note: String?
    package var problems: [PreviewProblem] = []
    /// Whether the problems are those of the build before.
    package var isOfBefore = false

    package init(_ phase: Phase) { self.phase = phase }
}
