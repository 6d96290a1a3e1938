// The Hessian of a network's loss on a batch as a fast operator on several vectors at once, for every kind of layer. The
// readable definition is `ReferenceHessian`, with which it must agree; both take the Hessian of the smooth piece at bends of phi.
//
// Work is split into pieces of samples and groups of vectors, by the shapes alone; the pieces' parts are added in order. So no
// result depends on the number of threads. A normalised layer couples all samples: the batch is then one piece.
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
    /// For each worker, memory for its largest group so far.
    private var rooms: [ProductRoom<T>?]
    private var packedBuffers: [NumberBuffer<T>] = []
    private var partBuffers: [NumberBuffer<T>] = []
    /// Vectors per group.
    private let group: Int

    /// Samples per piece; with fewer the products are too small to be fast.
    package static var samplesPerPiece: Int { 256 }

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
            let part = Matrix(rows: inputs.rows, columns: range.count) { inputs[$0, range.lowerBound + $1] }
            return BatchPiece(plan, part, labels: Array(labels[range]))
        }
        team = ThreadTeam(threads)
        rooms = Array(repeating: nil, count: team.count)
        // A layer's signals of a group should stay in the second-level cache; more vectors make wider products.
        group = max(1, (1 << 19) / (plan.width * min(size, inputs.columns) * MemoryLayout<T>.stride))
    }

    /// P, the numbers of a vector: all learnt parameters.
    package var count: Int { plan.layout.layers.reduce(0) { $0 + length(of: $1) } }

    /// Pairs of a neuron and a sample whose preactivation is within its rounding of a bend of phi, where the loss has no
    /// second derivative.
    package var pairsAtBends: Int { pieces.reduce(0) { $0 + $1.atBends } }

    private func length(of layer: ParameterLayout.Layer) -> Int {
        layer.outputs * (layer.inputs + (plan.stack.hidden.hasBiases ? 1 : 0) + (layer.gains == nil ? 0 : 1))
    }

    /// H v of each vector: about 12 P B flops, less those that the first layer saves.
    /// - Parameter vectors: P numbers each: layer after layer its weights, row by row, its biases, its gains.
    /// - Throws: `nonFinite`, naming the layer; `invalidParameter` for vectors of another length.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func times(_ vectors: [[T]]) throws(LinearAlgebraError) -> [[T]] {
        let length = count
        for vector in vectors where vector.count != length {
            throw .invalidParameter(name: "vector", value: "\(vector.count) numbers", requirement: "\(length) numbers, one per parameter")
        }
        guard !vectors.isEmpty else { return [] }
        // Groups of nearly equal size.
        let groups = max((vectors.count + group - 1) / group, min(vectors.count, pieces.count == 1 ? 2 : 1))
        let ranges = (0..<groups).map { $0 * vectors.count / groups..<($0 + 1) * vectors.count / groups }
        let places = ranges.enumerated().flatMap { number, range in range.map { (number, $0 - range.lowerBound) } }
        let packed = buffers(&packedBuffers, ranges.map { $0.count * plan.layout.count })
        let parts = buffers(&partBuffers, ranges.flatMap { range in pieces.map { _ in range.count * plan.layout.count } })
        team.run(vectors.count) { task, _ in
            let (number, k) = places[task]
            pack(vectors[task], as: k, of: ranges[number].count, into: packed[number])
        }
        let failure = withUnsafeTemporaryAllocation(of: Int?.self, capacity: parts.count) { failures in
            failures.initialize(repeating: nil)
            team.run(parts.count) { [self] task, worker in
                let (number, piece) = task.quotientAndRemainder(dividingBy: pieces.count), k = ranges[number].count
                failures[task] = pieces[piece].times(packed[number].start, vectors: k, into: parts[task].start, room(worker, vectors: k))
            }
            return failures.lazy.compactMap(\.self).first
        }
        if let failure { throw .nonFinite(operation: "Hessian product, layer \(failure)") }
        let products = withUnsafeTemporaryAllocation(of: [T].self, capacity: vectors.count) { products in
            products.initialize(repeating: [])
            team.run(vectors.count) { [self] task, _ in
                let (number, k) = places[task], own = Array(parts[number * pieces.count..<(number + 1) * pieces.count])
                products[task] = unpack(own, packed[number], vector: k, of: ranges[number].count)
            }
            let result = Array(products)
            products.deinitialize()
            return result
        }
        let isFinite = products.allSatisfy { product in
            product.withUnsafeBufferPointer { elements in
                elements.baseAddress.map { sum($0, length).isFinite } ?? true
            } || product.allSatisfy(\.isFinite)
        }
        if !isFinite { throw .nonFinite(operation: "Hessian product, sum over the samples") }
        return products
    }

    /// Buffers of at least these sizes, which are kept for the next products: new memory costs as much as a layer.
    private func buffers(_ kept: inout [NumberBuffer<T>], _ counts: [Int]) -> [NumberBuffer<T>] {
        for (k, count) in counts.enumerated() {
            if k == kept.count { kept.append(NumberBuffer(count)) } else if kept[k].count < count { kept[k] = NumberBuffer(count) }
        }
        return Array(kept.prefix(counts.count))
    }

    private func room(_ worker: Int, vectors k: Int) -> ProductRoom<T> {
        if let room = rooms[worker], room.vectors >= k { return room }
        let room = ProductRoom(plan, samples: pieces.map(\.samples).max() ?? 1, vectors: k)
        rooms[worker] = room
        return room
    }

    /// The layers' parameters, and where each row of them lies among k interleaved vectors and in a vector.
    private func forEachRow(_ k: Int, _ body: (_ packed: Int, _ stride: Int, _ plain: Int, _ count: Int) -> Void) {
        var plain = 0
        for layer in plan.layout.layers {
            for o in 0..<layer.outputs { body(k * (layer.weights + o * layer.inputs), layer.inputs, plain + o * layer.inputs, layer.inputs) }
            plain += layer.outputs * layer.inputs
            for start in (plan.stack.hidden.hasBiases ? [layer.biases] : []) + (layer.gains.map { [$0] } ?? []) {
                for o in 0..<layer.outputs { body(k * (start + o), 1, plain + o, 1) }
                plain += layer.outputs
            }
        }
    }

    private func pack(_ vector: [T], as k: Int, of count: Int, into buffer: NumberBuffer<T>) {
        vector.withUnsafeBufferPointer { elements in
            guard let source = elements.baseAddress else { return }
            forEachRow(count) { packed, stride, plain, count in (buffer.start + packed + k * stride).update(from: source + plain, count: count) }
        }
    }

    /// One vector's product: the sum of the pieces' parts, and the penalty on the biases of hidden layers.
    private func unpack(_ parts: [NumberBuffer<T>], _ vectors: NumberBuffer<T>, vector k: Int, of count: Int) -> [T] {
        let length = self.count
        var product = [T](unsafeUninitializedCapacity: length) { elements, initialized in
            guard let target = elements.baseAddress else { return }
            forEachRow(count) { packed, stride, plain, count in
                let row = target + plain, start = packed + k * stride
                row.initialize(from: parts[0].start + start, count: count)
                for part in parts.dropFirst() {
                    let other = part.start + start
                    for i in 0..<count { row[i] += other[i] }
                }
            }
            initialized = length
        }
        guard penalty != 0, plan.stack.hidden.hasBiases else { return product }
        var end = 0
        for layer in plan.layout.layers.dropLast() {
            end += layer.outputs * layer.inputs
            for i in 0..<layer.outputs { product[end + i] += T(2 * penalty) * vectors.start[count * (layer.biases + i) + k] }
            end += layer.outputs * (layer.gains == nil ? 1 : 2)
        }
        return product
    }
}
