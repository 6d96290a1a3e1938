// What gradient descent would do if the tangent kernel were that of infinite width and stayed so: the prediction beside the trainings.
import BuildGraph
import Datasets
import Experiments
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// The test loss of gradient flow on the squared error with the frozen kernel of infinite width, after as much time as the trainings' steps
/// take at their rate. (Descent with that rate and a frozen kernel would diverge; networks change their kernels instead.) The network's
/// function before training, whose variance is K of the outputs, is left out.
struct FrozenKernel: Target {
    struct Value: Codable, Sendable, Equatable {
        var steps: [Int]
        /// (f - t)², the mean over test images and outputs.
        var losses: [Double]
    }

    let source: TrainingImages
    /// K, hidden layers.
    let depth: Int
    let rate: Input<ChosenRate.Value>
    let steps: Int
    /// The first test images.
    let testImages: Int
    let trainingImages: Int

    var words: [String] { ["K = \(depth)"] }

    func make(_ inputs: Inputs) throws -> Value {
        let data = try inputs[source.data], map = InputMap(try inputs[source.statistics], meanSquare: 1)
        let learnt = LabelledImages(data.training).prefix(trainingImages), test = LabelledImages(data.test).prefix(testImages)
        let count = learnt.count + test.count, numbers = learnt.inputs
        let all = Matrix(rows: numbers, columns: count, elements: (learnt.inputs(through: map) + test.inputs(through: map)).map(Double.init))
        var gram = try all.transposedTimes(all)
        gram = Matrix(rows: count, columns: count) { gram[$0, $1] / Double(numbers) }
        // The readout is layer K + 1 of the recursion; weights learn at eta/n and biases at eta/l, as in the trainings.
        let kernel = try KernelRecursion(TangentSetting(.tanh, .gaussian)).matrices(inputs: gram, depth: depth + 1).tangentKernel
        let own = Matrix(rows: learnt.count, columns: learnt.count) { kernel[$0, $1] }
        let other = Matrix(rows: test.count, columns: learnt.count) { kernel[learnt.count + $0, $1] }
        return try descend(own, other, targets(learnt), targets(test), rate: inputs[rate].rate)
    }

    private func targets(_ images: LabelledImages) -> Matrix {
        Matrix(rows: images.count, columns: images.classes) { images.classNumber($0) == $1 ? 1 : 0 }
    }

    /// df/dt = -2/(N C) Theta (f - t) from f = 0, by steps so small that each shrinks the largest mode by half at most.
    private func descend(_ own: Matrix, _ other: Matrix, _ learnt: Matrix, _ test: Matrix, rate: Double) throws -> Value {
        let whole = 2 * rate / Double(learnt.rows * learnt.columns)
        // The largest eigenvalue is at most the largest sum of a row.
        let bound = (0..<own.rows).map { row in (0..<own.columns).reduce(0) { $0 + abs(own[row, $1]) } }.max() ?? 1
        let parts = max(1, Int((2 * whole * bound).rounded(.up))), factor = whole / Double(parts)
        let shown = TrainingRun.logarithmicSteps(to: steps, perDecade: 10)
        var (f, g) = (Matrix(rows: learnt.rows, columns: learnt.columns), Matrix(rows: test.rows, columns: test.columns))
        var losses: [Double] = []
        for step in 0...steps {
            if shown.contains(step) { losses.append(pow(difference(g, test).frobeniusNorm, 2) / Double(test.rows * test.columns)) }
            guard step < steps else { break }
            for _ in 0..<parts {
                let error = difference(f, learnt)
                g = difference(g, try other.times(error), times: factor)
                f = difference(f, try own.times(error), times: factor)
            }
        }
        return Value(steps: shown, losses: losses)
    }

    private func difference(_ a: Matrix, _ b: Matrix, times factor: Double = 1) -> Matrix {
        Matrix(rows: a.rows, columns: a.columns, elements: zip(a.elements, b.elements).map { $0 - factor * $1 })
    }
}
