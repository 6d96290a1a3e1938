// The stand-in for CIFAR-10: reproducible, smooth, and beyond a linear classifier.
import Datasets
import Foundation
import Testing

@Suite struct SyntheticImagesTests {
    let images = SyntheticImages(seed: 1).images(0..<600)

    @Test func anImageIsAFunctionOfItsNumberAndTheSeed() {
        #expect(SyntheticImages(seed: 1).images(100..<110).bytes == Array(images.bytes[100 * 3072..<110 * 3072]))
        #expect(SyntheticImages(seed: 2).images(0..<5).bytes != Array(images.bytes[..<(5 * 3072)]))
    }

    @Test func allClassesAreAboutEquallyFrequent() {
        // Binomial with 600 draws of 1/10: 60 ± 7.3; five standard deviations.
        for label in 0..<10 { #expect(abs(images.labels.count { $0 == label } - 60) < 37) }
    }

    @Test func neighbouringPixelsAreCorrelatedAsInPhotographs() {
        func correlation(_ distance: Int) -> Double {
            var products = 0.0, squares = 0.0
            for image in 0..<100 {
                let pixels = images.bytes[image * 3072..<image * 3072 + 1024].map { Double($0) - 120 }
                for y in 0..<32 {
                    for x in 0..<32 - distance { products += pixels[y * 32 + x] * pixels[y * 32 + x + distance] }
                    for x in 0..<32 - distance { squares += pixels[y * 32 + x] * pixels[y * 32 + x] }
                }
            }
            return products / squares
        }
        #expect(correlation(1) > 0.8)
        #expect(correlation(16) < correlation(4))
    }

    /// Two classifiers that know how images are made: the best one that uses class means only, which is linear, and the best
    /// of all. On CIFAR-10 linear classifiers reach about 40 %.
    @Test func aLinearClassifierIsFarFromTheBestOne() {
        let source = SyntheticImages(seed: 1), space = WhitenedSpace(pixelNoise: source.pixelNoise)
        let classes = (0..<10).map { label in
            let (shared, signed) = source.patterns(of: label)
            return (
                shared: space.coordinates(shared).map { $0 * source.linearStrength },
                signed: signed.map { space.coordinates($0).map { $0 * source.signedStrength } }
            )
        }
        func distance(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        func sum(_ x: [Double], _ y: [Double], _ sign: Double) -> [Double] { zip(x, y).map { $0 + sign * $1 } }
        // Each hypothesis is a centre in a space where everything else is isotropic noise; the nearest one is the likeliest.
        let linear = classes.map { [$0.shared] }
        let all = classes.map { of in of.signed.flatMap { own in [1.0, -1].map { sum(of.shared, own, $0) } } }
        func accuracy(_ centres: [[[Double]]]) -> Double {
            let right = (0..<images.count).count { number in
                let pixels = images.bytes[number * 3072..<(number + 1) * 3072].map { (Double($0) - 120) / 50 }
                let x = space.coordinates(pixels)
                let distances = centres.map { $0.map { distance(x, $0) }.min() ?? .infinity }
                return distances.indices.min { distances[$0] < distances[$1] } == Int(images.labels[number])
            }
            return Double(right) / Double(images.count)
        }
        // 600 images: a standard deviation of at most 2 %.
        let linearAccuracy = accuracy(linear), bestAccuracy = accuracy(all)
        #expect(linearAccuracy > 0.3 && linearAccuracy < 0.55)
        #expect(bestAccuracy > 0.9)
    }
}

/// The coordinates of images in which the stand-in's smooth field and its noise have the covariance 1.
private struct WhitenedSpace {
    static let side = 32, frequencies = 8
    let pixelNoise: Double
    /// Indexed by frequency and pixel; of unit length.
    private let waves: [[Double]]

    init(pixelNoise: Double) {
        self.pixelNoise = pixelNoise
        waves = (0..<Self.frequencies).map { k in
            let wave = (0..<Self.side).map { cos(Double.pi * (Double($0) + 0.5) * Double(k) / Double(Self.side)) }
            let length = wave.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return wave.map { $0 / length }
        }
    }

    /// 3 × 8 × 8 numbers from 3 × 32 × 32: amplitudes of cosines, divided by their standard deviations.
    func coordinates(_ image: [Double]) -> [Double] {
        let side = Self.side, range = 0..<Self.frequencies
        var planes = (0..<3).map { channel in
            range.flatMap { k in
                let row = (0..<side).map { x in
                    (0..<side).reduce(0) { $0 + waves[k][$1] * image[(channel * side + $1) * side + x] }
                }
                return range.map { l in (0..<side).reduce(0) { $0 + waves[l][$1] * row[$1] } }
            }
        }
        // Σ weight × mean squares of the cosines is the field's variance, which is 1.
        func weight(_ k: Int, _ l: Int) -> Double { 1 / Double(1 + k * k + l * l) }
        let power = range.reduce(0.0) { sum, k in
            range.reduce(sum) { $0 + weight(k, $1) * (k == 0 ? 1 : 0.5) * ($1 == 0 ? 1 : 0.5) }
        }
        for k in range {
            for l in range {
                let i = k * Self.frequencies + l
                let variance = weight(k, l) / power * Double(side * side) * (k == 0 ? 1 : 0.5) * (l == 0 ? 1 : 0.5)
                // The channels share half of their variance: along grey the covariance's eigenvalue is 2, across it ½.
                let mean = (planes[0][i] + planes[1][i] + planes[2][i]) / 3
                for channel in 0..<3 {
                    let rest = planes[channel][i] - mean, noise = pixelNoise * pixelNoise
                    planes[channel][i] = mean / (variance * 2 + noise).squareRoot() + rest / (variance / 2 + noise).squareRoot()
                }
            }
        }
        return planes.flatMap { $0 }
    }
}
