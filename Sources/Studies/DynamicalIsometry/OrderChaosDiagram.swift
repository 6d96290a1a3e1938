// Figure 1: where gradients vanish and where they explode, for tanh.
import BuildGraph
import Manuscript
import NetworkModels
import SignalPropagation

/// The critical line chi = 1 in the plane of sigma_w and sigma_b, coloured by q*.
public struct OrderChaosDiagram: Figure {
    public let plot = Plot("order-chaos", width: 680, height: 430)
    public let largestQStar = 1.5
    public let points = 200
    /// Values of q* to mark on the line.
    public let marks = [0.25, 0.5, 1]

    public init() {}

    public func draw(_ inputs: Inputs) throws -> Drawing {
        // Quadratic spacing: the line leaves its linear end as sigma_b ~ q*^{3/2}.
        let qStars = (1...points).map { largestQStar * (Double($0) / Double(points)) * (Double($0) / Double(points)) }
        let line = try CriticalPoint.criticalLine(.tanh, qStars: qStars)
        var drawing = Drawing()
        drawing.add("critical_line", columns(line))
        drawing.set("largest_q_star", largestQStar)
        drawing.add("marked", columns(try CriticalPoint.criticalLine(.tanh, qStars: marks)) + [
            Column("mark", marks.map(Fraction.text))
        ])
        return drawing
    }

    private func columns(_ line: [CriticalPoint]) -> [Column] {
        [
            Column("q_star", line.map(\.qStar)), Column("sigma_w", line.map(\.sigmaW)),
            Column("sigma_b", line.map(\.sigmaB)),
        ]
    }
}
