import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

extension RandomNetwork {
    /// J = D^L W^L ⋯ D^1 W^1 by its definition: formed weights, plain products, nothing left out.
    func plainJacobian(input: [Double]) throws -> Matrix {
        var (jacobian, x) = (Matrix.identity(width), input)
        for layer in 1...depth {
            let w = try weights(layer: layer)
            let h = zip(try w.times(x), biases(layer: layer)).map { $0 + $1 }
            let product = try w.times(jacobian)
            jacobian = Matrix(rows: width, columns: width) { nonlinearity.derivative(h[$0]) * product[$0, $1] }
            x = h.map(nonlinearity.value)
        }
        return jacobian
    }
}

@Suite struct JacobianSimulationTests {
    @Test(arguments: WeightEnsemble.allCases, Nonlinearity.allCases)
    func theSpectrumIsThatOfThePlainProduct(ensemble: WeightEnsemble, phi: Nonlinearity) throws {
        for (depth, qStar, sigmaB) in [(1, 0.5, 0.0), (2, 2.0, 0.3), (3, 0.05, 0.0), (7, 1.0, 0.1)] {
            let network = RandomNetwork(
                width: 70, depth: depth, nonlinearity: phi, ensemble: ensemble, sigmaW: 1.3, sigmaB: sigmaB, qStar: qStar,
                seed: 9)
            let spectrum = try network.jacobianSpectrum()
            let plain = try network.plainJacobian(input: network.inputSignal()).singularValues()
            // Each layer errs by about √N ulps of the norm; the factor 50 covers N and the singular value routine.
            let tolerance = 50 * Double(depth) * 70.0.squareRoot() * Double.ulpOfOne * plain[0]
            let worst = zip(spectrum.singularValues, plain).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(worst < tolerance, "depth \(depth)")
            #expect(spectrum.singularValues.count == 70 && spectrum.exponent == 0)
            #expect(spectrum.preactivationMeanSquares.count == depth && spectrum.slopeMeanSquares.count == depth)
        }
    }

    @Test(arguments: SlopeSource.allCases)
    func deflationAgreesWithTheFullProduct(slopes: SlopeSource) throws {
        for (width, depth, qStar) in [(120, 9, 0.3), (90, 1, 0.4), (60, 60, 0.15), (100, 5, 0.05), (40, 3, 0.9)] {
            let network = RandomNetwork(
                width: width, depth: depth, nonlinearity: .hardTanh, ensemble: .orthogonal, sigmaW: 1.02, sigmaB: 0.05,
                qStar: qStar, seed: 12)
            let deflated = try network.jacobianSpectrum(slopes: slopes)
            let product = try network.jacobianSpectrum(slopes: slopes, method: .fullProduct)
            // Both accumulate about √N ulps per layer, as in the comparison with the plain product.
            let tolerance = 50 * Double(depth) * Double(width).squareRoot() * Double.ulpOfOne * product.largest
            let worst = zip(deflated.singularValues, product.singularValues).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(worst < tolerance, "width \(width), depth \(depth)")
            #expect(deflated.singularValues.count == width)
            #expect(deflated.slopeMeanSquares == product.slopeMeanSquares)
        }
    }

