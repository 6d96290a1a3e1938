// Changes come in swarms: an editor writes, renames and removes within milliseconds, a checkout replaces a thousand files. They are one
// change when nothing more has come for a moment, or when the first has waited long enough.

package struct Settling: Equatable {
    /// Seconds without a change, and seconds after the first one.
    package static let quiet = 0.03, longest = 0.5

    private var first: Double?
    private var last = 0.0

    package init() {}

    package mutating func changed(at now: Double) {
        first = first ?? now
        last = now
    }

    /// When it will have settled if nothing more comes; nil when nothing has changed.
    package var end: Double? { first.map { min(last + Self.quiet, $0 + Self.longest) } }

    /// Whether it has, which is told once.
    package mutating func hasSettled(at now: Double) -> Bool {
        guard let end, now >= end else { return false }
        first = nil
        return true
    }
}
