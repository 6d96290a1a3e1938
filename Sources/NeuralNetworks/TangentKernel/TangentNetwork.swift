// One network of P4 at one input, drawn from its seed, on which the tangent kernel and its descendants are measured.
// n width, L depth; z^l preactivations and x^l = phi(z^l) of layer l = 1 … L; z^{l+1} = W^{l+1} x^l, no biases at the start.
import LinearAlgebra
import NetworkModels
import Randomness

/// A realisation of finite width: preactivations, activations and weights of all layers.
public struct TangentNetwork: Sendable {
    public let setting: TangentSetting
    /// n.
    public let width: Int
    /// L.
    public let depth: Int
    /// W^{l+1} at l - 1: from layer l to the next. The first layer's matrix acts on the input alone and is not formed.
    package let weights: [Matrix]
    /// phi and its derivatives at the preactivations of layer l, at l - 1.
    let jets: [[Nonlinearity.Jet]]
    /// z^l at l - 1, n elements each.
    public let preactivations: [[Double]]

    /// Draws a network.
    ///
    /// The input has as many numbers as a layer has neurons, so that z¹ is Gaussian, or uniform on the sphere |z¹|² = n K¹ where
    /// weights are orthogonal.
    /// - Throws: `invalidParameter` for a width below 2 (the tensors need two neurons) or a depth below 1; LAPACK's failures.
    public init(_ setting: TangentSetting, width: Int, depth: Int, seed: UInt64) throws(LinearAlgebraError) {
        guard width >= 2 else { throw .invalidParameter(name: "width", value: "\(width)", requirement: "at least 2") }
        guard depth >= 1 else { throw .invalidParameter(name: "depth", value: "\(depth)", requirement: "at least 1") }
        let streams = NetworkStreams(seed: seed)
        var z = streams.input.normals(width)
        let meanSquare = setting.ensemble == .orthogonal ? z.reduce(0) { $0 + $1 * $1 } / Double(width) : 1
        let scale = (setting.firstKernel / meanSquare).squareRoot()
        z = z.map { scale * $0 }
        var (weights, jets, preactivations): ([Matrix], [[Nonlinearity.Jet]], [[Double]]) = ([], [], [])
        for layer in 1...depth {
            preactivations.append(z)
            jets.append(z.map(setting.nonlinearity.jet))
            guard layer < depth else { break }
            let matrix = try setting.ensemble.weightMatrix(
                rows: width, columns: width, sigmaW: setting.weightVariance.squareRoot(), from: streams.stream(.weights, layer: layer))
            z = try matrix.times(jets[layer - 1].map(\.value))
            weights.append(matrix)
        }
        self.setting = setting
        self.width = width
        self.depth = depth
        self.weights = weights
        self.jets = jets
        self.preactivations = preactivations
    }

    /// |x^{l-1}|²/n_{l-1}; for the input it is K¹/C_W.
    func meanSquareInput(ofLayer layer: Int) -> Double {
        guard layer > 1 else { return setting.firstKernel / setting.weightVariance }
        return jets[layer - 2].reduce(0) { $0 + $1.value * $1.value } / Double(width)
    }
}
