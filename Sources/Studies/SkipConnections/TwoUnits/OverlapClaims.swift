// P3-13: the overlap manifold of two units is a plateau that holds learning on its stable segment. Found by Wei et al. 2008, on whom
// P3 builds; here for Gaussian inputs, where nothing is sampled.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript

private let place = "P3, figure 2 (recalled), after Wei et al. 2008; teachers are our choice"
private let examples = [TwoUnitExample.opposing, .allied]

/// The manifold is made of stationary points.
struct OverlapIsStationary: Claim {
    let teachers = examples
    let positions = [-3, -1, -0.5, 0, 0.5, 1, 3.0]
    var id: String { "P3-13a" }
    var statement: String { "Where two units overlap as the best single unit, $h = 0$, the gradient vanishes for every $z$: the overlap manifold is a plateau." }
    var source: String { place }
    var criterion: Criterion {
        .less(than: 2e-14, because: "round-off: sums of four products of numbers up to 3, each with a few rounding errors of 2.2e-16")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(teachers.flatMap { example in
            let unit = example.teacher.bestSingleUnit()
            return positions.map { z in
                let gradient = example.teacher.gradient(unit.point(z: z).parameters)
                return Observation.Item("\(example.name), z = \(z)", .exact(gradient.map(abs).max() ?? .nan))
            }
        }, data: "largest component of the gradient; averages over Gaussian inputs in closed form")
    }
}

/// Where the manifold is stable.
struct OverlapIsStableOnOneSegment: Claim {
    let teachers = examples
    let positions = [-3, -1.5, -1.1, -0.9, -0.5, 0, 0.5, 0.9, 1.1, 1.5, 3.0]
    var id: String { "P3-13b" }
    var statement: String {
        "The elimination manifolds $z = \\pm 1$ part the overlap manifold into a stable and an unstable part: it is stable for $|z| < 1$ if $q > 0$, and for $|z| > 1$ if $q < 0$."
    }
    var source: String { place }
    var criterion: Criterion {
        .equals(0, within: 0, because: "one flat direction, along the manifold, and one falling direction where it is unstable: whole numbers")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try teachers.flatMap { example in
            let unit = example.teacher.bestSingleUnit()
            return try positions.map { z in
                let hessian = example.teacher.hessian(unit.point(z: z).parameters)
                let values = try Matrix(rows: 4, columns: 4) { hessian[$0][$1] }.symmetricEigenvalues()
                // Round-off of eigenvalues is below 1e-15, and the smallest that do not vanish are above 1e-5.
                let (flat, falling) = (values.count { abs($0) < 1e-12 }, values.count { $0 <= -1e-12 })
                let isStable = (1 - z * z) * unit.curvature > 0, beyond = abs(flat - 1) + abs(falling - (isStable ? 0 : 1))
                return Observation.Item("\(example.name), z = \(z)", .exact(Double(beyond)))
            }
        }, data: "flat and falling directions of the exact Hessian beyond those expected")
    }
}

/// The stable segment holds the flow for ever; from the unstable one it reaches the teacher.
struct StableOverlapHoldsLearning: Claim {
    let example = TwoUnitExample.opposing
    /// Of h and z at the start: |z| < 1, where the manifold is stable.
    let starts = [[0.5, 0.3], [0.5, -0.3], [1, 0.1], [0.2, 0.8]]
    let time = 40_000.0
    var id: String { "P3-13c" }
    var statement: String { "Learning that starts near the stable part of the overlap manifold ends on it, with the loss of a single unit, although two units can learn the teacher exactly." }
    var source: String { place }
    var criterion: Criterion {
        .equals(1, within: 1e-3, because: "the flow is to end there: a thousandth of the plateau's loss is left for the end of its approach")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let unit = example.teacher.bestSingleUnit()
        return .list(starts.map { start in
            let end = example.teacher.flow(from: unit.point(h: start[0], z: start[1]).parameters, time: time, steps: Int(time))
            return Observation.Item("from h = \(start[0]), z = \(start[1])", .exact(example.teacher.loss(end) / unit.loss))
        }, data: "loss at time \(Int(time)) over the loss of the best single unit; \(example.name)")
    }
}

/// From the unstable part learning goes on.
struct UnstableOverlapLetsGo: Claim {
    let example = TwoUnitExample.opposing
    let starts = [[0.5, 1.3], [-0.5, -1.3], [0.2, 1.5], [0.05, 2]]
    let time = 40_000.0
    var id: String { "P3-13d" }
    var statement: String { "Learning that starts near the unstable part of the overlap manifold leaves it and reaches the teacher." }
    var source: String { place }
    var criterion: Criterion { .less(than: 1e-3, because: "the flow is to end at the teacher: a thousandth of the plateau's loss is left for the end of its approach") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let unit = example.teacher.bestSingleUnit()
        return .list(starts.map { start in
            let end = example.teacher.flow(from: unit.point(h: start[0], z: start[1]).parameters, time: time, steps: Int(time))
            return Observation.Item("from h = \(start[0]), z = \(start[1])", .exact(example.teacher.loss(end) / unit.loss))
        }, data: "loss at time \(Int(time)) over the loss of the best single unit; \(example.name)")
    }
}
