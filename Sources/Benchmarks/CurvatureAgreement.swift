// The greatest differences between Hessians of the same networks that are computed in different ways, for every kind of layer:
// what `docs/numerics.md` states.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness

/// Prints a line per kind of network, of 4 layers of 12 neurons with 19 inputs and 5 outputs, on 80 samples. All are relative: to
/// the largest number of the product, or for symmetry to |H u| |v|.
func printCurvatureAgreement() throws {
    let kinds: [(name: String, skip: Skip, normalised: Int?)] = [
        ("plain", .none, nil), ("residual", .identity, nil), ("orthogonal skips", .fixed(.orthogonal(folds: 0)), nil),
        ("folded skips", .fixed(.orthogonal(folds: 2)), nil), ("unit-circle skips", .fixed(.unitCircle(decay: 0.2)), nil),
        ("hyper-residual", .hyperResidual(.orthogonal(folds: 2)), nil), ("plain, normalised", .none, 2),
    ]
    print("greatest differences            finite differences    symmetry    columns: double, single      SLQ beyond its bounds")
    for (name, skip, normalised) in kinds {
        for phi in [Nonlinearity.tanh, .relu] {
            let agreement = try CurvatureAgreement(HiddenLayers(width: 12, count: 4, nonlinearity: phi, skip: skip, normalised: normalised))
            print((name + ", \(phi)").padding(toLength: 32, withPad: " ", startingAt: 0)
                + String(
                    format: "%18.1e %11.1e %15.1e %9.1e %20.4f", agreement.finiteDifferences, agreement.symmetry, agreement.double,
                    agreement.single, agreement.quadrature))
        }
    }
    print("SLQ: shares below -0.1, -0.01, 0.01, 0.1 and 1 by 12 probes of 60 steps; the greatest distance of the exact share from the bounds.")
}

/// The differences for one kind of network.
private struct CurvatureAgreement {
    /// The reference's products against central differences of its gradient, with a step of 1e-5.
    var finiteDifferences: Double
    /// |u · H v - v · H u| of the reference.
    var symmetry: Double
    /// The fast products against the reference, column by column, in double and in single precision.
    var double, single: Double
    /// How far shares of the whole spectrum lie outside of the bounds by stochastic Lanczos quadrature.
    var quadrature: Double

    init(_ hidden: HiddenLayers) throws {
        let network = NetworkRealisation(LayerStack(inputs: 19, hidden: hidden, outputs: 5), start: NetworkStart(.glorotNormal), seed: 6)
        let samples = 80, inputs = Matrix.gaussian(rows: 19, columns: samples, deviation: 1, from: RandomStream(seed: 2))
        let labels = (0..<samples).map { $0 % 5 }, targets = Matrix(rows: 5, columns: samples) { labels[$1] == $0 ? 1 : 0 }
        let parameters = try network.singleParameters().elements.map { Double($0) }, objective = Objective(.crossEntropy)
        let reference = try ReferenceHessian(ReferenceNetwork(network), parameters, inputs, targets: targets, objective)
        func direction(_ seed: UInt64) -> [Double] {
            var v = [Double](repeating: 0, count: parameters.count)
            for (index, value) in zip(reference.indices, RandomStream(seed: seed).normals(reference.indices.count)) { v[index] = value }
            return v
        }
        func gradient(_ v: [Double], _ step: Double) throws -> [Double] {
            try reference.network.gradient(zip(parameters, v).map { $0 + step * $1 }, inputs, targets: targets, objective.loss)
        }
        func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

        let (u, v) = (direction(3), direction(4)), step = 1e-5
        let (hu, hv) = (try reference.times(u), try reference.times(v))
        let (above, below) = (try gradient(v, step), try gradient(v, -step))
        finiteDifferences = largest(reference.indices.map { (above[$0] - below[$0]) / (2 * step) - hv[$0] }) / largest(hv)
        symmetry = abs(dot(u, hv) - dot(v, hu)) / (dot(hu, hu) * dot(v, v)).squareRoot()

        let whole = try reference.matrix()
        func distance<T: ProductScalar>(_: T.Type) throws -> Double {
            let fast = try BatchHessian<T>(network, parameters: parameters, inputs: inputs, labels: labels, objective: objective)
            return try fast.matrix().largestDifference(from: whole) / largest(whole.elements)
        }
        (double, single) = (try distance(Double.self), try distance(Float.self))

        let fast = try BatchHessian<Double>(network, parameters: parameters, inputs: inputs, labels: labels, objective: objective)
        let eigenvalues = try whole.symmetricEigenvalues()
        let estimate = try SpectralEstimate(count: fast.count, probes: 12, steps: 60, seed: 1) { vectors throws(LinearAlgebraError) in
            try fast.times(vectors)
        }
        quadrature = try [-0.1, -0.01, 0.01, 0.1, 1].map { x in
            let share = try estimate.share(below: x), truth = Double(eigenvalues.count { $0 < x }) / Double(eigenvalues.count)
            return max(0, share.low - truth, truth - share.high)
        }.max() ?? .nan
    }
}
