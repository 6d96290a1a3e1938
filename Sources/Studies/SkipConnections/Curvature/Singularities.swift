// How near a network is to the three singularities of P3 (its section 2): a neuron whose incoming weights vanish (elimination), two
// whose incoming weights are parallel (overlap), signals that depend on each other linearly (linear dependence). All are means over
// the hidden layers that have a skip in the networks with skips, l = 2 … K.
//
// In a network with skips a neuron's incoming weights are those of phi's argument beside those of its skip, one row (W_i, Q_i): what
// comes in through the skip is another path to the same neuron.
import Experiments
import LinearAlgebra
import NetworkModels
import NeuralNetworks

/// Distances from the singularities.
public struct Singularities: Hashable, Codable, Sendable {
    /// Mean |cosine| between the incoming weights of two neurons of a layer, skips included, and of the weights alone.
    public var overlap: Double
    public var overlapOfWeights: Double
    /// The smallest length of a neuron's incoming weights in a layer, over the root mean square length of the weights alone.
    public var smallestIncoming: Double
    public var smallestIncomingOfWeights: Double
    /// The effective rank of a layer's signals over the samples, over N: (Σλ)²/(N Σλ²) for the eigenvalues of their second moments.
    public var effectiveRank: Double

    package init(overlap: Double, overlapOfWeights: Double, smallestIncoming: Double, effectiveRank: Double) {
        (self.overlap, self.overlapOfWeights, self.effectiveRank) = (overlap, overlapOfWeights, effectiveRank)
        (self.smallestIncoming, smallestIncomingOfWeights) = (smallestIncoming, smallestIncoming)
    }

    /// - Parameter signals: x_l, N × B, for l = 1 … K.
    init(_ network: NetworkRealisation, _ parameters: [Double], signals: [Matrix]) throws {
        let hidden = network.stack.hidden, layout = network.layout, skips = try network.skipMatrices()
        var (overlaps, own, smallest, ownSmallest, ranks) = ([Double](), [Double](), [Double](), [Double](), [Double]())
        for l in 2...max(2, hidden.count) where l <= hidden.count {
            let layer = layout.layers[l - 1]
            let weights = Matrix(rows: layer.outputs, columns: layer.inputs) { parameters[layer.weights + $0 * layer.inputs + $1] }
            let gram = try weights.timesTransposed(weights), all = try Self.adding(hidden.skip, skips, l, to: gram)
            let scale = (gram.trace / Double(layer.outputs)).squareRoot()
            overlaps.append(Self.meanCosine(all))
            own.append(Self.meanCosine(gram))
            smallest.append(Self.smallestLength(all) / scale)
            ownSmallest.append(Self.smallestLength(gram) / scale)
            let moments = try signals[l - 1].timesTransposed(signals[l - 1]), square = moments.frobeniusNorm * moments.frobeniusNorm
            ranks.append(square > 0 ? moments.trace * moments.trace / (square * Double(layer.outputs)) : 0)
        }
        (overlap, overlapOfWeights) = (Moments.mean(overlaps), Moments.mean(own))
        (smallestIncoming, smallestIncomingOfWeights) = (Moments.mean(smallest), Moments.mean(ownSmallest))
        effectiveRank = Moments.mean(ranks)
    }

    /// The Gram matrix of the rows (W_i, Q_i): that of the skips' rows is added.
    private static func adding(_ skip: Skip, _ matrices: [Matrix], _ l: Int, to gram: Matrix) throws -> Matrix {
        let identity = Matrix.identity(gram.rows)
        switch skip {
        case .none: return gram
        case .identity: return gram.adding(identity)
        case .fixed: return gram.adding(try matrices[l - 2].timesTransposed(matrices[l - 2]))
        case .hyperResidual:
            var sum = gram.adding(identity)
            for k in 1..<max(1, l - 1) {
                sum = sum.adding(try matrices[k - 1].timesTransposed(matrices[k - 1]), times: 1 / Double((l - 2) * (l - 2)))
            }
            return sum
        }
    }

    /// 0 for neurons without incoming weights.
    private static func meanCosine(_ gram: Matrix) -> Double {
        let n = gram.rows
        var sum = 0.0
        for i in 0..<n { for j in 0..<i where gram[i, i] > 0 && gram[j, j] > 0 { sum += abs(gram[i, j]) / (gram[i, i] * gram[j, j]).squareRoot() } }
        return sum / Double(max(1, n * (n - 1) / 2))
    }

    private static func smallestLength(_ gram: Matrix) -> Double { ((0..<gram.rows).map { gram[$0, $0] }.min() ?? 0).squareRoot() }
}

extension Matrix {
    fileprivate var trace: Double { (0..<min(rows, columns)).reduce(0) { $0 + self[$1, $1] } }
    fileprivate func adding(_ other: Matrix, times factor: Double = 1) -> Matrix {
        Matrix(rows: rows, columns: columns) { self[$0, $1] + factor * other[$0, $1] }
    }
}
