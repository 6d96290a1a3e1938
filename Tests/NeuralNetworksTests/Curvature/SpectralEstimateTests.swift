// Estimates of a spectrum against whole spectra of the same networks.
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

@Suite struct SpectralEstimateTests {
    /// A network of 5 classes and 12 neurons per layer, and the Hessian of its loss on 80 images.
    private func hessian(_ skip: Skip) throws -> BatchHessian<Double> {
        let network = NetworkRealisation(
            LayerStack(inputs: 19, hidden: HiddenLayers(width: 12, count: 4, nonlinearity: .relu, skip: skip), outputs: 5),
            start: NetworkStart(.glorotNormal), seed: 6)
        let images = Batches.images(80), (inputs, targets) = Batches.matrices(images, Array(0..<80), meanSquare: 1)
        let labels = (0..<80).map { sample in (0..<5).first { targets[$0, sample] == 1 } ?? 0 }
        return try BatchHessian<Double>(
            network, parameters: try network.singleParameters().elements.map(Double.init), inputs: inputs, labels: labels,
            objective: Objective(.crossEntropy))
    }

    /// The bounds hold each probe's measure; their mean is off by its standard error, 4 of which a mean of 12 exceeds with
    /// probability 2e-3 for each of the 12 comparisons, were the seed not fixed.
    @Test("Shares are those of the whole spectrum, within bounds and standard errors", arguments: [Skip.none, .identity])
    func agreesWithTheSpectrum(skip: Skip) throws {
        let hessian = try hessian(skip), eigenvalues = try hessian.matrix().symmetricEigenvalues()
        let estimate = try SpectralEstimate(count: hessian.count, probes: 12, steps: 60, seed: 1) { vectors throws(LinearAlgebraError) in
            try hessian.times(vectors)
        }
        let largest = try #require(eigenvalues.last)
        #expect(abs(try estimate.largest() - largest) < 1e-9 * largest)
        for x in [-0.1, -1e-2, 1e-2, 0.1, 1] {
            let share = try estimate.share(below: x), truth = Double(eigenvalues.count { $0 < x }) / Double(eigenvalues.count)
            #expect(share.low - 4 * share.standardError <= truth && truth <= share.high + 4 * share.standardError, "x = \(x)")
        }
        let near = try estimate.share(between: -1e-2, and: 1e-2)
        let truth = Double(eigenvalues.count { abs($0) < 1e-2 }) / Double(eigenvalues.count)
        #expect(near.low - 4 * near.standardError <= truth && truth <= near.high + 4 * near.standardError)
    }

    @Test("With as many steps as parameters each probe's measure is exact: the bounds meet")
    func exhausted() throws {
        let values = (0..<30).map { Double($0 % 5) - 1 }
        let estimate = try SpectralEstimate(count: 30, probes: 400, steps: 30, seed: 2) { vectors throws(LinearAlgebraError) in
            vectors.map { zip($0, values).map(*) }
        }
        let share = try estimate.share(between: -0.5, and: 0.5)
        #expect(share.stepError == 0)
        #expect(abs(share.middle - 0.2) < 4 * share.standardError && share.standardError < 0.01)
    }

    @Test("Too few parameters, probes or steps are refused; a product that is not finite names layer and step")
    func refused() throws {
        func estimate(_ count: Int, _ probes: Int, _ steps: Int) throws {
            _ = try SpectralEstimate(count: count, probes: probes, steps: steps, seed: 1) { vectors throws(LinearAlgebraError) in vectors }
        }
        #expect(throws: LinearAlgebraError.self) { try estimate(1, 4, 4) }
        #expect(throws: LinearAlgebraError.self) { try estimate(9, 1, 4) }
        #expect(throws: LinearAlgebraError.self) { try estimate(9, 4, 0) }
        #expect(throws: LinearAlgebraError.nonFinite(operation: "Hessian product, layer 3, Lanczos step 2")) {
            var step = 0
            _ = try SpectralEstimate(count: 9, probes: 2, steps: 5, seed: 1) { vectors throws(LinearAlgebraError) in
                step += 1
                if step == 2 { throw .nonFinite(operation: "Hessian product, layer 3") }
                return vectors.map { v in v.enumerated().map { Double($0.offset) * $0.element } }
            }
        }
    }

    @Test("Forced zeros are counted: an input that is never on, and what the softmax does not see")
    func forced() throws {
        let network = NetworkRealisation(
            LayerStack(inputs: 4, hidden: HiddenLayers(width: 6, count: 2, nonlinearity: .tanh), outputs: 3), start: NetworkStart(.glorotNormal),
            seed: 6)
        var inputs = Matrix.gaussian(rows: 4, columns: 40, deviation: 1, from: RandomStream(seed: 3))
        for j in 0..<40 { inputs[2, j] = 0 }
        let hessian = try BatchHessian<Double>(
            network, parameters: try network.singleParameters().elements.map(Double.init), inputs: inputs, labels: (0..<40).map { $0 % 3 },
            objective: Objective(.crossEntropy))
        let matrix = try hessian.matrix()
        // Six weights of the input, and six weights' and one bias's shifts.
        #expect(hessian.forcedNullity(of: matrix) == 13)
        let count = DegeneracyCount(try matrix.symmetricEigenvalues(), forced: 13)
        #expect(count.parameters == 93 && count.absolute >= 13)
        #expect(try matrix.symmetricEigenvalues().count { abs($0) < 1e-13 } == 13)
    }
}
