// How a value that the text quotes changed.

/// How a quoted value changed.
package struct ValueDifference {
    /// As the text names it: "learning-speed.networks[\"tanh\"].rate".
    let path: String
    let old, new: QuotedRecord?
    var causes: [Cause] = []

    var change: EstimateChange? { old?.estimate.flatMap { before in new?.estimate.map { EstimateChange(old: before, new: $0) } } }

    /// Whether a reader of the text sees it.
    var isSeen: Bool { old?.text != new?.text }

    /// Whether the number, or the text, is another one.
    var isChanged: Bool {
        guard let old, let new else { return true }
        if let change { return change.judgement != .same }
        return old.text != new.text
    }

    /// What is seen and more than the uncertainties stands first.
    var rank: (Int, Int, Double) { (isSeen ? 0 : 1, change?.judgement.rank ?? 1, -(change?.ratio ?? 0)) }
}
