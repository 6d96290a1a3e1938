// Monte Carlo of the tensors of finite width: averages over a batch of networks, and estimates with standard errors from batches.
import LinearAlgebra
import NetworkModels

/// Averages over a batch of networks.
public struct TensorSample: Hashable, Codable, Sendable {
    /// n.
    public let width: Int
    /// Networks in the batch.
    public let networks: Int
    /// Layers 1 … L, each averaged over the batch.
    public let layers: [PairAverages]

    init(width: Int, networks: Int, layers: [PairAverages]) {
        (self.width, self.networks, self.layers) = (width, networks, layers)
    }
}

extension TensorSample {
    /// Draws the networks of some seeds and averages.
    /// - Parameters:
    ///   - layers: the layers at which the descendants are computed, each at a cost of O(l n²) per pair; nil for all.
    ///   - pairs: pairs of neurons per network and layer; 0 leaves the descendants out.
    /// - Throws: as `TangentNetwork`.
    public init(
        _ setting: TangentSetting, width: Int, depth: Int, seeds: Range<UInt64>, descendantsOf layers: [Int]? = nil, pairs: Int
    ) throws(LinearAlgebraError) {
        guard !seeds.isEmpty else { throw .invalidParameter(name: "seeds", value: "\(seeds)", requirement: "at least one network") }
        let shown = layers ?? Array(1...max(1, depth))
        var sum = [PairAverages](repeating: PairAverages(), count: depth)
        for seed in seeds {
            let network = try TangentNetwork(setting, width: width, depth: depth, seed: seed)
            var averages = try network.kernels().enumerated().map { k, kernel in
                var own = PairAverages()
                own.take(network.preactivations[k], kernel: kernel)
                return own
            }
            for (layer, found) in zip(shown, try network.descendants(ofLayers: shown, pairs: pairs)) {
                for descendants in found { averages[layer - 1].add(1 / Double(pairs), times: descendants) }
            }
            for k in sum.indices { sum[k].add(1 / Double(seeds.count), times: averages[k]) }
        }
        self.init(width: width, networks: seeds.count, layers: sum)
    }
}

/// A tensor found by simulation.
public struct TensorEstimate: Hashable, Codable, Sendable {
    /// The coefficient of 1/n, including contributions of higher orders.
    public var value: Double
    public var standardError: Double
}

extension TensorEstimate {
    /// A tensor at layer l = 1 … L, from batches of equally many networks of one width.
    ///
    /// The standard error is that of the batches' influence on the estimate.
    /// - Parameter kernel: K at infinite width, from which G1 is the deviation.
    /// - Returns: nothing for fewer than two batches.
    public init?(_ correlator: Correlator, layer: Int, batches: [TensorSample], kernel: Double) {
        guard batches.count > 1 else { return nil }
        self.init(of: Self.influences(correlator, layer: layer, batches: batches, kernel: kernel))
    }

    /// The mean of replicates with its standard error.
    public init(of influences: [Double]) {
        let count = Double(influences.count), center = mean(influences)
        let variance = influences.reduce(0) { $0 + ($1 - center) * ($1 - center) } / (count - 1)
        value = center
        standardError = (variance / count).squareRoot()
    }

    /// What each batch contributes: numbers whose mean is the estimate and whose spread is its error (the infinitesimal
    /// jackknife). Products of means over all batches bias the estimate by minus the variance of a mean, far below its error.
    public static func influences(_ correlator: Correlator, layer: Int, batches: [TensorSample], kernel: Double) -> [Double] {
        let width = Double(batches.first?.width ?? 0)
        let means = batches.map { $0.layers[layer - 1] }
        func plain(_ quantity: PairAverages.Quantity) -> [Double] { means.map { $0[quantity] } }
        /// <xy> - <x><y> as the mean of each batch's influence.
        func connected(_ product: PairAverages.Quantity, _ x: PairAverages.Quantity, _ y: PairAverages.Quantity) -> [Double] {
            let (meanX, meanY) = (mean(plain(x)), mean(plain(y)))
            return means.map { $0[product] - meanY * $0[x] - meanX * $0[y] + meanX * meanY }
        }
        let found =
            switch correlator {
            case .G1: plain(.square).map { $0 - kernel }
            case .V: connected(.squares, .square, .square)
            case .A: connected(.diagonals, .diagonal, .diagonal)
            case .B: plain(.elements)
            case .D: connected(.squareDiagonal, .square, .diagonal)
            case .F: plain(.productElement)
            case .P: plain(.P)
            case .Q: plain(.Q)
            case .R: plain(.R)
            case .S: plain(.S)
            case .T: plain(.T)
            case .U: plain(.U)
            }
        return found.map { width * $0 }
    }

    /// The limit of infinite width from two widths, by the line c + c₁/n through both estimates.
    public static func extrapolated(_ narrow: TensorEstimate, width: Int, _ wide: TensorEstimate, width wideWidth: Int) -> TensorEstimate {
        let weight = Double(wideWidth) / Double(wideWidth - width)
        let errors = (weight * wide.standardError, (1 - weight) * narrow.standardError)
        return TensorEstimate(
            value: weight * wide.value + (1 - weight) * narrow.value,
            standardError: (errors.0 * errors.0 + errors.1 * errors.1).squareRoot())
    }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
