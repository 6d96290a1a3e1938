// Adaptive walks as in models of fitness landscapes: each step goes to one of the better neighbours, whichever it is. They are too many to
// follow all, so that their mean length is estimated from 10,000; its standard error is a hundredth of the spread of the lengths.
import Randomness

extension LandscapeStatistics {
    private static var walks: Int { 10_000 }

    /// Mean steps until no neighbour is better, over random starts and ways.
    static func randomWalkLength(_ energies: UnsafeBufferPointer<Double>, _ weights: Int) -> Double {
        let numbers = RandomStream(seed: 0x77616c6b)
        var (drawn, steps, better) = (UInt64(0), 0, [Int](repeating: 0, count: weights))
        func draw(below limit: Int) -> Int {
            drawn += 1
            return min(limit - 1, Int(numbers.uniform(drawn) * Double(limit)))
        }
        for _ in 0..<walks {
            var place = draw(below: energies.count)
            while true {
                var count = 0
                for bit in 0..<weights where isBetter(energies[place ^ 1 << bit], than: energies[place]) {
                    better[count] = bit
                    count += 1
                }
                if count == 0 { break }
                place ^= 1 << better[draw(below: count)]
                steps += 1
            }
        }
        return Double(steps) / Double(walks)
    }
}
