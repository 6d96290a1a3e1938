// Preactivations need no weights. A Gaussian matrix sends a vector x to sqrt(C_W/n) |x| times independent normals, and a Haar
// matrix sends it to a uniformly distributed point of the sphere of radius sqrt(C_W) |x|. So one network of L layers takes n L
// normals, and V can be simulated a hundred times more accurately than the tensors that contain the kernel.
import LinearAlgebra
import NetworkModels
import Randomness

extension TensorSample {
    /// Draws the preactivations of networks and averages: V and G1 can be estimated from the batch, and everything else is NaN.
    /// - Throws: `invalidParameter` for a width below 2, a depth below 1 or no seeds.
    public init(preactivationsOf setting: TangentSetting, width: Int, depth: Int, seeds: Range<UInt64>) throws(LinearAlgebraError) {
        guard !seeds.isEmpty else { throw .invalidParameter(name: "seeds", value: "\(seeds)", requirement: "at least one network") }
        guard width >= 2 else { throw .invalidParameter(name: "width", value: "\(width)", requirement: "at least 2") }
        guard depth >= 1 else { throw .invalidParameter(name: "depth", value: "\(depth)", requirement: "at least 1") }
        let n = Double(width), isOrthogonal = setting.ensemble == .orthogonal
        let perLayer = (width + RandomStream.normalsPerGroup - 1) / RandomStream.normalsPerGroup * RandomStream.normalsPerGroup
        var sums = [(square: Double, squares: Double)](repeating: (0, 0), count: depth)
        var z = [Double](repeating: 0, count: width)
        for seed in seeds {
            let stream = RandomStream(seed: seed)
            var meanSquare = setting.firstKernel
            for layer in 0..<depth {
                z.withUnsafeMutableBufferPointer { stream.fillNormals($0, from: UInt64(layer * perLayer)) }
                let length = isOrthogonal ? z.reduce(0) { $0 + $1 * $1 } / n : 1
                let scale = (meanSquare / length).squareRoot()
                var (second, fourth, activity) = (0.0, 0.0, 0.0)
                for value in z {
                    let h = scale * value, square = h * h, x = setting.nonlinearity.value(h)
                    second += square
                    fourth += square * square
                    activity += x * x
                }
                sums[layer].square += second / n
                sums[layer].squares += (second * second - fourth) / (n * (n - 1))
                meanSquare = setting.weightVariance * activity / n
            }
        }
        let count = Double(seeds.count)
        self.init(width: width, networks: seeds.count, layers: sums.map { sum in
            var averages = PairAverages.unknown
            averages[.square] = sum.square / count
            averages[.squares] = sum.squares / count
            return averages
        })
    }
}
