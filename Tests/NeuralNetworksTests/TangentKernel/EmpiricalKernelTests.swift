// The kernel by the structure of layers against the sum of squared gradients, in double precision.
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Testing

@Suite struct EmpiricalKernelTests {
    private func network(_ phi: Nonlinearity, skip: Skip = .none, hasBiases: Bool = true, width: Int = 20, outputs: Int = 3) -> NetworkRealisation {
        NetworkRealisation(
            LayerStack(inputs: 13, hidden: HiddenLayers(width: width, count: 4, nonlinearity: phi, skip: skip, hasBiases: hasBiases), outputs: outputs),
            start: NetworkStart(.ensemble(.gaussian, sigmaW: 1.2), biasDeviation: 0.3), seed: 8)
    }

    /// Every product of two gradients, parameter by parameter.
    private func plain(_ network: NetworkRealisation, _ inputs: [Float], _ rates: LayerRates) throws -> [Double] {
        let reference = try ReferenceNetwork(network), parameters = try network.singleParameters().elements.map(Double.init)
        let n0 = network.stack.inputs, count = inputs.count / n0, outputs = network.stack.outputs
        var rate = [Double](repeating: 0, count: parameters.count)
        for (l, layer) in network.layout.layers.enumerated() {
            for k in 0..<layer.inputs * layer.outputs { rate[layer.weights + k] = rates.weights(inputs: layer.inputs) }
            for k in 0..<layer.outputs { rate[layer.biases + k] = rates.biases(layer: l + 1) }
        }
        var gradients: [[[Double]]] = []
        for i in 0..<count {
            let x = Matrix(rows: n0, columns: 1, elements: inputs[i * n0..<(i + 1) * n0].map(Double.init))
            let y = try reference.signals(parameters, x).outputs
            gradients.append(try (0..<outputs).map { output in
                // The loss (y - t)²/C has the gradient of y_o where t_o = y_o - C/2 and t = y otherwise.
                let target = Matrix(rows: outputs, columns: 1) { row, _ in y[row, 0] - (row == output ? 0.5 * Double(outputs) : 0) }
                return try reference.gradient(parameters, x, targets: target, .squaredError)
            })
        }
        return (0..<count * count).map { k in
            (0..<outputs).reduce(0.0) { sum, output in
                let (a, b) = (gradients[k / count][output], gradients[k % count][output])
                return sum + a.indices.reduce(0) { $0 + rate[$1] * a[$1] * b[$1] }
            }
        }
    }

    @Test(arguments: [Nonlinearity.tanh, .erf, .relu, .hardTanh, .linear], [LayerRates.tangentKernel, .equal])
    func theKernelIsTheSumOfProductsOfGradients(_ phi: Nonlinearity, _ rates: LayerRates) throws {
        for (count, hasBiases, outputs, products) in [
            (1, true, 1, SingleProducts.tiled), (37, true, 3, .tiled), (16, false, 2, .tiled), (37, true, 3, .openBLAS), (16, false, 2, .openBLAS),
        ] {
            let network = network(phi, hasBiases: hasBiases, outputs: outputs)
            let inputs = (0..<count * 13).map { Float(($0 * 37 % 101) - 50) / 40 }
            let kernel = try EmpiricalKernel(network.stack, parameters: network.singleParameters().elements, rates: rates, products: products)
            let found = kernel.gram(inputs), expected = try plain(network, inputs, rates)
            let scale = expected.map(abs).max() ?? 1
            let error = zip(found, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
            // Sums of 20 terms over five layers in single precision, 6e-8 each, and nonlinearities within 8 ulp.
            #expect(error < 2e-5 * scale, "\(phi), \(count) inputs: \(error / scale)")
            #expect(kernel.gram(inputs, threads: 2) == found)
        }
    }

    /// The memory of one computation is used by the next, and layers are split into groups where there is much to do.
    @Test func kernelsOfOneNetworkDoNotDependOnThoseBefore() throws {
        let network = network(.tanh, width: 200, outputs: 2)
        let parameters = try network.singleParameters().elements
        func inputs(_ count: Int) -> [Float] { (0..<count * 13).map { Float(($0 * (31 + count) % 103) - 51) / 40 } }
        let kernel = try EmpiricalKernel(network.stack, parameters: parameters, rates: .tangentKernel)
        for count in [80, 3, 80, 70, 1] {
            let alone = try EmpiricalKernel(network.stack, parameters: parameters, rates: .tangentKernel).gram(inputs(count))
            #expect(kernel.gram(inputs(count), threads: 2) == alone)
            let expected = count < 10 ? try plain(network, inputs(count), .tangentKernel) : []
            let scale = expected.map(abs).max() ?? 1
            // As above, with sums of 200 terms.
            for (found, exact) in zip(alone, expected) { #expect(abs(Double(found) - exact) < 5e-5 * scale) }
        }
        // A kernel of many inputs contains those of its parts.
        let many = kernel.gram(inputs(80)), few = kernel.gram(Array(inputs(80).prefix(5 * 13)))
        let scale = few.map(abs).max() ?? 1
        for i in 0..<5 { for j in 0..<5 { #expect(abs(many[i * 80 + j] - few[i * 5 + j]) < 1e-5 * scale) } }
    }

    @Test func whatHasNoLayersStructureIsRefused() throws {
        let plain = network(.tanh)
        #expect(throws: LinearAlgebraError.self) { try EmpiricalKernel(plain.stack, parameters: [1, 2], rates: .equal) }
        let skipping = network(.tanh, skip: .identity)
        #expect(throws: LinearAlgebraError.self) { try EmpiricalKernel(skipping.stack, parameters: skipping.singleParameters().elements, rates: .equal) }
    }
}
