// How a claim was judged before, from the committed ledger: a sign per judging, in their order. The same is told in words.

/// The judgings of one claim.
package struct ClaimHistory: Sendable, Equatable {
    package struct Judging: Sendable, Equatable {
        package var series: Int
        package var look: Int
        package var version: ClaimVersion
        /// Nil for a judging that has not come to an end.
        package var verdict: Verdict?
        package var count: Int?
    }

    package let judgings: [Judging]

    /// - Parameter ledger: of one profile, by group.
    package init(of claim: String, in ledger: [String: [JudgedSeries]]) {
        judgings = ledger.values.joined().compactMap { series in
            series.claims[claim].map { Judging(series: series.series, look: $0.look, version: $0.version, verdict: $0.verdict, count: $0.count) }
        }.sorted { ($0.series, $0.look) < ($1.series, $1.look) }
    }

    /// Signs of all judgings, with what they stand for; empty where nothing was ever judged.
    package var html: String {
        if judgings.isEmpty { return "" }
        let step = 15
        let marks = judgings.enumerated().map { k, judging in
            let x = k * step + 8
            switch judging.verdict {
            case .holds?: return "<path class=\"holds\" d=\"M\(x - 5) 8l4 4 7-8\"/>"
            case .fails?: return "<path class=\"fails\" d=\"M\(x - 4) 4l8 8m0-8l-8 8\"/>"
            case .undecided?: return "<circle class=\"undecided\" cx=\"\(x)\" cy=\"8\" r=\"4\"/>"
            case nil: return "<path class=\"undecided\" d=\"M\(x - 4) 8h8\"/>"
            }
        }
        let width = judgings.count * step
        return "<span class=\"history\">judged <svg viewBox=\"0 0 \(width) 16\" width=\"\(width)\" height=\"16\" role=\"img\" aria-label=\"\(HTMLText.escaped(words))\"><title>\(HTMLText.escaped(words))</title>\(marks.joined())</svg></span>"
    }

    /// "series 1, look 4: undecided (n = 80); series 2, look 1: holds"
    package var words: String {
        judgings.map { judging in
            let count = judging.count.map { " (n\u{A0}=\u{A0}\($0))" } ?? ""
            return "series \(judging.series), look \(judging.look): \(judging.verdict?.rawValue ?? "not finished")\(count)"
        }.joined(separator: "; ")
    }
}
