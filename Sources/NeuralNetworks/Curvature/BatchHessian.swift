// The Hessian of a network's loss on a batch as a fast operator on vectors, for every kind of layer. The readable definition is
// `ReferenceHessian`, with which it must agree; both take the Hessian of the smooth piece at bends of phi.
//
// Work is split into pieces of samples, by the shapes alone, and the pieces' parts are added in order. So no result depends on the
// number of threads, nor on the vectors that are multiplied together: they share the forward pass and the work of the threads. A
// normalised layer couples all samples: the batch is then one piece.
//
// Whatever other modules call is specialised for both precisions here: they see no bodies and would run the generic ones.
import LinearAlgebra
import NetworkModels

/// The Hessian in one precision.
///
/// Threading: used by one thread at a time; it starts its own threads.
package final class BatchHessian<T: ProductScalar> {
    let plan: BatchPlan<T>
    let pieces: [BatchPiece<T>]
    private let penalty: Double
    private let team: ThreadTeam
    /// Each worker's memory.
    private var rooms: [ProductRoom<T>?]
    /// The pieces whose parts are added in one buffer: with few buffers, their memory is no more than a few products'.
    private let runs: [Range<Int>]
    /// The parts of the runs after the first, kept for the next products: new memory costs as much as a layer.
    private var parts: [NumberBuffer<T>] = []

    /// Samples per piece: a layer's signals and weights stay in the second-level cache.
    package static var samplesPerPiece: Int { 256 }
    /// Pieces of one vector that are multiplied side by side, at most.
    private static var mostRuns: Int { 4 }

    /// - Parameters:
    ///   - parameters: in the layout's order, with its gaps.
    ///   - inputs: n_0 × B.
    ///   - labels: one per sample.
    /// - Throws: `invalidParameter` for parameters, inputs or labels that do not fit the network.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package init(
        _ network: NetworkRealisation, parameters: [Double], inputs: Matrix, labels: [Int], objective: Objective, threads: Int = 1
    ) throws(LinearAlgebraError) {
        func require(_ holds: Bool, _ name: String, _ value: Any, _ requirement: String) throws(LinearAlgebraError) {
            if !holds { throw .invalidParameter(name: name, value: "\(value)", requirement: requirement) }
        }
        BLAS.start()
        let plan = try BatchPlan<T>(network, parameters, objective.loss, batchSize: inputs.columns)
        try require(parameters.count == plan.layout.count, "parameters", "\(parameters.count) numbers", "\(plan.layout.count) numbers")
        try require(
            inputs.rows == network.stack.inputs && inputs.columns > 0, "inputs", "\(inputs.rows) × \(inputs.columns)",
            "\(network.stack.inputs) numbers for each of at least one sample")
        try require(
            labels.count == inputs.columns && labels.allSatisfy((0..<network.stack.outputs).contains), "labels", "\(labels.count) classes",
            "\(inputs.columns), from 0 to \(network.stack.outputs - 1)")
        self.plan = plan
        penalty = objective.biasPenalty?.strength ?? 0
        let size = network.stack.hidden.normalised == nil ? Self.samplesPerPiece : inputs.columns
        let count = (inputs.columns + size - 1) / size
        pieces = (0..<count).map { piece in
            let range = piece * inputs.columns / count..<(piece + 1) * inputs.columns / count
            return BatchPiece(plan, inputs, range, labels: Array(labels[range]))
        }
        let most = min(count, Self.mostRuns)
        runs = (0..<most).map { $0 * count / most..<($0 + 1) * count / most }
        team = ThreadTeam(threads)
        rooms = Array(repeating: nil, count: team.count)
    }

    /// P, the numbers of a vector: all learnt parameters.
    package var count: Int { plan.count }

    /// Pairs of a neuron and a sample whose preactivation is within its rounding of a bend of phi, where the loss has no
    /// second derivative.
    package var pairsAtBends: Int { pieces.reduce(0) { $0 + $1.atBends } }

    /// H v of each vector: about 12 P B flops, less those that the first layer saves.
    /// - Parameter vectors: P numbers each: layer after layer its weights, row by row, its biases, its gains.
    /// - Throws: `nonFinite`, naming the layer; `invalidParameter` for vectors of another length.
    package func times(_ vectors: [[T]]) throws(LinearAlgebraError) -> [[T]] {
        var products: [[T]] = []
        try times(vectors, into: &products)
        return products
    }

    /// The same into arrays whose memory is used again if they have the products' sizes.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func times(_ vectors: [[T]], into products: inout [[T]]) throws(LinearAlgebraError) {
        let length = count
        for vector in vectors where vector.count != length {
            throw .invalidParameter(name: "vector", value: "\(vector.count) numbers", requirement: "\(length) numbers, one per parameter")
        }
        if products.count != vectors.count || products.contains(where: { $0.count != length }) {
            products = vectors.map { _ in [T](repeating: 0, count: length) }
        }
        while parts.count < vectors.count * (runs.count - 1) { parts.append(NumberBuffer(length)) }
        let areFinite = products.withUnsafeMutableBufferPointer { products in
            team.run(vectors.count * runs.count) { [self] task, worker in
                let (k, run) = task.quotientAndRemainder(dividingBy: runs.count)
                vectors[k].withUnsafeBufferPointer { vector in
                    if run == 0 {
                        products[k].withUnsafeMutableBufferPointer { multiply(vector.baseAddress, run, into: $0.baseAddress, worker) }
                    } else {
                        multiply(vector.baseAddress, run, into: parts[k * (runs.count - 1) + run - 1].start, worker)
                    }
                }
            }
            return withUnsafeTemporaryAllocation(of: Bool.self, capacity: vectors.count) { finite in
                finite.initialize(repeating: true)
                team.run(vectors.count) { [self] k, _ in
                    finite[k] = products[k].withUnsafeMutableBufferPointer { addParts(to: $0.baseAddress, vector: k, vectors[k]) }
                }
                return finite.allSatisfy(\.self)
            }
        }
        if !areFinite { throw .nonFinite(operation: "Hessian product, \(failure(vectors).map { "layer \($0)" } ?? "sum over the samples")") }
    }

    private func multiply(_ vector: UnsafePointer<T>?, _ run: Int, into product: UnsafeMutablePointer<T>?, _ worker: Int) {
        guard let vector, let product else { return }
        let room = room(worker)
        for piece in runs[run] { pieces[piece].times(vector, into: product, adding: piece > runs[run].lowerBound, room) }
    }

    /// Adds the parts of the other runs, and the penalty on the biases of hidden layers.
    /// - Returns: whether all numbers are finite.
    private func addParts(to product: UnsafeMutablePointer<T>?, vector k: Int, _ vector: [T]) -> Bool {
        guard let product else { return true }
        for run in 1..<max(1, runs.count) {
            let part = parts[k * (runs.count - 1) + run - 1].start
            for i in 0..<count { product[i] += part[i] }
        }
        if penalty != 0, plan.stack.hidden.hasBiases {
            for (layer, places) in zip(plan.layout.layers, plan.places).dropLast() {
                for i in places.biases..<places.biases + layer.outputs { product[i] += T(2 * penalty) * vector[i] }
            }
        }
        // A sum that overflows may have finite terms.
        return sum(product, count).isFinite || (0..<count).allSatisfy { product[$0].isFinite }
    }

    /// The first layer whose derivatives along one of the vectors are not finite.
    private func failure(_ vectors: [[T]]) -> Int? {
        let product = NumberBuffer<T>(count), room = room(0)
        for vector in vectors {
            for piece in pieces {
                let layer = vector.withUnsafeBufferPointer { vector in
                    vector.baseAddress.flatMap { piece.times($0, into: product.start, adding: false, room, checking: true) }
                }
                if let layer { return layer }
            }
        }
        return nil
    }

    private func room(_ worker: Int) -> ProductRoom<T> {
        if let room = rooms[worker] { return room }
        let room = ProductRoom(plan, panels: pieces.map(\.panels.count).max() ?? 1)
        rooms[worker] = room
        return room
    }
}
