import Foundation
import Randomness
import Testing

@Suite struct RandomStreamTests {
    @Test func aNumberIsTheSameAloneInBulkAndFromAnyStart() {
        let stream = RandomStream(seed: 3).substream(9)
        let all = stream.normals(5000)
        for first in [0, 1, 2, 3, 4, 511, 512, 513, 1021] {
            #expect(Array(all[first...]) == stream.normals(5000 - first, from: UInt64(first)))
        }
        for i in stride(from: 0, to: 5000, by: 37) { #expect(stream.normal(UInt64(i)) == all[i]) }
        #expect(stream.uniforms(10, from: 5) == (5..<15).map { stream.uniform($0) })
    }

    @Test func streamsOfDifferentSeedsAndPathsDiffer() {
        let root = RandomStream(seed: 1)
        let streams = [
            root, RandomStream(seed: 2), root.substream(0), root.substream(1), root.substream(1).substream(0),
            root.substream(0).substream(1),
        ]
        #expect(Set(streams.map { $0.word(0) }).count == streams.count)
        #expect(root.substream(4) == RandomStream(seed: 1).substream(4))
    }

    @Test func uniformsFillTheOpenInterval() {
        let n = 200_000
        let u = RandomStream(seed: 5).uniforms(n)
        #expect(u.allSatisfy { $0 > 0 && $0 < 1 })
        // Kolmogorov-Smirnov: √n D exceeds 2.2 with probability 2 exp(-2 · 2.2²) = 1.3e-4.
        #expect(kolmogorovSmirnov(u) { $0 } < 2.2)
    }

    @Test func normalsFollowTheNormalDistribution() {
        let n = 1_000_000
        let z = RandomStream(seed: 11).normals(n)
        #expect(kolmogorovSmirnov(z) { 0.5 * erfc(-$0 / 2.0.squareRoot()) } < 2.2)
        // Sample moments against 0, 1, 0, 3, 15: the variance of a mean of z^k is (E z^2k - (E z^k)²) / n. Five standard errors.
        let expectations: [(Int, mean: Double, variance: Double)] = [(1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96), (6, 15, 10_170)]
        for (power, mean, variance) in expectations {
            let sample = z.reduce(0) { $0 + pow($1, Double(power)) } / Double(n)
            #expect(abs(sample - mean) < 5 * (variance / Double(n)).squareRoot(), "moment \(power)")
        }
    }

    @Test func theTailBeyondTheZigguratsEdgeHasItsShareAndShape() {
        // P(|z| > R) = erfc(R/√2) = 2.58e-4 for the ziggurat's R = 3.654: 1033 expected of 4 million.
        let (n, edge) = (4_000_000, 3.6541528853610088)
        let excesses = RandomStream(seed: 12).normals(n).map { abs($0) }.filter { $0 > edge }
        let share = erfc(edge / 2.0.squareRoot())
        let expected = Double(n) * share
        #expect(abs(Double(excesses.count) - expected) < 5 * expected.squareRoot())
        #expect(kolmogorovSmirnov(excesses) { 1 - erfc($0 / 2.0.squareRoot()) / share } < 2.2)
    }

    @Test func neighbouringNormalsAndStreamsAreUncorrelated() {
        let n = 500_000
        let (a, b) = (RandomStream(seed: 1).substream(1).normals(n), RandomStream(seed: 1).substream(2).normals(n))
        // A correlation of independent standard normals has standard error 1/√n; their squares', 2/√n.
        let limit = 5 / Double(n).squareRoot()
        let lagged = zip(a, a.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(n)
        let crossed = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / Double(n)
        let squares = zip(a, a.dropFirst()).reduce(0) { $0 + ($1.0 * $1.0 - 1) * ($1.1 * $1.1 - 1) } / Double(n)
        #expect(abs(lagged) < limit && abs(crossed) < limit && abs(squares) < 2 * limit)
    }
}

/// √n times the largest distance between the sample's distribution and the given one.
private func kolmogorovSmirnov(_ sample: [Double], _ distribution: (Double) -> Double) -> Double {
    let (sorted, n) = (sample.sorted(), Double(sample.count))
    let distance = sorted.enumerated().reduce(0.0) { worst, entry in
        let f = distribution(entry.element)
        return max(worst, f - Double(entry.offset) / n, Double(entry.offset + 1) / n - f)
    }
    return n.squareRoot() * distance
}
