// What was observed on a small axis: the range that was asked for as a band, its ends as lines, the observed value as a point
// with its interval. The same stands beside it in words, so that the drawing itself is silent.

import Foundation

/// A claim's threshold and what was observed.
package struct ClaimAxis {
    private static let width = 260.0, height = 38.0, inset = 14.0, line = 15.0

    /// The band; an end that is open is infinite.
    private let low, high: Double
    private let observed, uncertainty: Double
    /// Of claims about several numbers, all of them.
    private let others: [Double]
    private let verdict: Verdict
    private let isLogarithmic: Bool
    private let left, right: Double

    /// Nil where nothing was observed, or nothing can be drawn.
    package init?(_ finding: Finding, _ condition: Criterion.Condition) {
        guard let observed = finding.observed, finding.problem == nil else { return nil }
        let (low, high) = Self.band(condition)
        self.low = low
        self.high = high
        self.observed = observed
        uncertainty = finding.uncertainty ?? 0
        others = finding.items.map(\.observed)
        verdict = finding.verdict
        let ends = [low, high].filter(\.isFinite)
        let marks = ends + [observed, observed - uncertainty, observed + uncertainty] + others
        guard var left = marks.min(), var right = marks.max(), left.isFinite, right.isFinite else { return nil }
        // Positive numbers that are far apart are compared by their ratio.
        isLogarithmic = left > 0 && right / left > 30
        if left == right { (left, right) = left == 0 ? (-1, 1) : (left - abs(left) / 2, right + abs(right) / 2) }
        let from = isLogarithmic ? left.logarithm : left, to = isLogarithmic ? right.logarithm : right
        self.left = from - (to - from) * 0.18
        self.right = to + (to - from) * 0.18
        guard (self.right - self.left).isFinite, self.right > self.left else { return nil }
    }

    private static func band(_ condition: Criterion.Condition) -> (Double, Double) {
        switch condition {
        case .equals(let target, let tolerance): (target - tolerance, target + tolerance)
        case .less(let threshold), .ratioLess(let threshold): (-.infinity, threshold)
        case .greater(let threshold), .ratioGreater(let threshold): (threshold, .infinity)
        case .within(let low, let high), .slope(let low, let high), .ratioWithin(let low, let high): (low, high)
        case .ordered(let direction): direction == .increasing ? (0, .infinity) : (-.infinity, 0)
        case .monotone(let direction, let slack): direction == .increasing ? (-slack, .infinity) : (-.infinity, slack)
        }
    }

    package var svg: String {
        let (from, to) = (x(low), x(high)), mid = Self.line
        var parts = ["<rect class=\"band\" x=\"\(n(from))\" y=\"\(n(mid - 7))\" width=\"\(n(max(1, to - from)))\" height=\"14\"/>"]
        parts.append("<path class=\"axis\" d=\"M0 \(n(mid))H\(n(Self.width))\"/>")
        for other in others { parts.append("<circle class=\"other\" cx=\"\(n(x(other)))\" cy=\"\(n(mid))\" r=\"2\"/>") }
        var taken = -1e9
        for end in [low, high] where end.isFinite {
            let at = x(end), text = NumberText.short(end), anchor = at < 30 ? "start" : at > Self.width - 30 ? "end" : "middle"
            parts.append("<path class=\"end\" d=\"M\(n(at)) \(n(mid - 9))V\(n(mid + 9))\"/>")
            // Two numbers that would meet are one too many.
            if at - taken > 46 { parts.append("<text x=\"\(n(at))\" y=\"\(n(mid + 20))\" text-anchor=\"\(anchor)\">\(text)</text>") }
            taken = at
        }
        if uncertainty > 0 {
            let (a, b) = (x(observed - uncertainty), x(observed + uncertainty))
            parts.append("<path class=\"interval\" d=\"M\(n(a)) \(n(mid))H\(n(b))M\(n(a)) \(n(mid - 4))v8M\(n(b)) \(n(mid - 4))v8\"/>")
        }
        parts.append("<circle class=\"value\" cx=\"\(n(x(observed)))\" cy=\"\(n(mid))\" r=\"4\"/>")
        return "<svg class=\"claim-axis \(verdict.rawValue)\" viewBox=\"0 0 \(n(Self.width)) \(n(Self.height))\" width=\"\(n(Self.width))\" height=\"\(n(Self.height))\" aria-hidden=\"true\">\(parts.joined())</svg>"
    }

    /// Where a number stands; the ends where it lies beyond them.
    private func x(_ value: Double) -> Double {
        if value == -.infinity { return 0 }
        if value == .infinity { return Self.width }
        let position = isLogarithmic ? (value > 0 ? value.logarithm : -.infinity) : value
        return min(Self.width, max(0, (position - left) / (right - left) * Self.width))
    }

    private func n(_ value: Double) -> String { Drawing.number((value * 10).rounded() / 10) }
}

extension Double {
    fileprivate var logarithm: Double { Foundation.log10(self) }
}
