// Figure 2: how two weights in a row learn a mode. Everything but the initial balance is fixed: tau = 1, s = 1.
import BuildGraph
import Foundation
import Manuscript
import SignalPropagation

/// The phase plane of the two layers of one mode.
public struct PhasePlane: Figure {
    public let plot = Plot("linear-phase-plane", width: 680, height: 530)
    let strength = 1.0
    /// Half the side of the plane that is shown.
    let extent = 2.2
    /// Arrows along a side.
    let arrows = 17
    /// Starts of the trajectories: a small balanced one, which waits at the saddle, and an unequal one.
    let starts = [[-1.9, 1.95], [1.9, -0.15]]

    public init() {}

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let grid = (0..<arrows).map { extent * (2 * Double($0) / Double(arrows - 1) - 1) }
        let points = grid.flatMap { a in grid.map { (a, $0) } }
        let velocities = points.map { a, b in (b * (strength - a * b), a * (strength - a * b)) }
        drawing.add("field", [
            Column("layer_a", points.map(\.0)), Column("layer_b", points.map(\.1)),
            Column("velocity_a", velocities.map(\.0)), Column("velocity_b", velocities.map(\.1)),
        ])
        // The hyperbola of solutions, its two branches; and the stable manifold of the saddle, a = -b.
        let branch = (0...200).map { exp(log(extent / strength) * (2 * Double($0) / 200 - 1)) * strength.squareRoot() }
        drawing.add("solutions", family: [1.0, -1].map { sign in
            Drawing.Member(sign > 0 ? "a, b > 0" : "a, b < 0", [
                Column("layer_a", branch.map { sign * $0 }), Column("layer_b", branch.map { sign * strength / $0 }),
            ])
        })
        drawing.add("saddle_manifold", [Column("layer_a", [-extent, extent]), Column("layer_b", [extent, -extent])])
        drawing.add("trajectories", family: try starts.map { start in
            let states = try trajectory(from: start)
            return Drawing.Member("from (\(start[0]), \(start[1]))", [
                Column("time", unit: "tau", states.map(\.time)), Column("layer_a", states.map { $0.values[0] }),
                Column("layer_b", states.map { $0.values[1] }),
                Column("difference_of_squares", states.map { $0.values[0] * $0.values[0] - $0.values[1] * $0.values[1] }),
            ])
        })
        drawing.set("extent", extent)
        drawing.set("strength", strength)
        return drawing
    }

    private func trajectory(from start: [Double]) throws -> [AutonomousFlow.State] {
        let s = strength
        let flow = AutonomousFlow { [$0[1] * (s - $0[0] * $0[1]), $0[0] * (s - $0[0] * $0[1])] }
        return try flow.states(from: start, at: (0...240).map { 0.05 * Double($0) })
    }
}