    @Test func theFullProductIsUsedWhenMoreNeuronsDieThanThereAreDimensions() throws {
        // Four neurons, three layers, P(dead) = 0.29: several of 40 networks have more than four dead neurons in total.
        var mostDead = 0
        for seed in 0..<40 {
            let network = RandomNetwork(
                width: 4, depth: 3, nonlinearity: .hardTanh, ensemble: .orthogonal, sigmaW: 1.5, qStar: 0.9,
                seed: UInt64(seed))
            let (automatic, product) = (try network.jacobianSpectrum(), try network.jacobianSpectrum(method: .fullProduct))
            for (a, b) in zip(automatic.singularValues, product.singularValues) { #expect(abs(a - b) < 1e-13) }
            #expect(automatic.slopeMeanSquares == product.slopeMeanSquares)
            mostDead = max(mostDead, Int(automatic.slopeMeanSquares.reduce(0) { $0 + 4 * (1 - $1) }.rounded()))
        }
        #expect(mostDead > 4)
    }

    @Test func deflationKeepsScalesBeyondTheRangeOfADouble() throws {
        let network = RandomNetwork(
            width: 30, depth: 700, nonlinearity: .hardTanh, ensemble: .orthogonal, sigmaW: 8, qStar: 1e-3, seed: 1)
        let spectrum = try network.jacobianSpectrum(slopes: .independent)
        // 8^700 = 2^2100, and q* is too small for any neuron to die.
        #expect(spectrum.exponent == 2100 && spectrum.singularValues == [Double](repeating: 1, count: 30))
    }

    @Test func theInputsPreactivationsHaveMeanSquareQStar() {
        let network = RandomNetwork(
            width: 50, depth: 1, nonlinearity: .linear, ensemble: .gaussian, sigmaW: 1, qStar: 0.37, seed: 2)
        let meanSquare = network.inputSignal().reduce(0) { $0 + $1 * $1 } / 50
        #expect(abs(meanSquare / 0.37 - 1) < 50 * Double.ulpOfOne)
    }

    @Test(arguments: SlopeSource.allCases)
    func aLinearOrthogonalNetworkIsAnIsometryAtAnyDepth(slopes: SlopeSource) throws {
        let network = RandomNetwork(
            width: 90, depth: 40, nonlinearity: .linear, ensemble: .orthogonal, sigmaW: 1, qStar: 1, seed: 1)
        let spectrum = try network.jacobianSpectrum(slopes: slopes)
        // Forty orthogonal factors, each orthogonal to about √N ulps.
        for s in spectrum.singularValues { #expect(abs(s - 1) < 40 * 90 * Double.ulpOfOne) }
        // The length of the signal is preserved too: h^l has mean square q* in every layer.
        if slopes == .forwardPass {
            for q in spectrum.preactivationMeanSquares { #expect(abs(q - 1) < 40 * 90 * Double.ulpOfOne) }
        }
    }

    @Test(arguments: WeightEnsemble.allCases)
    func deadNeuronsAreExactZerosOfTheSpectrum(ensemble: WeightEnsemble) throws {
        let network = RandomNetwork(
            width: 64, depth: 3, nonlinearity: .relu, ensemble: ensemble, sigmaW: 2.0.squareRoot(), qStar: 1, seed: 6)
        let spectrum = try network.jacobianSpectrum()
        // J's rank is at most the number of live neurons in the layer with the fewest.
        let alive = Int((64 * (spectrum.slopeMeanSquares.min() ?? 1)).rounded())
        #expect(spectrum.resolvedCount <= alive)
        #expect(spectrum.singularValues[min(alive + 10, 63)...].allSatisfy { $0 <= spectrum.roundOffFloor })
        #expect(spectrum.singularValues == spectrum.singularValues.sorted(by: >))
    }

    @Test func aNetworkOfDeadNeuronsHasOnlyZeros() throws {
        // One neuron, ReLU: for half of all seeds it is dead in the first layer, and nothing is left to decompose.
        for seed in 0..<16 {
            for ensemble in WeightEnsemble.allCases {
                let network = RandomNetwork(
                    width: 1, depth: 2, nonlinearity: .relu, ensemble: ensemble, sigmaW: 1, qStar: 1, seed: UInt64(seed))
                let spectrum = try network.jacobianSpectrum()
                let plain = try network.plainJacobian(input: network.inputSignal()).singularValues()
                #expect(abs(spectrum.largest - plain[0]) <= 4 * Double.ulpOfOne * plain[0])
            }
        }
    }

    @Test(arguments: WeightEnsemble.allCases)
    func sigmaWScalesALinearJacobianExactlyEvenBeyondTheRangeOfADouble(ensemble: WeightEnsemble) throws {
        // sigma_w = 4 instead of 1 multiplies J by 4^L = 2^2048 without rounding, so the digits must be the same.
        var network = RandomNetwork(
            width: 24, depth: 1024, nonlinearity: .linear, ensemble: ensemble, sigmaW: 1, qStar: 1, seed: 3)
        let unit = try network.jacobianSpectrum(slopes: .independent)
        network.sigmaW = 4
        let scaled = try network.jacobianSpectrum(slopes: .independent)
        #expect(scaled.exponent + Int(scaled.largest.exponent) == unit.exponent + Int(unit.largest.exponent) + 2048)
        #expect(abs(scaled.largest.significand - unit.largest.significand) < 1e-12)
        for (s, u) in zip(scaled.singularValues, unit.singularValues) where u > unit.roundOffFloor {
            #expect(abs(s / scaled.largest - u / unit.largest) < 1e-12)
        }
        let finite = scaled.singularValues.allSatisfy(\.isFinite)
        #expect(finite)
    }

    @Test func theSpectrumHasTheSameBitsOnAnyThread() async throws {
        let networks = WeightEnsemble.allCases.map {
            RandomNetwork(width: 100, depth: 5, nonlinearity: .tanh, ensemble: $0, sigmaW: 1.2, sigmaB: 0.1, qStar: 1, seed: 4)
        }
        let alone = try networks.map { try $0.jacobianSpectrum() }
        try await withThrowingTaskGroup(of: (Int, JacobianSpectrum).self) { group in
            for i in 0..<16 { group.addTask { (i % 2, try networks[i % 2].jacobianSpectrum()) } }
            for try await (i, spectrum) in group { #expect(spectrum == alone[i]) }
        }
    }

    @Test func anotherSeedIsAnotherNetwork() throws {
        var network = RandomNetwork(
            width: 20, depth: 2, nonlinearity: .tanh, ensemble: .gaussian, sigmaW: 1, qStar: 1, seed: 1)
        let first = try network.jacobianSpectrum()
        network.seed = 2
        #expect(try network.jacobianSpectrum() != first)
    }

    @Test func invalidNetworksAreRejectedNamingTheParameter() {
        let good = RandomNetwork(
            width: 2, depth: 1, nonlinearity: .tanh, ensemble: .gaussian, sigmaW: 1, qStar: 1, seed: 1)
        let faults: [(String, (inout RandomNetwork) -> Void)] = [
            ("width", { $0.width = 0 }), ("depth", { $0.depth = 0 }), ("sigmaW", { $0.sigmaW = 0 }),
            ("sigmaB", { $0.sigmaB = -.infinity }), ("qStar", { $0.qStar = .nan }),
        ]
        for (name, spoil) in faults {
            var network = good
            spoil(&network)
            let error = #expect(throws: LinearAlgebraError.self) { try network.jacobianSpectrum() }
            #expect(error?.description.hasPrefix(name) == true)
        }
    }

    @Test func aSignalThatOverflowsIsAnErrorAndNotASpectrum() {
        let network = RandomNetwork(
            width: 8, depth: 600, nonlinearity: .relu, ensemble: .gaussian, sigmaW: 20, qStar: 1, seed: 1)
        #expect(throws: LinearAlgebraError.self) { try network.jacobianSpectrum() }
    }

    @Test(arguments: WeightEnsemble.allCases, [Nonlinearity.linear, .relu, .tanh])
    func onePassGivesTheSpectraOfShallowerNetworksBitForBit(ensemble: WeightEnsemble, phi: Nonlinearity) throws {
        var network = RandomNetwork(
            width: 40, depth: 9, nonlinearity: phi, ensemble: ensemble, sigmaW: 1.2, sigmaB: 0.1, qStar: 0.7, seed: 8)
        let spectra = try network.jacobianSpectra(atDepths: [1, 2, 5, 9])
        for (depth, spectrum) in zip([1, 2, 5, 9], spectra) {
            network.depth = depth
            #expect(try network.jacobianSpectrum(method: .fullProduct) == spectrum, "depth \(depth)")
        }
    }

    @Test(arguments: WeightEnsemble.allCases)
    func onePassKeepsTheScaleOfEveryDepthBeyondTheRangeOfADouble(ensemble: WeightEnsemble) throws {
        // The product is rescaled by powers of two on the way; each depth must have its own power.
        var network = RandomNetwork(
            width: 12, depth: 700, nonlinearity: .linear, ensemble: ensemble, sigmaW: 8, qStar: 1, seed: 5)
        let depths = [3, 40, 200, 700]
        let spectra = try network.jacobianSpectra(atDepths: depths, slopes: .independent)
        for (depth, spectrum) in zip(depths, spectra) {
            network.depth = depth
            #expect(try network.jacobianSpectrum(slopes: .independent, method: .fullProduct) == spectrum, "depth \(depth)")
        }
    }

    @Test(arguments: [[], [0, 1], [2, 2], [3, 1], [1, 4]])
    func depthsThatAreNotOnTheWayAreRefused(depths: [Int]) {
        let network = RandomNetwork(
            width: 4, depth: 3, nonlinearity: .tanh, ensemble: .gaussian, sigmaW: 1, qStar: 1, seed: 1)
        #expect(throws: LinearAlgebraError.self) { try network.jacobianSpectra(atDepths: depths) }
    }
}
