// The old and the new value of a claim on one small axis, each with its interval. The same stands beside it in words.
import Manuscript

/// Two estimates, drawn.
struct DifferenceAxis {
    private static let width = 300.0, inset = 30.0
    private let change: EstimateChange
    private let low, high: Double

    /// Nil where there are no two values, or they are the same.
    init?(_ claim: ClaimDifference) {
        guard let change = claim.change, change.judgement != .same, change.judgement != .roundOff else { return nil }
        let ends = [change.old, change.new].flatMap { [$0.value - ($0.halfWidth ?? 0), $0.value + ($0.halfWidth ?? 0)] }
        guard let low = ends.min(), let high = ends.max(), (high - low).isFinite, high > low else { return nil }
        (self.change, self.low, self.high) = (change, low, high)
    }

    var svg: String {
        "<svg class=\"difference-axis\" viewBox=\"0 0 \(n(Self.width)) 44\" width=\"\(n(Self.width))\" height=\"44\" aria-hidden=\"true\">"
            + row(change.old, "old", 12) + row(change.new, "new", 32) + "</svg>"
    }

    private func row(_ estimate: Estimate, _ side: String, _ y: Double) -> String {
        let (a, b, x) = (position(estimate.value - (estimate.halfWidth ?? 0)), position(estimate.value + (estimate.halfWidth ?? 0)), position(estimate.value))
        let interval = b - a > 1 ? "<path d=\"M\(n(a)) \(n(y))H\(n(b))M\(n(a)) \(n(y - 4))v8M\(n(b)) \(n(y - 4))v8\"/>" : ""
        return "<g class=\"\(side)\"><text x=\"0\" y=\"\(n(y + 3.5))\">\(side)</text><path class=\"axis\" d=\"M\(n(Self.inset)) \(n(y))H\(n(Self.width))\"/>\(interval)<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"4\"/></g>"
    }

    private func position(_ value: Double) -> Double {
        let left = Self.inset + 10, right = Self.width - 10
        return left + (value - low) / (high - low) * (right - left)
    }

    private func n(_ value: Double) -> String { Drawing.number((value * 10).rounded() / 10) }
}
