// Enumerated landscapes against plain loops over configurations and their neighbours.
import SkipConnections
import Testing

@Suite struct LandscapeTests {
    @Test(arguments: BinarySkip.allCases) func energiesAreThoseOfSingleConfigurations(skip: BinarySkip) {
        // Three layers, so that the hyper-residual network has a Q.
        let network = BinaryNetwork(hidden: 3, skip: skip, seed: 7), energies = network.energies()
        #expect(energies.count == 1 << 15)
        for configuration in stride(from: 0, to: energies.count, by: 37) {
            // The same operations in the same order.
            #expect(energies[configuration] == network.energy(configuration), "\(configuration)")
        }
        #expect(energies.contains(0), "the teacher is one of the configurations")
    }

    @Test func aLayerIsWhatItsBitsSay() {
        // One hidden layer, f(u + v) and f(u - v), read out as their sum plus 1: bits 11, 01 (u +, v -), readout 11, bias 1.
        let network = BinaryNetwork(hidden: 1, skip: .plain, seed: 3), (u, v) = (network.inputs[0], network.inputs[1])
        let outputs = network.outputs(0b01_11_111)
        for k in 0..<8 { #expect(outputs[k] == max(0, u[k] + v[k]) + max(0, u[k] - v[k]) + 1) }
    }

    @Test(arguments: BinarySkip.allCases) func statisticsAreThoseOfAPlainLoop(skip: BinarySkip) {
        let network = BinaryNetwork(hidden: 2, skip: skip, seed: 1), weights = network.weightCount, energies = network.energies()
        let found = LandscapeStatistics(energies, weights: weights)
        func better(_ place: Int) -> [Int] {
            (0..<weights).map { place ^ 1 << $0 }.filter { energies[$0] < energies[place] * (1 - 1e-9) - 1e-18 }
        }
        var (neighbours, lengths, ends) = ([Int](repeating: 0, count: weights + 1), [Int: Int](), [Int: Int]())
        for start in energies.indices {
            neighbours[better(start).count] += 1
            var (place, steps) = (start, 0)
            while let next = better(place).min(by: { energies[$0] < energies[$1] }) { (place, steps) = (next, steps + 1) }
            lengths[steps, default: 0] += 1
            ends[place, default: 0] += 1
        }
        #expect(found.betterNeighbours == neighbours && found.localMinima == neighbours[0] && ends.count <= neighbours[0])
        #expect(found.walkLengths == (0...(lengths.keys.max() ?? 0)).map { lengths[$0] ?? 0 })
        for (k, number) in found.basins.enumerated() { #expect(ends.values.count { $0 >> k == 1 } == number) }
        #expect(found.successes == ends.filter { energies[$0.key] == energies.min() }.values.reduce(0, +))
    }

    @Test func aTiltedPlaneHasOneMinimum() {
        // The energy is the number of bits: every walk goes down bit by bit.
        let found = LandscapeStatistics((0..<1 << 10).map { Double($0.nonzeroBitCount) }, weights: 10)
        let binomial = [1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1]
        #expect(found.localMinima == 1 && found.globalMinima == 1 && found.successes == 1024)
        #expect(found.betterNeighbours == binomial && found.walkLengths == binomial)
        #expect(found.basins == [Int](repeating: 0, count: 10) + [1])
        // Random walks have the binomial distribution's mean, 5, within four standard errors of 10,000.
        #expect(abs(found.randomWalkLength - 5) < 4 * 2.5.squareRoot() / 100)
    }

    @Test func aFlatLandscapeIsAllMinima() {
        let found = LandscapeStatistics([Double](repeating: 2, count: 64), weights: 6)
        #expect(found.localMinima == 64 && found.walkLengths == [64] && found.basins == [64] && found.successShare == 1)
        #expect(found.randomWalkLength == 0)
    }
}
