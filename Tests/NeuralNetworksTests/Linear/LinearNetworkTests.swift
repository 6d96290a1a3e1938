// Gradient descent on all weights of linear networks: against finite differences, against the scalar theory of decoupled starts,
// and its conserved quantities.
import Foundation
import LinearAlgebra
import NeuralNetworks
import Randomness
import Testing

private func gaussian(_ rows: Int, _ columns: Int, _ deviation: Double, _ seed: UInt64) -> Matrix {
    .gaussian(rows: rows, columns: columns, deviation: deviation, from: RandomStream(seed: seed))
}

@Suite struct LinearNetworkTests {
    private let task: LinearTask
    private let network: LinearNetwork

    init() throws {
        task = try LinearTask(
            inputOutput: gaussian(3, 5, 1, 1), inputVariances: [1, 0.5, 2, 0.5, 1], outputPower: 20)
        network = try LinearNetwork(weights: [gaussian(4, 5, 0.5, 2), gaussian(6, 4, 0.5, 3), gaussian(3, 6, 0.5, 4)])
    }

    @Test func theGradientIsThatOfTheLoss() throws {
        let gradient = try network.negativeGradient(task), h = 1e-5
        for l in network.weights.indices {
            for (i, j) in [(0, 0), (2, 3), (1, 2)] {
                var (plus, minus) = (network, network)
                plus.weights[l][i, j] += h
                minus.weights[l][i, j] -= h
                let slope = (task.loss(of: try plus.map()) - task.loss(of: try minus.map())) / (2 * h)
                // Central differences: h² times a third derivative of order 10, and round-off ε/h.
                #expect(abs(slope + gradient[l][i, j]) < 1e-8)
            }
        }
    }

    @Test func theHessianIsThatOfTheGradient() throws {
        let shallow = try LinearNetwork(weights: [gaussian(4, 5, 0.5, 2), gaussian(3, 4, 0.5, 3)])
        let direction = [gaussian(4, 5, 1, 7), gaussian(3, 4, 1, 8)], h = 1e-5
        func moved(_ step: Double) throws -> [Matrix] {
            try LinearNetwork(weights: zip(shallow.weights, direction).map { w, d in
                Matrix(rows: w.rows, columns: w.columns) { w[$0, $1] + step * d[$0, $1] }
            }).negativeGradient(task)
        }
        let (plus, minus, found) = (try moved(h), try moved(-h), try shallow.twoLayerHessian(times: direction, on: task))
        for l in 0..<2 {
            let difference = Matrix(rows: found[l].rows, columns: found[l].columns) { (minus[l][$0, $1] - plus[l][$0, $1]) / (2 * h) }
            #expect(found[l].largestDifference(from: difference) < 1e-7)
        }
        #expect(throws: LinearAlgebraError.self) { try network.twoLayerHessian(times: direction, on: task) }
    }

    @Test func theLeastLossIsThatOfTheBestMap() throws {
        let best = Matrix(rows: 3, columns: 5) { task.inputVariances[$1] > 0 ? task.inputOutput[$0, $1] / task.inputVariances[$1] : 0 }
        #expect(abs(task.loss(of: best) - task.leastLoss) < 1e-12)
        // An input without variance is without correlation, and ignored.
        let silent = try LinearTask(inputOutput: Matrix(rows: 1, columns: 2, elements: [0.5, 0]), inputVariances: [1, 0], outputPower: 1)
        #expect(abs(silent.leastLoss - 0.375) < 1e-15)
    }

    @Test func smallStepsKeepTheBalanceOfTheLayers() throws {
        // W^{l+1}ᵀW^{l+1} - W^lW^lᵀ is conserved by the flow; a step of rate η changes it by terms of order η².
        func balances(_ network: LinearNetwork) throws -> [Matrix] {
            var list: [Matrix] = []
            for (lower, upper) in zip(network.weights, network.weights.dropFirst()) {
                let (a, b) = (try upper.transposedTimes(upper), try lower.timesTransposed(lower))
                list.append(Matrix(rows: a.rows, columns: a.columns) { a[$0, $1] - b[$0, $1] })
            }
            return list
        }
        func drift(rate: Double) throws -> Double {
            var trained = network
            for _ in 0..<Int(0.5 / rate) { try trained.step(rate: rate, on: task) }
            // The sum, not the maximum, which would hide NaN.
            return zip(try balances(trained), try balances(network)).reduce(0) { $0 + $1.0.largestDifference(from: $1.1) }
        }
        let (coarse, fine) = (try drift(rate: 1e-3), try drift(rate: 5e-4))
        #expect(fine > 0 && fine < 0.1 && abs(coarse / fine - 2) < 0.1, "\(coarse), \(fine)")
    }

    @Test func aRunEndsAtItsMarkAndADivergentOneAtItsLastFiniteState() throws {
        let mark = task.leastLoss + 0.5 * (task.outputPower / 2 - task.leastLoss)
        var trained = network
        let run = try LinearTraining.run(&trained, on: task, rate: 0.02, mark: mark, longest: 10_000)
        let steps = try #require(run.end.steps)
        #expect(run.losses.count == steps + 1 && run.losses[steps] <= mark && run.losses[steps - 1] > mark)
        #expect(task.loss(of: try trained.map()) == run.losses[steps])
        let interpolated = try #require(run.steps(to: mark))
        #expect(interpolated > Double(steps - 1) && interpolated <= Double(steps))

        var wild = network
        let divergent = try LinearTraining.run(&wild, on: task, rate: 50, mark: mark, longest: 10_000)
        guard case .diverged = divergent.end else { Issue.record("\(divergent.end)"); return }
        #expect(divergent.end.steps == nil && divergent.losses.allSatisfy(\.isFinite) && divergent.losses.count < 20)

        var slow = network
        let short = try LinearTraining.run(&slow, on: task, rate: 1e-6, mark: mark, longest: 5)
        #expect(short.end == .notReached && short.losses.count == 6)
    }

    @Test func layersThatDoNotFitAreRefused() {
        #expect(throws: LinearAlgebraError.self) { try LinearNetwork(weights: [gaussian(4, 5, 1, 1), gaussian(3, 5, 1, 2)]) }
        #expect(throws: LinearAlgebraError.self) { try LinearTask(inputOutput: gaussian(3, 5, 1, 1), inputVariances: [1], outputPower: 1) }
    }
}
