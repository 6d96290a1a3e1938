// What a walker finds in a landscape over the corners of a cube, from the energies of all corners.
//
// A neighbour differs in one bit. It is better if its energy is lower by more than a billionth, and by more than 1e-18: equal energies come
// from equal functions, and rounding must not part them. A configuration without a better neighbour is a local minimum, plateaus included. A walk goes to the
// best neighbour, the one of the lowest bit of several, until it is at a local minimum.

/// Counts over all configurations.
package struct LandscapeStatistics: Codable, Sendable, Equatable {
    /// Number of weights.
    package var weights: Int
    package var localMinima: Int
    /// Configurations of the lowest energy of all.
    package var globalMinima: Int
    /// Configurations with 0, 1, … better neighbours.
    package var betterNeighbours: [Int]
    /// Configurations from which a walk has 0, 1, … steps.
    package var walkLengths: [Int]
    /// Local minima whose basins have 2^k to 2^(k+1) - 1 configurations, from k = 0.
    package var basins: [Int]
    /// Configurations from which a walk ends at a global minimum.
    package var successes: Int
    /// The mean number of steps of walks to a random better neighbour, from random configurations.
    package var randomWalkLength: Double

    /// - Parameter energies: of 2^weights configurations.
    package init(_ energies: [Double], weights: Int) {
        let count = energies.count
        precondition(count == 1 << weights, "\(count) energies are not those of \(weights) weights")
        self.weights = weights
        randomWalkLength = energies.withUnsafeBufferPointer { Self.randomWalkLength($0, weights) }
        var (better, best, lowest) = ([UInt8](repeating: 0, count: count), [UInt8](repeating: 255, count: count), energies)
        energies.withUnsafeBufferPointer { energies in
            better.withUnsafeMutableBufferPointer { better in
                best.withUnsafeMutableBufferPointer { best in
                    lowest.withUnsafeMutableBufferPointer { lowest in
                        Self.compare(energies, weights, better, best, lowest)
                    }
                }
            }
        }
        betterNeighbours = [Int](repeating: 0, count: weights + 1)
        for number in better { betterNeighbours[Int(number)] += 1 }
        localMinima = betterNeighbours[0]
        let least = energies.min() ?? 0, limit = least + 1e-9 * abs(least) + 1e-12
        globalMinima = energies.count { $0 <= limit }
        // Follow each walk to where lengths are known, and tell the way back.
        var (length, end) = ([UInt8](repeating: 255, count: count), [Int32](repeating: 0, count: count))
        var path: [Int] = []
        for start in 0..<count where length[start] == 255 {
            var place = start
            while length[place] == 255 {
                path.append(place)
                if best[place] == 255 {
                    (length[place], end[place]) = (0, Int32(place))
                    path.removeLast()
                } else {
                    place ^= 1 << Int(best[place])
                }
            }
            while let previous = path.popLast() {
                (length[previous], end[previous]) = (length[place] + 1, end[place])
                place = previous
            }
        }
        walkLengths = [Int](repeating: 0, count: Int(length.max() ?? 0) + 1)
        for steps in length { walkLengths[Int(steps)] += 1 }
        successes = end.count { energies[Int($0)] <= limit }
        var sizes = [Int32](repeating: 0, count: count)
        for place in end { sizes[Int(place)] += 1 }
        basins = [Int](repeating: 0, count: weights + 1)
        for size in sizes where size > 0 { basins[31 - size.leadingZeroBitCount] += 1 }
        while basins.count > 1 && basins.last == 0 { basins.removeLast() }
    }

    @inline(__always)
    static func isBetter(_ a: Double, than b: Double) -> Bool { a < b * (1 - 1e-9) - 1e-18 }

    /// Counts better neighbours, and finds the best, bit by bit: within a block that has the bit, neighbours are a fixed distance apart,
    /// so that these loops compare many configurations at once.
    private static func compare(
        _ energies: UnsafeBufferPointer<Double>, _ weights: Int, _ better: UnsafeMutableBufferPointer<UInt8>,
        _ best: UnsafeMutableBufferPointer<UInt8>, _ lowest: UnsafeMutableBufferPointer<Double>
    ) {
        for bit in 0..<weights {
            let distance = 1 << bit, mark = UInt8(bit)
            for block in stride(from: 0, to: energies.count, by: 2 * distance) {
                for i in block..<block + distance {
                    let (a, b) = (energies[i], energies[i + distance])
                    let (isHigher, isLower) = (isBetter(b, than: a), isBetter(a, than: b))
                    better[i] &+= isHigher ? 1 : 0
                    better[i + distance] &+= isLower ? 1 : 0
                    let (improves, improvesOther) = (isHigher && b < lowest[i], isLower && a < lowest[i + distance])
                    best[i] = improves ? mark : best[i]
                    lowest[i] = improves ? b : lowest[i]
                    best[i + distance] = improvesOther ? mark : best[i + distance]
                    lowest[i + distance] = improvesOther ? a : lowest[i + distance]
                }
            }
        }
    }

    private var total: Double { Double(1 << weights) }
    package var meanBetterNeighbours: Double { Self.mean(betterNeighbours) }
    package var meanWalkLength: Double { Self.mean(walkLengths) }
    /// The share of configurations from which a walk ends at a global minimum.
    package var successShare: Double { Double(successes) / total }

    private static func mean(_ histogram: [Int]) -> Double {
        Double(histogram.enumerated().reduce(0) { $0 + $1.0 * $1.1 }) / Double(histogram.reduce(0, +))
    }
}
