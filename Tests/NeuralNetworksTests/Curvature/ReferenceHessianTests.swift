// The Hessian's products against finite differences of the gradient, and laws that they must satisfy.
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

@Suite struct ReferenceHessianTests {
    /// A small network of a kind of `ReferenceNetworkTests`, on seven images.
    private func hessian(_ kind: Int, _ loss: Objective.Loss, _ nonlinearity: Nonlinearity = .tanh) throws -> (ReferenceHessian, Matrix, Matrix, Objective) {
        let (_, skip, normalised, hasBiases) = ReferenceNetworkTests.kinds[kind]
        let realisation = ReferenceNetworkTests().network(skip, normalised: normalised, hasBiases: hasBiases, nonlinearity)
        let (inputs, targets) = Batches.matrices(Batches.images(), Array(0..<7), meanSquare: 0.8)
        let parameters = try realisation.singleParameters().elements.map { Double($0) }
        let objective = Objective(loss)
        return (try ReferenceHessian(ReferenceNetwork(realisation), parameters, inputs, targets: targets, objective), inputs, targets, objective)
    }

    /// A random direction in the space of parameters, zero in the layout's gaps.
    private func direction(_ hessian: ReferenceHessian, seed: UInt64) -> [Double] {
        var v = [Double](repeating: 0, count: hessian.parameters.count)
        let normals = RandomStream(seed: seed).normals(hessian.indices.count)
        for (k, index) in hessian.indices.enumerated() { v[index] = normals[k] }
        return v
    }

    /// Central differences of step e are off by e²/6 of a fourth derivative and by rounding, 2^-53/e of the gradient: with
    /// e = 1e-5 below 1e-9 of numbers of order 1, and 1e-7 of the largest here.
    @Test("Products of every kind of network are those of finite differences of the gradient", arguments: ReferenceNetworkTests.kinds.indices, Objective.Loss.allCases)
    func finiteDifferences(kind: Int, loss: Objective.Loss) throws {
        let (hessian, inputs, targets, _) = try hessian(kind, loss)
        let v = direction(hessian, seed: 8), step = 1e-5
        func gradient(_ sign: Double) throws -> [Double] {
            let moved = zip(hessian.parameters, v).map { $0 + sign * step * $1 }
            return try hessian.network.gradient(moved, inputs, targets: targets, loss)
        }
        let (above, below) = (try gradient(1), try gradient(-1))
        let product = try hessian.times(v)
        let largest = hessian.indices.map { abs(product[$0]) }.max() ?? 0
        for i in hessian.indices {
            #expect(abs((above[i] - below[i]) / (2 * step) - product[i]) < 1e-6 * largest, "\(ReferenceNetworkTests.kinds[kind].name), parameter \(i)")
        }
    }

    @Test("The Hessian is symmetric to rounding", arguments: ReferenceNetworkTests.kinds.indices)
    func symmetric(kind: Int) throws {
        let (hessian, _, _, _) = try hessian(kind, .crossEntropy, .relu)
        let (u, v) = (direction(hessian, seed: 1), direction(hessian, seed: 2))
        let (hu, hv) = (try hessian.times(u), try hessian.times(v))
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let scale = (dot(hu, hu) * dot(v, v)).squareRoot()
        #expect(abs(dot(u, hv) - dot(v, hu)) < 1e-13 * scale)
    }

    @Test("The shift of all outputs that the softmax does not see is an exact null direction")
    func softmaxShift() throws {
        let (hessian, _, _, _) = try hessian(0, .crossEntropy)
        var v = [Double](repeating: 0, count: hessian.parameters.count)
        let readout = try #require(hessian.network.layout.layers.last)
        for i in 0..<readout.outputs { v[readout.biases + i] = 1 }
        let product = try hessian.times(v)
        #expect(hessian.indices.allSatisfy { abs(product[$0]) < 1e-15 })
    }

    @Test("The penalty on biases adds twice its strength on the diagonal")
    func penalty() throws {
        let realisation = ReferenceNetworkTests().network(.identity)
        let (inputs, targets) = Batches.matrices(Batches.images(), Array(0..<7), meanSquare: 0.8)
        let parameters = try realisation.singleParameters().elements.map { Double($0) }
        let network = try ReferenceNetwork(realisation)
        let without = try ReferenceHessian(network, parameters, inputs, targets: targets, Objective(.crossEntropy)).matrix()
        let penalised = Objective(.crossEntropy, biasPenalty: BiasPenalty(strength: 0.7, deviation: 0.5))
        let with = try ReferenceHessian(network, parameters, inputs, targets: targets, penalised).matrix()
        let trace = (0..<with.rows).reduce(0) { $0 + with[$1, $1] - without[$1, $1] }
        // Five hidden layers of eight biases.
        #expect(abs(trace - 2 * 0.7 * 40) < 1e-9)
    }
}
