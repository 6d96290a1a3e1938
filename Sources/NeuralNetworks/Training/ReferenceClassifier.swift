// The training of `Trainer`, written as it stands in a textbook: double precision, one sample at a time, no BLAS. What
// the fast path must agree with, and what finite differences are taken of.
import Foundation
import NetworkModels

/// A classifier in double precision, in training.
package struct ReferenceClassifier {
    package let classifier: Classifier
    package let layout: ParameterLayout
    /// All parameters, laid out as the fast path's.
    package var parameters: [Double]
    private var moments: [[Double]]
    private var steps = 0

    /// Starts at given parameters.
    package init(_ classifier: Classifier, parameters: [Float], optimiser: Optimiser) {
        self.classifier = classifier
        layout = classifier.layout
        self.parameters = parameters.map { Double($0) }
        moments = Array(repeating: Array(repeating: 0, count: parameters.count), count: optimiser.momentCount)
    }

    /// The signals of one sample: its h^l and x^l, l = 0 … L + 1, where the last x is y itself.
    private func signals(_ image: [Double]) -> (h: [[Double]], x: [[Double]]) {
        var h: [[Double]] = [], x: [[Double]] = []
        var input = image
        for (number, layer) in layout.layers.enumerated() {
            let preactivation = (0..<layer.outputs).map { i in
                (0..<layer.inputs).reduce(parameters[layer.biases + i]) {
                    $0 + parameters[layer.weights + i * layer.inputs + $1] * input[$1]
                }
            }
            let isLast = number == layout.layers.count - 1
            input = isLast ? preactivation : preactivation.map { classifier.network.nonlinearity.value($0) }
            h.append(preactivation)
            x.append(input)
        }
        return (h, x)
    }

    /// Mean cross-entropy of some images, nats.
    package func loss(_ images: [[Double]], _ labels: [Int]) -> Double {
        zip(images, labels).reduce(0) { total, sample in
            let y = signals(sample.0).x[layout.layers.count - 1]
            return total + log(y.reduce(0) { $0 + exp($1) }) - y[sample.1]
        } / Double(images.count)
    }

    /// The gradient of the loss, laid out as the parameters.
    package func gradient(_ images: [[Double]], _ labels: [Int]) -> [Double] {
        var gradient = [Double](repeating: 0, count: parameters.count)
        let phi = classifier.network.nonlinearity
        for (image, label) in zip(images, labels) {
            let (h, x) = signals(image)
            let y = x[x.count - 1]
            let sum = y.reduce(0) { $0 + exp($1) }
            var delta = y.indices.map { (exp(y[$0]) / sum - ($0 == label ? 1 : 0)) / Double(images.count) }
            for number in stride(from: layout.layers.count - 1, through: 0, by: -1) {
                let layer = layout.layers[number]
                let input = number == 0 ? image : x[number - 1]
                for i in 0..<layer.outputs {
                    gradient[layer.biases + i] += delta[i]
                    for j in 0..<layer.inputs { gradient[layer.weights + i * layer.inputs + j] += delta[i] * input[j] }
                }
                guard number > 0 else { break }
                delta = (0..<layer.inputs).map { j in
                    (0..<layer.outputs).reduce(0) { $0 + delta[$1] * parameters[layer.weights + $1 * layer.inputs + j] }
                        * phi.derivative(h[number - 1][j])
                }
            }
        }
        return gradient
    }

    /// One step of an optimiser on a batch; the result is the loss before it.
    package mutating func step(_ images: [[Double]], _ labels: [Int], _ optimiser: Optimiser, rate: Double) -> Double {
        let before = loss(images, labels)
        let g = gradient(images, labels)
        steps += 1
        for i in parameters.indices {
            switch optimiser {
            case .sgd:
                parameters[i] -= rate * g[i]
            case .momentum(let decay):
                moments[0][i] = decay * moments[0][i] + g[i]
                parameters[i] -= rate * moments[0][i]
            case .rmsProp(let decay, let epsilon):
                moments[0][i] = decay * moments[0][i] + (1 - decay) * g[i] * g[i]
                parameters[i] -= rate * g[i] / (moments[0][i].squareRoot() + epsilon)
            case .adam(let beta1, let beta2, let epsilon):
                moments[0][i] = beta1 * moments[0][i] + (1 - beta1) * g[i]
                moments[1][i] = beta2 * moments[1][i] + (1 - beta2) * g[i] * g[i]
                let m = moments[0][i] / (1 - pow(beta1, Double(steps)))
                let v = moments[1][i] / (1 - pow(beta2, Double(steps)))
                parameters[i] -= rate * m / (v.squareRoot() + epsilon)
            }
        }
        return before
    }
}
