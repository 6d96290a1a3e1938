import Randomness
import Testing

@Suite struct RandomStreamTests {
    @Test func aNumberIsTheSameAloneInBulkAndFromAnyStart() {
        let stream = RandomStream(seed: 3).substream(9)
        let all = stream.normals(5000)
        for first in Array(0...33) + [63, 64, 65, 511, 1021] {
            for count in [1, 2, 7, 31, 32, 33, 70, 5000 - first] {
                #expect(Array(all[first..<first + count]) == stream.normals(count, from: UInt64(first)))
            }
        }
        for i in stride(from: 0, to: 5000, by: 37) { #expect(stream.normal(UInt64(i)) == all[i]) }
        #expect(stream.normals(0, from: 5).isEmpty)
        #expect(stream.uniforms(10, from: 5) == (5..<15).map { stream.uniform($0) })
    }

    @Test func streamsOfDifferentSeedsAndPathsDiffer() {
        let root = RandomStream(seed: 1)
        let streams = [
            root, RandomStream(seed: 2), root.substream(0), root.substream(1), root.substream(1).substream(0),
            root.substream(0).substream(1),
        ]
        #expect(Set(streams.map { $0.word(0) }).count == streams.count)
        #expect(Set(streams.map { $0.normal(0) }).count == streams.count)
        #expect(root.substream(4) == RandomStream(seed: 1).substream(4))
    }

    @Test func differentUsesNeverShareABlock() {
        let stream = RandomStream(seed: 1)
        let blocks = [stream.block(7, .words), stream.block(7, .substreamKeys), stream.block(7, .normals)]
        #expect(Set(blocks.map { $0.0 }).count == 3)
    }

    @Test func uniformsFillTheOpenInterval() {
        let n = 200_000
        let u = RandomStream(seed: 5).uniforms(n)
        #expect(u.allSatisfy { $0 > 0 && $0 < 1 })
        // √n D exceeds 2.2 with probability 2 exp(-2 · 2.2²) = 1.3e-4.
        #expect(kolmogorovSmirnov(u) { $0 } < 2.2)
        // 255 degrees of freedom: more than 400 has probability 2e-8 (Wilson and Hilferty).
        #expect(chiSquareOfPairs(zip(u, u.dropFirst())) < 400)
    }
}
