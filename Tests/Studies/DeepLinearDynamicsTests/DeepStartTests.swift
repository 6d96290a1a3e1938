// The exact reductions of deep networks against descent on all their weights.
import DeepLinearDynamics
import Foundation
import LinearAlgebra
import NeuralNetworks
import Randomness
import Testing

private func gaussian(_ rows: Int, _ columns: Int, _ deviation: Double, _ seed: UInt64) -> Matrix {
    .gaussian(rows: rows, columns: columns, deviation: deviation, from: RandomStream(seed: seed))
}

private func haar(_ rows: Int, _ columns: Int, _ seed: UInt64) throws -> Matrix {
    rows >= columns
        ? try .haarByFactorisation(rows: rows, columns: columns, from: RandomStream(seed: seed))
        : try Matrix.haarByFactorisation(rows: columns, columns: rows, from: RandomStream(seed: seed)).transposed
}

@Suite struct DeepStartTests {
    /// Losses of so many steps.
    private func losses(_ network: LinearNetwork, _ task: LinearTask, rate: Double) throws -> [Double] {
        var trained = network
        return try (0..<60).map { _ in try trained.step(rate: rate, on: task) }
    }

    @Test("A network with orthogonal hidden matrices learns as its reduction", arguments: [(40, 25), (15, 25)], [true, false])
    func reduction(_ sizes: (width: Int, inputs: Int), _ isOrthogonal: Bool) throws {
        let (width, inputs, outputs, depth) = (sizes.width, sizes.inputs, 3, 5)
        let task = try LinearTask(inputOutput: gaussian(outputs, inputs, 0.1, 1), outputPower: 2)
        let hidden = try (0..<depth - 2).map { try haar(width, width, UInt64(10 + $0)) }
        let first = try haar(width, inputs, 2), last = isOrthogonal ? try haar(outputs, width, 3) : gaussian(outputs, width, 0.1, 4)
        let whole = try LinearNetwork(weights: [first] + hidden + [last])
        // In coordinates where the hidden matrices are 1, they are part of the last one.
        let turned = try hidden.reversed().reduce(last) { try $0.times($1) }
        let (small, reduced) = try DeepStart.reduced(first: first, last: turned, depth: depth, task: task)
        #expect(small.weights[1].rows <= 3 * outputs && reduced.inputOutput.columns <= 3 * outputs)
        for (a, b) in zip(try losses(whole, task, rate: 0.1), try losses(small, reduced, rate: 0.1)) {
            #expect(abs(a - b) < 1e-12 * max(1, a), "\(a), \(b)")
        }
    }

    @Test func inputsThatARandomNetworkDoesNotSeeAreLeftOutExactly() throws {
        let task = try LinearTask(inputOutput: gaussian(3, 60, 0.1, 1), outputPower: 2)
        let whole = try LinearNetwork(weights: [gaussian(8, 60, 0.2, 2), gaussian(8, 8, 0.3, 3), gaussian(3, 8, 0.3, 4)])
        let (network, reduced) = try DeepStart.withoutUnseenInputs(whole, task)
        #expect(network.weights[0].columns == 11)
        for (a, b) in zip(try losses(whole, task, rate: 0.1), try losses(network, reduced, rate: 0.1)) { #expect(abs(a - b) < 1e-12) }
        // Where all inputs are seen nothing is done.
        #expect(try DeepStart.glorotUniform.network(depth: 3, width: 60, task: task, seed: 5).task == task)
    }

    @Test func decoupledDescentIsFullDescent() throws {
        let strengths = [0.3, 0.2, 0.1], depth = 4, start = 0.01
        let left = try haar(3, 3, 1), right = try haar(6, 3, 2)
        let target = try left.times(Matrix(diagonal: strengths)).timesTransposed(right)
        let task = try LinearTask(inputOutput: target, outputPower: 1)
        let frames = [right] + (try (0..<depth - 1).map { try haar(7, 3, UInt64(20 + $0)) }) + [left]
        let layer = Matrix(diagonal: [Double](repeating: pow(start, 1 / Double(depth)), count: 3))
        var whole = try LinearNetwork(weights: (0..<depth).map { try frames[$0 + 1].times(layer).timesTransposed(frames[$0]) })
        var alone = DecoupledNetwork(strengths: strengths, depth: depth, start: start)
        for _ in 0..<200 {
            let loss = alone.loss(outputPower: 1)
            alone.step(rate: 1)
            #expect(abs(try whole.step(rate: 1, on: task) - loss) < 1e-12)
        }
    }

    @Test func aRateThatDivergesOrIsTooSmallReachesNoMark() {
        var wild = DecoupledNetwork(strengths: [0.3], depth: 3, start: 0.01)
        #expect(wild.steps(to: 0.46, rate: 1e4, outputPower: 1, longest: 1000) == nil)
        var slow = DecoupledNetwork(strengths: [0.3], depth: 3, start: 0.01)
        #expect(slow.steps(to: 0.46, rate: 1e-6, outputPower: 1, longest: 1000) == nil)
    }

    @Test func theBestRateIsFoundWithoutLongTrainingsAtUselessOnes() {
        // The first rate diverges, the second stalls, the third needs 20.5 steps, the fourth 60.
        var done = 0
        let value = RateScan.scan([1, 0.1, 0.01, 0.001], longest: 10_000) { rate, longest in
            if rate == 1 { return .diverged }
            done += longest
            let needed = [0.01: 20.5, 0.001: 60][rate] ?? .infinity
            return Double(longest) >= needed ? .reached(steps: needed) : .notReached
        }
        #expect(value == RateScan.Value(steps: 20.5, rate: 0.01, isAtEdge: false) && done < 400)
        let none = RateScan.scan([1, 0.1], longest: 100) { _, _ in .notReached }
        #expect(none == RateScan.Value(steps: nil, rate: nil, isAtEdge: false))
        #expect(RateScan.scan([1, 0.1], longest: 100) { rate, _ in rate == 1 ? .reached(steps: 3) : .diverged }.isAtEdge)
    }

    @Test func aNetworkOfOneMatrixIsRefused() throws {
        let task = try LinearTask(inputOutput: gaussian(3, 6, 0.1, 1), outputPower: 2)
        #expect(throws: LinearAlgebraError.self) { try DeepStart.orthogonal.network(depth: 1, width: 8, task: task, seed: 1) }
    }
}
