// Which study a claim belongs to: P1-14a is a claim of P1.

package enum StudyPrefix {
    /// The prefix of a claim's study; empty for a claim of none.
    package static func of(_ claim: String, among prefixes: [String]) -> String {
        prefixes.filter { !$0.isEmpty && claim.hasPrefix($0 + "-") }.max { $0.count < $1.count } ?? ""
    }
}
