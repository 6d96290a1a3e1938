import Foundation
import Randomness
import Testing

@Suite struct NormalTests {
    @Test func aNumberComesFromItsOwnBlock() {
        // The layout spelt out one number at a time: number 32g + 8p + l is part p of block 8g + l.
        let stream = RandomStream(seed: 4).substream(2)
        let first: UInt64 = 1 << 37  // block numbers beyond 32 bits
        for (offset, value) in stream.normals(96, from: first).enumerated() {
            let index = first + UInt64(offset)
            let block = stream.block(8 * (index / 32) + index % 8, .normals)
            let part = index / 8 % 4
            let (lower, upper) = part < 2 ? (block.0, block.1) : (block.2, block.3)
            let (x, y) = BoxMuller.pairs(lower: .init(repeating: UInt64(lower)), upper: .init(repeating: UInt64(upper)))
            #expect(value == (part % 2 == 0 ? x[0] : y[0]))
        }
    }

    @Test func theBitsAreTheSameOnEveryMachine() {
        // FNV-1a over the bits of 4096 normals, as first computed with vectors of 512 bits.
        let digest = RandomStream(seed: 2026).normals(4096).reduce(0xcbf2_9ce4_8422_2325 as UInt64) { digest, value in
            (digest ^ value.bitPattern) &* 0x100_0000_01b3
        }
        #expect(digest == 161_828_861_670_475_153)
    }

    @Test func normalsFollowTheNormalDistribution() {
        let n = 1_000_000
        let z = RandomStream(seed: 11).normals(n)
        #expect(kolmogorovSmirnov(z, cumulativeNormal) < 2.2)
    }

    @Test func momentsUpToTheEighthAreThoseOfTheNormalDistribution() {
        let n = 4_000_000
        let z = RandomStream(seed: 13).normals(n)
        var sums = [Double](repeating: 0, count: 9)
        for x in z {
            var power = 1.0
            for k in 1...8 {
                power *= x
                sums[k] += power
            }
        }
        // E z^k = (k-1)!! for even k; the variance of a mean of z^k is (E z^2k - (E z^k)²) / n. Five standard errors: a chance of 5e-6 in all.
        func expectation(_ k: Int) -> Double { k % 2 == 1 ? 0 : stride(from: k - 1, to: 0, by: -2).reduce(1) { $0 * Double($1) } }
        for k in 1...8 {
            let variance = expectation(2 * k) - expectation(k) * expectation(k)
            #expect(abs(sums[k] / Double(n) - expectation(k)) < 5 * (variance / Double(n)).squareRoot(), "moment \(k)")
        }
    }

    @Test func tailsHaveTheRightFrequenciesAndBothSigns() {
        // Of 2^26 normals 4251 are expected beyond 4, 38 beyond 5 and 0.13 beyond 6. Poisson: five standard errors;
        // beyond 6, five or more have probability 3e-7. For larger radii see `radiiFarInTheTailHaveTheRightFrequencies`.
        let (pieces, size) = (64, 1 << 20)
        var above = [4.0: 0, 5: 0, 6: 0], below = above
        for piece in 0..<pieces {
            for z in RandomStream(seed: 12).normals(size, from: UInt64(piece * size)) where abs(z) > 4 {
                for edge in [4.0, 5, 6] {
                    if z > edge { above[edge, default: 0] += 1 }
                    if z < -edge { below[edge, default: 0] += 1 }
                }
            }
        }
        for edge in [4.0, 5] {
            let expected = Double(pieces * size) * cumulativeNormal(-edge)
            for count in [above[edge, default: 0], below[edge, default: 0]] {
                #expect(abs(Double(count) - expected) < 5 * expected.squareRoot(), "beyond \(edge): \(count) instead of \(expected)")
            }
        }
        #expect(above[6, default: 0] + below[6, default: 0] < 5)
    }

    /// The position of a second number that must be independent of the first.
    enum Neighbour: String, CaseIterable {
        case next, sameWord, sameBlock, nextGroup, nextSubstream, nextSeed, child

        func normals(_ n: Int) -> [Double] {
            let stream = RandomStream(seed: 1).substream(1)
            switch self {
            case .next: return stream.normals(n, from: 1)
            case .sameWord: return stream.normals(n, from: 8)
            case .sameBlock: return stream.normals(n, from: 16)
            case .nextGroup: return stream.normals(n, from: 32)
            case .nextSubstream: return RandomStream(seed: 1).substream(2).normals(n)
            case .nextSeed: return RandomStream(seed: 2).substream(1).normals(n)
            case .child: return stream.substream(1).normals(n)
            }
        }
    }

    @Test(arguments: Neighbour.allCases)
    func neighboursAreIndependent(neighbour: Neighbour) {
        let n = 500_000
        let (a, b) = (RandomStream(seed: 1).substream(1).normals(n), neighbour.normals(n))
        // A correlation of independent standard normals has standard error 1/√n; their squares', 2/√n.
        let limit = 5 / Double(n).squareRoot()
        let values = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / Double(n)
        let squares = zip(a, b).reduce(0) { $0 + ($1.0 * $1.0 - 1) * ($1.1 * $1.1 - 1) } / Double(n)
        #expect(abs(values) < limit && abs(squares) < 2 * limit)
        // 255 degrees of freedom: more than 400 has probability 2e-8 (Wilson and Hilferty).
        #expect(chiSquareOfPairs(zip(a, b).lazy.map { (cumulativeNormal($0), cumulativeNormal($1)) }) < 400)
    }
}

private func cumulativeNormal(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }
