// The stand-in for CIFAR-10 or MNIST when there is neither data nor network: images of the same shape, made from a seed, whose
// classes a linear classifier alone cannot tell apart. No claim about real images is decided on it. The strengths are chosen
// so that linear classifiers reach about 40 %, as on CIFAR-10.
//
// An image is a smooth random field, as photographs are (amplitudes fall as one over the spatial frequency), plus
//   · a faint pattern of its class, always the same, which a linear classifier can find;
//   · one of several patterns of its class with a random sign: its mean is zero, so only a nonlinear network can use it;
//   · noise in every pixel.
import Foundation
import Randomness

/// Generates labelled images of a data set's shape.
public struct SyntheticImages: Codable, Sendable, Hashable {
    /// The data set that the images stand in for.
    public enum Likeness: String, Codable, Sendable, Hashable {
        case cifar10
        case mnist

        var name: String { self == .cifar10 ? "CIFAR-10" : "MNIST" }
        var side: Int { self == .cifar10 ? 32 : 28 }
        var channels: Int { self == .cifar10 ? 3 : 1 }
    }

    public var seed: UInt64
    public var likeness: Likeness
    /// Strength of the pattern that all images of a class share, in standard deviations of the field.
    public var linearStrength = 0.10
    /// Strength of the patterns with a random sign.
    public var signedStrength = 0.55
    /// Patterns with a random sign, per class.
    public var patternsPerClass = 2

    /// Strength of the noise in each pixel.
    public var pixelNoise = 0.25

    static let classes = 10
    /// Spatial frequencies of the fields: 0 … `frequencies` - 1 half waves along each side.
    static let frequencies = 8

    public init(seed: UInt64, likeness: Likeness = .cifar10) { (self.seed, self.likeness) = (seed, likeness) }

    var side: Int { likeness.side }
    var channels: Int { likeness.channels }
    var numbersPerImage: Int { side * side * channels }

    /// What is drawn at random; the raw values number the random streams.
    private enum Part: UInt64 { case patterns, image }

    /// The patterns of a class before scaling: the one that all its images share, and those with a random sign.
    package func patterns(of label: Int) -> (shared: [Double], signed: [[Double]]) {
        let basis = CosineBasis(side: side, frequencies: Self.frequencies)
        let stream = RandomStream(seed: seed).substream(Part.patterns.rawValue).substream(UInt64(label))
        func pattern(_ number: Int) -> [Double] { basis.field(stream.substream(UInt64(number)), channels: channels) }
        return (pattern(0), (1...patternsPerClass).map(pattern))
    }

    /// The images with the numbers in `range`. Each depends only on its number, not on the range.
    public func images(_ range: Range<Int>) -> ImageSet {
        let basis = CosineBasis(side: side, frequencies: Self.frequencies)
        let patterns = (0..<Self.classes).map(patterns)

        var set = ImageSet(height: side, width: side, channels: channels, classes: Self.classes)
        set.bytes.reserveCapacity(range.count * set.numbersPerImage)
        for number in range {
            let stream = RandomStream(seed: seed).substream(Part.image.rawValue).substream(UInt64(number))
            let choice = stream.substream(0)
            let label = Int(choice.word(0) % UInt64(Self.classes))
            let (shared, signed) = patterns[label]
            let own = signed[Int(choice.word(1) % UInt64(patternsPerClass))]
            let sign = choice.word(2) & 1 == 0 ? signedStrength : -signedStrength
            let field = basis.field(stream.substream(1), channels: channels)
            let noise = stream.substream(2).normals(field.count)
            set.labels.append(UInt8(label))
            for i in field.indices {
                let value = field[i] + linearStrength * shared[i] + sign * own[i] + pixelNoise * noise[i]
                // The mean is 120, as in CIFAR; the standard deviation is about 60.
                set.bytes.append(UInt8(min(max(120 + 50 * value, 0), 255)))
            }
        }
        return set
    }
}

/// Smooth random fields on a square, as sums of cosines.
private struct CosineBasis {
    let side: Int
    let frequencies: Int
    /// cos(pi (x + ½) k / side), indexed by k and x.
    let waves: [Double]

    init(side: Int, frequencies: Int) {
        self.side = side
        self.frequencies = frequencies
        waves = (0..<frequencies * side).map { cos(Double.pi * (Double($0 % side) + 0.5) * Double($0 / side) / Double(side)) }
    }

    /// A field of unit variance over the ensemble, channel after channel. The channels share half of it, as in real images.
    func field(_ stream: RandomStream, channels: Int) -> [Double] {
        let planes = (0...channels).map { plane(stream.substream(UInt64($0))) }
        return (1...channels).flatMap { channel in
            zip(planes[0], planes[channel]).map { ($0 + $1) * 0.5.squareRoot() }
        }
    }

    /// Σ a_kl cos_k(y) cos_l(x) with a_kl ~ N(0, 1/(1 + k² + l²)), scaled to unit mean variance.
    private func plane(_ stream: RandomStream) -> [Double] {
        let normals = stream.normals(frequencies * frequencies)
        var power = 0.0
        var amplitudes = normals
        for k in 0..<frequencies {
            for l in 0..<frequencies {
                let weight = 1 / Double(1 + k * k + l * l)
                amplitudes[k * frequencies + l] *= weight.squareRoot()
                // A cosine has mean square ½, the constant 1.
                power += weight * (k == 0 ? 1 : 0.5) * (l == 0 ? 1 : 0.5)
            }
        }
        // Rows first, then columns.
        var rows = [Double](repeating: 0, count: frequencies * side)
        for k in 0..<frequencies {
            for l in 0..<frequencies {
                for x in 0..<side { rows[k * side + x] += amplitudes[k * frequencies + l] * waves[l * side + x] }
            }
        }
        var plane = [Double](repeating: 0, count: side * side)
        for k in 0..<frequencies {
            for y in 0..<side {
                let wave = waves[k * side + y] / power.squareRoot()
                for x in 0..<side { plane[y * side + x] += wave * rows[k * side + x] }
            }
        }
        return plane
    }
}
