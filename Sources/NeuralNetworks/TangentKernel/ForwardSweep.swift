// The forward half of `DescendantSweep`: mixed derivatives of preactivations and activations along the directions of each pair.
// The sets of directions that the descendants need are a, b, aa, ab, bb, aab and abb, in this order.
import LinearAlgebra
import NetworkModels

/// Derivatives along the directions v_a and v_b of all output layers and pairs.
struct ForwardSweep {
    /// What an output layer's derivatives give at one pair.
    struct Result {
        var P, Q, R, element: Double
    }

    /// dz^l/dv_a and dz^l/dv_b at l - 1, n × 2p per output layer at or above l.
    private(set) var slopes: [Matrix] = []
    /// Of x^l with its derivatives, over n, at l - 1: x·x_a, x·x_b, x_a·x_a, x_a·x_b, x_b·x_b per output layer and pair.
    private(set) var activationProducts: [[Double]] = []
    /// By output layer and pair.
    private(set) var results: [Result]

    private static let sets = 7

    init(_ sweep: DescendantSweep) {
        let network = sweep.network, n = network.width, (p, sets) = (sweep.pairs, Self.sets)
        results = Array(repeating: Result(P: 0, Q: 0, R: 0, element: 0), count: sweep.tops.count * p)
        var below = Matrix(rows: n, columns: 0)
        for layer in 1...(sweep.tops.first ?? 1) {
            let items = sweep.activeTops(layer) * p
            var z = Matrix(rows: n, columns: sets * items)
            var means = [Double](repeating: 0, count: sets * items)
            if layer > 1 {
                sweep.multiply(&z, network.weights[layer - 2], .plain, below)
                let x = network.jets[layer - 2].map(\.value)
                below.withReadOnlyBlock { below in
                    for k in means.indices { means[k] = innerProduct(x, below.start + k * n, count: n) / Double(n) }
                }
            }
            let rate = network.setting.weightRate
            let own = rate * network.meanSquareInput(ofLayer: layer) + network.setting.biasRate.value(layer: layer)
            var slope = Matrix(rows: n, columns: 2 * items)
            z.withBlock { z in
                sweep.signals[layer - 1].withReadOnlyBlock { signals in
                    slope.withBlock { slope in
                        for item in 0..<items {
                            let block = z.start + sets * item * n
                            Self.addDirections(block, signals.start + 2 * item * n, n, own: own, rate: rate, Array(means[sets * item..<sets * (item + 1)]))
                            (slope.start + 2 * item * n).update(from: block, count: 2 * n)
                        }
                    }
                }
                for t in 0..<sweep.tops.count where sweep.tops[t] == layer {
                    for j in 0..<p { results[t * p + j] = Self.result(z.start + sets * (t * p + j) * n, n, network.preactivations[layer - 1], a: 2 * j, b: 2 * j + 1) }
                }
                for item in 0..<items { Self.activate(z.start + sets * item * n, network.jets[layer - 1]) }
            }
            slopes.append(slope)
            activationProducts.append(Self.products(z, items, network.jets[layer - 1].map(\.value)))
            below = z
        }
    }

    /// Adds the layer's own parameters' share: each direction in a set times x·x_rest/n, or `own` for a set of one.
    private static func addDirections(
        _ z: UnsafeMutablePointer<Double>, _ signals: UnsafePointer<Double>, _ n: Int, own: Double, rate: Double, _ mean: [Double]
    ) {
        let (a, b, aa, ab, bb) = (rate * mean[0], rate * mean[1], rate * mean[2], rate * mean[3], rate * mean[4])
        for k in 0..<n {
            let (da, db) = (signals[k], signals[n + k])
            z[k] += own * da
            z[n + k] += own * db
            z[2 * n + k] += 2 * a * da
            z[3 * n + k] += b * da + a * db
            z[4 * n + k] += 2 * b * db
            z[5 * n + k] += 2 * ab * da + aa * db
            z[6 * n + k] += bb * da + 2 * ab * db
        }
    }

    /// From derivatives of z to those of x = phi(z), by the formula of Faà di Bruno.
    private static func activate(_ z: UnsafeMutablePointer<Double>, _ jets: [Nonlinearity.Jet]) {
        let n = jets.count
        for (k, s) in jets.enumerated() {
            let (a, b, aa, ab, bb) = (z[k], z[n + k], z[2 * n + k], z[3 * n + k], z[4 * n + k])
            z[k] = s.first * a
            z[n + k] = s.first * b
            z[2 * n + k] = s.first * aa + s.second * a * a
            z[3 * n + k] = s.first * ab + s.second * a * b
            z[4 * n + k] = s.first * bb + s.second * b * b
            z[5 * n + k] = s.first * z[5 * n + k] + s.second * (2 * a * ab + b * aa) + s.third * a * a * b
            z[6 * n + k] = s.first * z[6 * n + k] + s.second * (2 * b * ab + a * bb) + s.third * a * b * b
        }
    }

    private static func result(_ d: UnsafePointer<Double>, _ n: Int, _ z: [Double], a: Int, b: Int) -> Result {
        Result(
            P: 0.5 * (d[4 * n + a] * z[a] + d[2 * n + b] * z[b]), Q: 0.5 * (d[3 * n + a] * z[b] + d[3 * n + b] * z[a]),
            R: 0.5 * (d[6 * n + a] + d[5 * n + b]), element: d[n + a])
    }

    private static func products(_ activations: Matrix, _ items: Int, _ x: [Double]) -> [Double] {
        let n = x.count
        return activations.withReadOnlyBlock { block in
            (0..<items).flatMap { item -> [Double] in
                let a = block.start + sets * item * n, b = a + n
                return [innerProduct(x, a, count: n), innerProduct(x, b, count: n), innerProduct(a, a, count: n), innerProduct(a, b, count: n), innerProduct(b, b, count: n)]
                    .map { $0 / Double(n) }
            }
        }
    }
}
