// The memory of a computation of the empirical tangent kernel, which is kept for the next one with as many inputs: a small kernel
// takes less time than the system takes to give the memory.
import LinearAlgebra
import Synchronization

/// Signals of all layers, and sums of the kernel.
final class KernelMemory: Sendable {
    let shape: Shape
    /// Strip after strip: the input, then x_1 … x_K.
    private let activations: FloatBuffer
    /// h_1 … h_K at the same places, where the slope needs them.
    private let preactivations: FloatBuffer
    /// Strip after strip, output after output: delta_1 … delta_K.
    private let deltas: FloatBuffer
    /// By group of layers and pair of strips, width × width numbers each.
    private let sums: FloatBuffer

    init(_ shape: Shape) {
        self.shape = shape
        activations = FloatBuffer(shape.strips * shape.perStrip)
        preactivations = FloatBuffer(shape.strips * shape.perStrip)
        deltas = FloatBuffer(shape.strips * shape.outputs * shape.perStrip)
        sums = FloatBuffer(shape.groups * shape.strips * shape.strips * shape.width * shape.width)
    }

    /// x of layer l = 0 … K, `width` inputs of each neuron.
    func activation(_ l: Int, _ strip: Int) -> UnsafeMutablePointer<Float> { activations.start + strip * shape.perStrip + shape.offsets[l] }
    func preactivation(_ l: Int, _ strip: Int) -> UnsafeMutablePointer<Float> { preactivations.start + strip * shape.perStrip + shape.offsets[l] }
    /// delta of layer l = 1 … K.
    func delta(_ l: Int, _ strip: Int, _ output: Int) -> UnsafeMutablePointer<Float> {
        deltas.start + (strip * shape.outputs + output) * shape.perStrip + shape.offsets[l]
    }

    /// What a group of layers adds to the kernel of the inputs of two strips.
    func block(_ group: Int, _ strip: Int, _ other: Int) -> UnsafeMutablePointer<Float> {
        sums.start + ((group * shape.strips + strip) * shape.strips + other) * shape.width * shape.width
    }

    func clear(rows strip: Int, group: Int) {
        block(group, strip, 0).update(repeating: 0, count: shape.strips * shape.width * shape.width)
    }

    /// Adds up the groups: count × count numbers, symmetric.
    func kernel(_ count: Int) -> [Float] {
        let (strips, width) = (shape.strips, shape.width), total = sums.start, size = strips * strips * width * width
        for group in 1..<max(1, shape.groups) {
            let own = total + group * size
            for k in 0..<size { total[k] += own[k] }
        }
        return [Float](unsafeUninitializedCapacity: count * count) { result, initialised in
            for i in 0..<count {
                for other in i / width..<strips {
                    let row = block(0, i / width, other) + i % width * width
                    for j in max(i, other * width)..<min(count, (other + 1) * width) {
                        result[i * count + j] = row[j - other * width]
                        result[j * count + i] = row[j - other * width]
                    }
                }
            }
            initialised = count * count
        }
    }
}

extension KernelMemory {
    /// How the work is split.
    struct Shape: Hashable, Sendable {
        /// Inputs per strip, 16 or 32, and strips.
        let width, strips: Int
        let outputs: Int
        /// Neurons of layers 0 … K, padded.
        let neurons: [Int]
        /// Groups of layers whose shares are added up by themselves.
        let groups: Int
        /// Where the signals of layers 0 … K begin in a strip, and floats per strip.
        let offsets: [Int]
        let perStrip: Int

        /// Flops that are worth another thread, about 50 µs.
        private static let leastWork = 8_000_000

        init(count: Int, _ layers: [PackedWeights], inputs: Int, outputs: Int) {
            width = count <= NarrowRow.width ? NarrowRow.width : WideRow.width
            strips = (count + width - 1) / width
            self.outputs = outputs
            neurons = [PackedWeights.padded(inputs)] + layers.map(\.rows)
            var (offsets, end) = ([Int](), 0)
            for own in neurons {
                offsets.append(end)
                end += own * width
            }
            (self.offsets, perStrip) = (offsets, end)
            let work = 2 * strips * width * strips * width * neurons.reduce(0, +) * (1 + outputs) / 2
            groups = max(1, min(work / Self.leastWork, 8 / max(1, strips), neurons.count))
        }

        /// Layers are counted from 0 by the layer below.
        func layers(ofGroup group: Int) -> Range<Int> { group * neurons.count / groups..<(group + 1) * neurons.count / groups }
    }
}

/// Holds the memory between two computations. A second computation at the same time gets memory of its own.
final class KernelMemoryHolder: Sendable {
    private let kept = Mutex<KernelMemory?>(nil)

    func take(_ shape: KernelMemory.Shape) -> KernelMemory {
        let found = kept.withLock { kept in
            defer { kept = nil }
            return kept
        }
        return found?.shape == shape ? found ?? KernelMemory(shape) : KernelMemory(shape)
    }

    func giveBack(_ memory: KernelMemory) { kept.withLock { $0 = memory } }
}
