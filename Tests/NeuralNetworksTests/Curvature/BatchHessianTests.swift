// The fast Hessian products against the reference, in both precisions, for every kind of layer, loss and split of the work.
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

@Suite struct BatchHessianTests {
    private struct Case {
        let reference: ReferenceHessian
        let realisation: NetworkRealisation
        let parameters: [Double]
        let inputs: Matrix
        let labels: [Int]
        let objective: Objective

        func batch<T: ProductScalar>(_: T.Type, threads: Int = 1) throws -> BatchHessian<T> {
            try BatchHessian<T>(realisation, parameters: parameters, inputs: inputs, labels: labels, objective: objective, threads: threads)
        }

        /// The reference's product in the fast operator's order.
        func product(_ v: [Double]) throws -> [Double] {
            var all = [Double](repeating: 0, count: parameters.count)
            for (k, index) in reference.indices.enumerated() { all[index] = v[k] }
            let product = try reference.times(all)
            return reference.indices.map { product[$0] }
        }

        func vectors(_ count: Int) -> [[Double]] {
            (0..<count).map { RandomStream(seed: 8).substream(UInt64($0)).normals(reference.indices.count) }
        }
    }

    private func sample(_ kind: Int, _ loss: Objective.Loss, _ phi: Nonlinearity, samples: Int = 30) throws -> Case {
        let (_, skip, normalised, hasBiases) = ReferenceNetworkTests.kinds[kind]
        let realisation = ReferenceNetworkTests().network(skip, normalised: normalised, hasBiases: hasBiases, phi)
        let images = Batches.images(samples), numbers = Array(0..<samples)
        let (inputs, targets) = Batches.matrices(images, numbers, meanSquare: 0.8)
        let parameters = try realisation.singleParameters().elements.map { Double($0) }
        let objective = Objective(loss, biasPenalty: BiasPenalty(strength: 0.7, deviation: 0.5))
        let reference = try ReferenceHessian(ReferenceNetwork(realisation), parameters, inputs, targets: targets, objective)
        let labels = numbers.map { sample in (0..<5).first { targets[$0, sample] == 1 } ?? 0 }
        return Case(reference: reference, realisation: realisation, parameters: parameters, inputs: inputs, labels: labels, objective: objective)
    }

    private func largest(_ a: [Double], minus b: [Double]) -> Double { zip(a, b).map { abs($0 - $1) }.max() ?? .nan }

    /// Every number is a sum over seven layers of sums of at most 30 × 19 products of numbers that are themselves such sums: a few
    /// hundred roundings, which partly cancel, of numbers no larger than the largest. 2^-53 and 2^-24 times 500.
    @Test("Every kind of network has the reference's products, to rounding", arguments: ReferenceNetworkTests.kinds.indices, Objective.Loss.allCases)
    func agreesWithTheReference(kind: Int, loss: Objective.Loss) throws {
        for phi in [Nonlinearity.tanh, .relu, .erf] {
            let sample = try sample(kind, loss, phi), vectors = sample.vectors(3)
            let expected = try vectors.map(sample.product), scale = expected.joined().map(abs).max() ?? 0
            let double = try sample.batch(Double.self).times(vectors)
            let single = try sample.batch(Float.self).times(vectors.map { $0.map(Float.init) })
            for k in vectors.indices {
                #expect(largest(double[k], minus: expected[k]) < 500 * 0x1p-53 * scale)
                #expect(largest(single[k].map(Double.init), minus: expected[k]) < 500 * 0x1p-24 * scale)
            }
        }
    }

