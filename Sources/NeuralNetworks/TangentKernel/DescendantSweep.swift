// The kernel's descendants at several layers and pairs of neurons of one network at once. `Descendants` computes them one by
// one, a product with W per direction; here all directions of all layers are the columns of one matrix, so that a layer costs
// three products of matrices. The plain form is the reference, and a test holds the two together.
//
// Letters: n width, p pairs, t one of the output layers, which are in descending order: those at or above a layer are the first.
// A block has `c` columns for each output layer and pair: column c (t p + j) + k is number k of pair j of output layer t.
import LinearAlgebra
import NetworkModels

/// The descendants at the neurons (0, 1), (2, 3), … of some layers.
struct DescendantSweep {
    let network: TangentNetwork
    /// Output layers, descending.
    let tops: [Int]
    /// p.
    let pairs: Int
    /// delta_a^l and delta_b^l at l - 1, n × 2p per output layer at or above l.
    private(set) var signals: [Matrix] = []
    /// Wᵀ delta^{l+1} at l - 1, before it is multiplied by phi', for output layers above l.
    private(set) var straightSignals: [Matrix] = []
    /// delta_a · delta_a, delta_a · delta_b, delta_b · delta_b at l - 1, three per output layer and pair.
    private(set) var signalProducts: [[Double]] = []

    /// - Parameters:
    ///   - layers: output layers, from 1 to the network's depth; in any order.
    ///   - pairs: at most half of the width.
    init(layers: [Int], pairs: Int, in network: TangentNetwork) {
        self.network = network
        self.pairs = pairs
        tops = layers.sorted(by: >)
        propagateBack()
    }

    /// How many output layers are at or above a layer.
    func activeTops(_ layer: Int) -> Int { tops.prefix { $0 >= layer }.count }

    private mutating func propagateBack() {
        let n = network.width
        signals = Array(repeating: Matrix(rows: n, columns: 0), count: tops.first ?? 0)
        straightSignals = signals
        signalProducts = Array(repeating: [], count: signals.count)
        for layer in stride(from: signals.count, to: 0, by: -1) {
            let active = activeTops(layer), above = activeTops(layer + 1)
            var signal = Matrix(rows: n, columns: 2 * pairs * active)
            if above > 0 {
                var straight = Matrix(rows: n, columns: 2 * pairs * above)
                multiply(&straight, network.weights[layer - 1], .transposed, signals[layer])
                let jets = network.jets[layer - 1]
                signal.withBlock { signal in
                    straight.withReadOnlyBlock { straight in
                        for column in 0..<straight.columns {
                            let (to, from) = (signal.start + column * n, straight.start + column * n)
                            for k in 0..<n { to[k] = jets[k].first * from[k] }
                        }
                    }
                }
                straightSignals[layer - 1] = straight
            }
            for t in above..<active {
                for j in 0..<pairs { for side in 0..<2 { signal[2 * j + side, column(t, j, side, of: 2)] = 1 } }
            }
            signals[layer - 1] = signal
            signalProducts[layer - 1] = Self.products(of: signal, active * pairs)
        }
    }

    /// a·a, a·b, b·b for each pair of columns.
    static func products(of columns: Matrix, _ count: Int) -> [Double] {
        let n = columns.rows
        return columns.withReadOnlyBlock { block in
            (0..<count).flatMap { item -> [Double] in
                let a = block.start + 2 * item * n, b = a + n
                return [innerProduct(a, a, count: n), innerProduct(a, b, count: n), innerProduct(b, b, count: n)]
            }
        }
    }

    /// Where number k of c stands, of pair j of output layer t.
    func column(_ t: Int, _ j: Int, _ k: Int, of c: Int) -> Int { c * (t * pairs + j) + k }

    /// result ← op(W) · the first columns of `operand`, as many as the result has.
    func multiply(_ result: inout Matrix, _ weights: Matrix, _ orientation: Orientation, _ operand: Matrix) {
        result.withBlock { result in
            weights.withReadOnlyBlock { weights in
                operand.withReadOnlyBlock { operand in
                    result.accumulate(1, weights, orientation, operand.window(rows: 0..<operand.rows, columns: 0..<result.columns))
                }
            }
        }
    }
}

extension TangentNetwork {
    /// The descendants at the pairs (0, 1), (2, 3), … of some layers.
    /// - Returns: by layer, in the given order, and pair.
    /// - Throws: `invalidParameter` for layers that the network does not have, or more pairs than neurons allow.
    public func descendants(ofLayers layers: [Int], pairs: Int) throws(LinearAlgebraError) -> [[Descendants]] {
        for layer in layers where !(1...depth).contains(layer) {
            throw .invalidParameter(name: "layer", value: "\(layer)", requirement: "from 1 to \(depth)")
        }
        guard Set(layers).count == layers.count else {
            throw .invalidParameter(name: "layers", value: "\(layers)", requirement: "different from each other")
        }
        guard (0...width / 2).contains(pairs) else {
            throw .invalidParameter(name: "pairs", value: "\(pairs)", requirement: "from 0 to half of the width, \(width / 2)")
        }
        guard pairs > 0, !layers.isEmpty else { return layers.map { _ in [] } }
        let sweep = DescendantSweep(layers: layers, pairs: pairs, in: self)
        let forward = ForwardSweep(sweep)
        let products = forward.hessianProducts(sweep)
        return layers.map { layer in
            let t = sweep.tops.firstIndex(of: layer) ?? 0
            return (0..<pairs).map { j in
                let (jet, hessian) = (forward.results[t * pairs + j], products[t * pairs + j])
                return Descendants(P: jet.P, Q: jet.Q, R: jet.R, S: hessian.S, T: hessian.T, U: hessian.U, element: jet.element)
            }
        }
    }
}
