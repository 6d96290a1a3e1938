// The ziggurat of Marsaglia and Tsang (2000) for the half-normal density f(x) = exp(-x²/2), 256 layers of equal area V:
// layer i spans [0, x[i]] for heights f(x[i]) to f(x[i+1]), with x[256] = 0; layer 0 is the base strip of width
// x[0] = V / f(R) whose part beyond R stands for the tail. Here the random bits for layer, sign and abscissa come
// from disjoint parts of one 64-bit word (Doornik 2005 shows that sharing them spoils the original).
import Foundation

/// The layers of the ziggurat.
struct ZigguratTables: Sendable {
    /// Where the tail begins, R; the one number from which the rest follows for 256 layers.
    static let tail = 3.6541528853610088
    static let count = 256

    /// One layer: the abscissa is `width` × a 53-bit integer, surely under the density when that integer is below `sure`.
    struct Layer: Sendable {
        let sure: UInt64
        let width: Double
    }

    let layers: [Layer]
    /// f(x[i]) for i = 0 … 256.
    let heights: [Double]

    /// The tables, computed once; immutable.
    static let standard = ZigguratTables()

    private init() {
        let (n, r) = (Self.count, Self.tail)
        func density(_ x: Double) -> Double { exp(-0.5 * x * x) }
        let area = r * density(r) + (0.5 * Double.pi).squareRoot() * erfc(r / 2.0.squareRoot())
        var x = [area / density(r), r]
        for i in 2..<n { x.append((-2 * log(area / x[i - 1] + density(x[i - 1]))).squareRoot()) }
        x.append(0)
        layers = (0..<n).map { Layer(sure: UInt64(x[$0 + 1] / x[$0] * 0x1p53), width: x[$0] * 0x1p-53) }
        heights = x.map(density)
    }
}
