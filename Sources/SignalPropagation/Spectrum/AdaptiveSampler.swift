// Places a given number of points on a spectrum's curve so that its mass, mean and mean square are integrated well and a
// plot of it looks smooth.
//
// The curve is divided into cells of three points (ends and middle); the worst cell is halved until the points are used up.
// A cell's badness is the largest |Simpson - trapezoid| of the three shares (mass, m_1, m_2): where the trapezoid rule is
// good, the Simpson sums that are kept are far better. Two further terms serve readers of the grid: the error of the
// trapezoid rule in log lambda (it gathers points at an inverse square-root edge), and the density's bend (structure of
// little mass).
import Foundation

/// The result of sampling: points by ascending parameter, so by descending eigenvalue.
package struct CurveSample: Sendable {
    package var points: [CurvePoint]
    /// Mass of the bulk above each point.
    package var massAbove: [Double]
    /// Computed integrals of lambda^k over the bulk, k = 0, 1, 2, relative to m_k.
    package var shares: [Double]
}

package struct AdaptiveSampler: Sendable {
    package let curve: SpectralCurve
    /// log m_k for k = 0, 1, 2: the scales of the shares.
    package let logMoments: [Double]

    private struct Cell {
        var first: CurvePoint
        var middle: CurvePoint
        var last: CurvePoint
        var badness: Double
        var width: Double { last.parameter - first.parameter }
    }

    /// Samples the curve at `points` (an odd number, at least 17) points.
    package func sample(points: Int) throws -> CurveSample {
        var cells = try initialCells()
        var peak = cells.map { max($0.first.density, $0.middle.density) }.max() ?? 1
        for index in cells.indices { cells[index].badness = badness(cells[index], peak: peak) }
        while 2 * cells.count + 1 < points, let worst = cells.indices.max(by: { cells[$0].badness < cells[$1].badness })
        {
            let cell = cells[worst]
            var upper = try halve(cell.first, cell.middle)
            var lower = try halve(cell.middle, cell.last)
            peak = max(peak, max(upper.middle.density, lower.middle.density))
            upper.badness = badness(upper, peak: peak)
            lower.badness = badness(lower, peak: peak)
            cells[worst] = upper
            cells.append(lower)
        }
        cells.sort { $0.first.parameter < $1.first.parameter }
        return integrate(cells)
    }

    private func initialCells() throws -> [Cell] {
        let start = curve.start
        let end = curve.end()
        let count = 8
        var points: [CurvePoint] = []
        for k in 0...count {
            let parameter = start + (end - start) * Double(k) / Double(count)
            points.append(try curve.point(parameter, guess: points.last.map { max($0.angle, 0.1) } ?? 0.1))
        }
        return try (0..<count).map { try halve(points[$0], points[$0 + 1]) }
    }

    /// A cell between two points, with its middle computed.
    private func halve(_ first: CurvePoint, _ last: CurvePoint) throws -> Cell {
        let middle = try curve.point(
            0.5 * (first.parameter + last.parameter), guess: 0.5 * (first.angle + last.angle))
        return Cell(first: first, middle: middle, last: last, badness: 0)
    }

    /// The rate of lambda^k's share per unit of the parameter.
    private func rate(_ point: CurvePoint, order k: Int) -> Double {
        k == 0 ? point.massRate : exp(Double(k) * point.logEigenvalue - logMoments[k]) * point.massRate
    }

    private func badness(_ cell: Cell, peak: Double) -> Double {
        var worst = 0.0
        for k in 0...2 {
            let bend = rate(cell.first, order: k) - 2 * rate(cell.middle, order: k) + rate(cell.last, order: k)
            worst = max(worst, cell.width / 12 * abs(bend))
        }
        // How far the density's middle lies off the chord over log lambda.
        let span = cell.first.logEigenvalue - cell.last.logEigenvalue
        let share = span > 0 ? (cell.middle.logEigenvalue - cell.last.logEigenvalue) / span : 0.5
        let chord = cell.last.density + share * (cell.first.density - cell.last.density)
        let bend = abs(cell.middle.density - chord)
        return max(worst, 0.1 * span * bend, 1e-3 * bend / peak)
    }

    private func integrate(_ cells: [Cell]) -> CurveSample {
        var result = CurveSample(points: [], massAbove: [], shares: [0, 0, 0])
        guard let top = cells.first?.first else { return result }
        // Before the first point: zero at a soft edge, a rectangle at a hard one.
        for k in 0...2 { result.shares[k] = rate(top, order: k) * top.parameter }
        result.points.append(top)
        result.massAbove.append(result.shares[0])
        for cell in cells {
            let a = cell.first.massRate
            let m = cell.middle.massRate
            let b = cell.last.massRate
            let before = result.shares[0]
            // Integral of the parabola through the three points, over its first half.
            let half = cell.width / 24 * (5 * a + 8 * m - b)
            for k in 0...2 {
                let sum = rate(cell.first, order: k) + 4 * rate(cell.middle, order: k) + rate(cell.last, order: k)
                result.shares[k] += cell.width / 6 * sum
            }
            result.points.append(cell.middle)
            result.massAbove.append(min(max(before + half, before), result.shares[0]))
            result.points.append(cell.last)
            result.massAbove.append(result.shares[0])
        }
        return result
    }
}
