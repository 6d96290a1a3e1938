// The figure of the three planes: where the saddle is, and where learning starts.
import BuildGraph
import Foundation
import Manuscript

/// Flow, saddle and solutions in the plane of one mode, for the three linear networks.
struct LinearPlanes: Figure {
    let plot = Plot.panels("linear-planes", height: 310)
    let strength = 3.0
    /// The same small weights in all networks.
    let starts = [[0.3, -0.15], [-0.15, 0.3], [-0.3, -0.2]]
    let horizontal = [-3.2, 2.2], vertical = [-4.0, 2.2]
    /// Arrows per axis.
    let arrows = 13

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        drawing.setPanels(LinearSkip.allCases.map(\.name))
        drawing.set("horizontal", horizontal)
        drawing.set("vertical", vertical)
        let planes = LinearSkip.allCases.map { LinearPlane(skip: $0, strength: strength) }
        drawing.add("flow", family: planes.map { Drawing.Member($0.skip.name, panel: $0.skip.name, field($0)) })
        drawing.add("solutions", family: planes.map { Drawing.Member($0.skip.name, panel: $0.skip.name, solutions($0)) })
        drawing.add("saddle", family: planes.map { plane in
            Drawing.Member(plane.skip.name, panel: plane.skip.name, [
                Column("a", [-plane.skip.offset(layer: 1)]), Column("b", [-plane.skip.offset(layer: 2)]),
            ])
        })
        // The line that ends in the saddle: u = -v is kept by the flow, since u² - v² is.
        drawing.add("stable", family: planes.map { plane in
            let (c, d) = (plane.skip.offset(layer: 1), plane.skip.offset(layer: 2)), line = (-60...60).map { Double($0) / 10 }
            return Drawing.Member(plane.skip.name, panel: plane.skip.name, [
                Column("a", line.map { $0 - c }), Column("b", line.map { -$0 - d }),
            ])
        })
        drawing.add("paths", family: planes.map { plane in
            let paths = starts.map { plane.path(from: ($0[0], $0[1]), time: 12, steps: 1200) }
            return Drawing.Member(plane.skip.name, panel: plane.skip.name, [
                // A gap between two paths.
                Column("a", paths.flatMap { $0.map(\.a) + [.nan] }), Column("b", paths.flatMap { $0.map(\.b) + [.nan] }),
            ])
        })
        drawing.add("starts", [Column("a", starts.map { $0[0] }), Column("b", starts.map { $0[1] })])
        return drawing
    }

    /// Arrows of one length with their speed, in 1/tau.
    private func field(_ plane: LinearPlane) -> [Column] {
        let cell = (horizontal[1] - horizontal[0]) / Double(arrows), high = (vertical[1] - vertical[0]) / Double(arrows)
        var columns: [[Double]] = [[], [], [], [], []]
        for i in 0..<arrows {
            for j in 0..<arrows {
                let (a, b) = (horizontal[0] + (Double(i) + 0.5) * cell, vertical[0] + (Double(j) + 0.5) * high)
                let force = plane.force(a, b), speed = hypot(force.a, force.b), length = 0.72 * min(cell, high)
                guard speed > 0 else { continue }
                let (da, db) = (length * force.a / speed, length * force.b / speed)
                for (k, value) in [a - da / 2, b - db / 2, da, db, speed].enumerated() { columns[k].append(value) }
            }
        }
        return [
            Column("a", columns[0]), Column("b", columns[1]), Column("da", columns[2]), Column("db", columns[3]),
            Column("speed", unit: "1/τ", columns[4]),
        ]
    }

    /// (a + c)(b + d) = s, both branches.
    private func solutions(_ plane: LinearPlane) -> [Column] {
        let factors = (-60...60).map { exp(Double($0) / 20) * strength.squareRoot() }
        let (c, d) = (plane.skip.offset(layer: 1), plane.skip.offset(layer: 2))
        let branches = [1.0, -1].map { sign in factors.map { (sign * $0 - c, sign * strength / $0 - d) } }
        return [Column("a", branches.flatMap { $0.map(\.0) + [.nan] }), Column("b", branches.flatMap { $0.map(\.1) + [.nan] })]
    }
}