    @Test("Samples split over pieces give the same products, with the same bits for any number of threads")
    func pieces() throws {
        let sample = try sample(6, .crossEntropy, .relu, samples: 600), vectors = sample.vectors(5)
        let one = try sample.batch(Double.self).times(vectors), two = try sample.batch(Double.self, threads: 2).times(vectors)
        #expect(one == two)
        for (product, vector) in zip(one, vectors) { #expect(largest(product, minus: try sample.product(vector)) < 1e-12) }
    }

    /// More neurons than a strip, more inputs than are multiplied at once, and samples that fill no panel; as above, of sums of up to 300.
    @Test("Layers wider than a panel have the reference's products, alone or together", arguments: [Skip.none, .hyperResidual(.orthogonal(folds: 1))])
    func wide(skip: Skip) throws {
        let stack = LayerStack(inputs: 300, hidden: HiddenLayers(width: 70, count: 3, nonlinearity: .tanh, skip: skip), outputs: 5)
        let realisation = NetworkRealisation(stack, start: NetworkStart(.glorotNormal), seed: 4)
        let inputs = Matrix.gaussian(rows: 300, columns: 70, deviation: 1, from: RandomStream(seed: 2)), labels = (0..<70).map { $0 % 5 }
        let targets = Matrix(rows: 5, columns: 70) { labels[$1] == $0 ? 1 : 0 }, objective = Objective(.crossEntropy)
        let parameters = try realisation.singleParameters().elements.map { Double($0) }
        let sample = Case(
            reference: try ReferenceHessian(ReferenceNetwork(realisation), parameters, inputs, targets: targets, objective),
            realisation: realisation, parameters: parameters, inputs: inputs, labels: labels, objective: objective)
        let vectors = sample.vectors(2), expected = try vectors.map(sample.product), scale = expected.joined().map(abs).max() ?? 0
        let double = try sample.batch(Double.self), single = try sample.batch(Float.self)
        let (together, alone) = (try double.times(vectors), try vectors.map { try double.times([$0])[0] })
        #expect(together == alone)
        for (product, exact) in zip(together, expected) { #expect(largest(product, minus: exact) < 500 * 0x1p-53 * scale) }
        for (product, exact) in zip(try single.times(vectors.map { $0.map(Float.init) }), expected) {
            #expect(largest(product.map(Double.init), minus: exact) < 500 * 0x1p-24 * scale)
        }
    }

    @Test("The whole Hessian is the reference's, column by column")
    func matrix() throws {
        let sample = try sample(8, .crossEntropy, .tanh, samples: 11)
        let (fast, slow) = (try sample.batch(Double.self).matrix(), try sample.reference.matrix())
        let scale = slow.elements.map(abs).max() ?? 0
        #expect(fast.largestDifference(from: slow) < 500 * 0x1p-53 * scale)
    }

    @Test("A product that is not finite names its layer; vectors and inputs that do not fit are refused")
    func refused() throws {
        let sample = try sample(0, .crossEntropy, .tanh), batch = try sample.batch(Double.self)
        var vector = sample.vectors(1)[0]
        // A weight of the second layer: 19 × 8 weights and 8 biases come before.
        vector[160] = .infinity
        #expect(throws: LinearAlgebraError.nonFinite(operation: "Hessian product, layer 2")) { try batch.times([vector]) }
        #expect(throws: LinearAlgebraError.self) { try batch.times([[1, 2]]) }
        #expect(throws: LinearAlgebraError.self) { try batch.matrix(limit: 10) }
        #expect(throws: LinearAlgebraError.self) {
            try BatchHessian<Double>(
                sample.realisation, parameters: sample.parameters, inputs: sample.inputs, labels: [7], objective: sample.objective)
        }
    }

    @Test("Samples at a bend are counted: with inputs and biases of zero all preactivations are")
    func bends() throws {
        let sample = try sample(1, .crossEntropy, .relu)
        #expect(try sample.batch(Double.self).pairsAtBends == 0)
        let zeros = Matrix(rows: 19, columns: 3)
        let batch = try BatchHessian<Double>(
            sample.realisation, parameters: sample.parameters, inputs: zeros, labels: [0, 1, 2], objective: sample.objective)
        #expect(batch.pairsAtBends == 5 * 8 * 3)
    }
}
