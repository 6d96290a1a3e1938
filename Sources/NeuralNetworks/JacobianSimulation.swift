// Simulates J = D^L W^L ⋯ D^1 W^1 of one network and computes its singular values. This file has what all ensembles share:
// records of the layers, the power of two that keeps a deep product in range, and the last step.
// Sequential, and a function of its inputs only; many simulations run side by side, each on one thread.
import LinearAlgebra
import NetworkModels
import Randomness

/// One simulation in progress.
package struct JacobianSimulation: Codable {
    package let network: RandomNetwork
    package let slopeSource: SlopeSource
    package let method: JacobianMethod
    package let stopwatch = Stopwatch()

    private var preactivationMeanSquares: [Double] = []
    private var slopeMeanSquares: [Double] = []
    /// The true J is 2^exponent times the stored one.
    private var exponent = 0

    /// Times are not part of the state.
    private enum CodingKeys: CodingKey {
        case network, slopeSource, method, preactivationMeanSquares, slopeMeanSquares, exponent
    }

    package init(network: RandomNetwork, slopes: SlopeSource, method: JacobianMethod = .automatic) {
        self.network = network
        slopeSource = slopes
        self.method = method
    }

    /// Runs the simulation from the first layer to the singular values.
    /// - Throws: `invalidParameter`, `nonFinite` when the signal overflows, LAPACK's failures.
    package mutating func run() throws(LinearAlgebraError) -> JacobianSpectrum {
        try network.validate()
        if method == .automatic, deflationIsWorthwhile {
            if let values = try deflatedSingularValues() { return outcome(of: values) }
            forgetLayers()
        }
        return try run(atDepths: [network.depth])[0]
    }

    /// Runs one forward pass and computes the singular values of the product of the first l layers, for each l in `depths`.
    /// - Parameter depths: ascending, within 1 … L.
    /// - Throws: as `run()`; `invalidParameter` for other depths.
    package mutating func run(atDepths depths: [Int]) throws(LinearAlgebraError) -> [JacobianSpectrum] {
        var spectra = try SpectraSimulation(self, atDepths: depths)
        while !spectra.isComplete { try spectra.advance() }
        self = spectra.simulation
        return spectra.spectra
    }

    /// Whether a signal is propagated.
    var propagatesSignal: Bool { slopeSource == .forwardPass }

    /// The layer's slopes and activations from W x, to which the biases are added; remembers its averages.
    mutating func record(layer: Int, weightedInput: [Double]) throws(LinearAlgebraError) -> LayerRecord {
        let record: LayerRecord
        switch slopeSource {
        case .forwardPass:
            let biases = network.biases(layer: layer)
            record = try LayerRecord(
                preactivations: zip(weightedInput, biases).map { $0 + $1 }, of: network, layer: layer,
                keepsActivations: true)
        case .independent:
            record = try LayerRecord(independentSlopesOf: network, layer: layer)
        }
        preactivationMeanSquares.append(record.preactivationMeanSquare)
        slopeMeanSquares.append(record.slopeMeanSquare)
        return record
    }

    /// The factor that brings a product of this squared norm back into range: a power of two, so that nothing is rounded.
    ///
    /// A layer cannot change the norm by more than a few dozen powers of two, so 2^±64 leaves ample room.
    mutating func rescaling(forSquaredNorm square: Double) -> Double {
        let power = Int(square.exponent) / 2
        guard square.isNormal, abs(power) > 64 else { return 1 }
        exponent += power
        return Double(sign: .plus, exponent: -power, significand: 1)
    }

    /// Records that the true product is 2^power times what it was.
    mutating func addExponent(_ power: Int) { exponent += power }

    /// Starts again when a method turns out not to apply.
    private mutating func forgetLayers() {
        preactivationMeanSquares = []
        slopeMeanSquares = []
    }

    /// The spectrum of the product of all layers so far; singular values that must be zero by structure are added as zeros.
    func outcome(destroying product: inout Matrix) throws(LinearAlgebraError) -> JacobianSpectrum {
        let values = try stopwatch.measure(.singularValues) { () throws(LinearAlgebraError) in
            try product.takeSingularValues()
        }
        return outcome(of: values + [Double](repeating: 0, count: network.width - values.count))
    }

    /// Restores the overall scale where its square and fourth power are representable.
    private func outcome(of values: [Double]) -> JacobianSpectrum {
        let magnitude = Int((values.first ?? 0).exponent) + exponent
        let representable = values.first == 0 || abs(magnitude) <= 256
        let factor = representable ? Double(sign: .plus, exponent: exponent, significand: 1) : 1
        return JacobianSpectrum(
            singularValues: values.map { $0 * factor }, exponent: representable ? 0 : exponent,
            preactivationMeanSquares: preactivationMeanSquares, slopeMeanSquares: slopeMeanSquares)
    }
}

extension RandomNetwork {
    /// Simulates the network's input-output Jacobian and returns its singular values.
    ///
    /// Deterministic bit for bit on one machine: a function of the description, `slopes` and `method`. Costs about
    /// 2N³L flops on the calling thread (less where neurons are dead, far less where deflation applies) and 24N² bytes.
    /// - Parameters:
    ///   - slopes: whether D comes from the forward pass (the default) or is independent of it.
    ///   - method: automatic by default; the full product for an independent comparison.
    /// - Throws: `invalidParameter`; `nonFinite` when a chaotic signal overflows; LAPACK's failures.
    public func jacobianSpectrum(
        slopes: SlopeSource = .forwardPass, method: JacobianMethod = .automatic
    ) throws(LinearAlgebraError) -> JacobianSpectrum {
        try withFlushToZero { () throws(LinearAlgebraError) in
            var simulation = JacobianSimulation(network: self, slopes: slopes, method: method)
            return try simulation.run()
        }
    }

    /// Simulates one network and returns the spectra of its first l layers, for each l in `depths`.
    ///
    /// The spectra share one forward pass and one running product, so four depths cost little more than the deepest; they
    /// belong to one network and are not independent of each other. The method is the full product.
    /// - Parameters:
    ///   - depths: ascending, from 1 to the network's depth.
    ///   - slopes: as for `jacobianSpectrum`.
    /// - Throws: as `jacobianSpectrum`; `invalidParameter` for other depths.
    public func jacobianSpectra(
        atDepths depths: [Int], slopes: SlopeSource = .forwardPass
    ) throws(LinearAlgebraError) -> [JacobianSpectrum] {
        try withFlushToZero { () throws(LinearAlgebraError) in
            var simulation = JacobianSimulation(network: self, slopes: slopes, method: .fullProduct)
            return try simulation.run(atDepths: depths)
        }
    }
}
