// P3-9: in linear networks skips move the saddle away from where learning starts, and speed learning up.
import BuildGraph
import Foundation
import Manuscript

private let place = "P3, version 1, linear dynamics"

/// The saddle of the plane of a mode.
struct SaddleMovesWithTheSkips: Claim {
    let skip: LinearSkip
    let strengths = [0.5, 1.0, 3]
    /// Distance of Newton's starts from the place that is claimed.
    let distance = 0.1

    init(_ skip: LinearSkip) { self.skip = skip }

    private var saddle: (a: Double, b: Double) {
        switch skip {
        case .plain: (0, 0)
        case .residual: (-1, -1)
        case .hyperResidual: (-1, -2)
        }
    }

    var id: String {
        switch skip {
        case .plain: "P3-9a"
        case .residual: "P3-9b"
        case .hyperResidual: "P3-9c"
        }
    }
    var statement: String {
        "The plane $(a, b)$ of a mode in a three-layer linear network has its saddle at $(\(Int(saddle.a)), \(Int(saddle.b)))$ when the network is \(skip.name)."
    }
    var source: String { place }
    var criterion: Criterion {
        .less(than: 1e-12, because: "round-off: Newton's method ends within a few ulp (2.2e-16) of coordinates up to 2, times the condition number of the Hessian, 1")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(strengths.flatMap { strength in
            [(1.0, 1.0), (1, -1), (-1, 0.5)].map { direction in
                let start = (a: saddle.a + distance * direction.0, b: saddle.b + distance * direction.1)
                let found = LinearPlane(skip: skip, strength: strength).saddle(from: start)
                return .init(
                    "s = \(strength), from (\(start.a), \(start.b))",
                    .exact(found.map { max(abs($0.a - saddle.a), abs($0.b - saddle.b)) } ?? .nan))
            }
        }, data: "distance of the saddle that Newton's method finds, at s = \(strengths.map { "\($0)" }.joined(separator: ", "))")
    }
}

/// Flows of the three networks from the same weights.
struct LinearComparison: Encodable, Sendable {
    let layers = 9
    let strengths = [2.0, 5, 10]
    /// a_l(0), the same in all layers and networks.
    let weights = [0.01, 0.1, 0.3]
    /// The flow has learnt when |1 - u/s| is this small.
    let tolerance = 0.05

    var text: String {
        "\(layers + 1) layers; s = \(strengths.map { "\(Int($0))" }.joined(separator: ", ")), all a(0) = \(weights.map { "\($0)" }.joined(separator: ", "))"
    }

    /// For every start and strength.
    func each<T>(_ body: (_ name: String, _ strength: Double, _ weight: Double) throws -> T) rethrows -> [T] {
        try strengths.flatMap { s in try weights.map { a in try body("s = \(Int(s)), a(0) = \(a)", s, a) } }
    }

    func chain(_ skip: LinearSkip, strength: Double, weight: Double) -> LinearChain {
        LinearChain(skip, weights: Array(repeating: weight, count: layers), strength: strength)
    }

    /// The time to learn, in tau, and the number of steps of gradient descent that this is at the largest rate that is stable along
    /// the whole flow, two over the largest curvature.
    func speed(_ skip: LinearSkip, strength: Double, weight: Double) throws -> (time: Double, steps: Double) {
        let chain = chain(skip, strength: strength, weight: weight), course = chain.course(tolerance: tolerance, points: 200)
        let time = course.last?.time ?? .nan
        return (time, try time / 2 * (course.map(chain.curvature).max() ?? .nan))
    }

    /// For every start and strength, ln of what learning costs the slower network over what it costs the faster one.
    func ratios(of cost: ((time: Double, steps: Double)) -> Double) throws -> [Observation.Item] {
        try each { name, s, a in
            let costs = try LinearSkip.allCases.map { cost(try speed($0, strength: s, weight: a)) }
            return [
                Observation.Item("plain over residual, \(name)", .exact(log(costs[0] / costs[1]))),
                Observation.Item("residual over hyper-residual, \(name)", .exact(log(costs[1] / costs[2]))),
            ]
        }.flatMap { $0 }
    }
}

/// The continuous-time flow is faster with more skips.
struct SkipsSpeedUpTheFlow: Claim {
    let comparison = LinearComparison()
    var id: String { "P3-9d" }
    var statement: String {
        "In continuous time a \(comparison.layers + 1)-layer linear network learns a mode faster when it is residual than when it is plain, and faster still when it is hyper-residual."
    }
    var source: String { "\(place); starts and strengths are our choice" }
    var criterion: Criterion { .greater(than: 0, because: "the logarithm of the slower network's time over the faster one's") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try comparison.ratios { $0.time }, data: "ln of the ratio of times to |1 − u/s| = \(comparison.tolerance); \(comparison.text)")
    }
}

/// The same in steps of gradient descent: our question.
struct StepsFollowTheFlow: Claim {
    let comparison = LinearComparison()
    var id: String { "P3-9e" }
    var statement: String {
        "In steps of gradient descent at the largest stable rate, two over the largest curvature along the flow, a \(comparison.layers + 1)-layer linear network learns a mode faster when it is residual than when it is plain, and faster still when it is hyper-residual."
    }
    var source: String { "our question" }
    var criterion: Criterion { .greater(than: 0, because: "the logarithm of the slower network's steps over the faster one's") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try comparison.ratios { $0.steps }, data: "ln of the ratio of steps to |1 − u/s| = \(comparison.tolerance); \(comparison.text)")
    }
}
