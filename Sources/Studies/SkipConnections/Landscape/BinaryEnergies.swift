// The energies of all configurations of a binary network. Configurations that share their first layers share the work on them: a layer's
// signals are computed once for each choice of the weights up to it, eight samples at a time.

extension BinaryNetwork {
    /// Energies in the order of configurations, 2^weightCount of them.
    package func energies() -> [Double] {
        [Double](unsafeUninitializedCapacity: 1 << weightCount) { buffer, count in
            var x = [inputs] + Array(repeating: [Samples(), Samples()], count: hidden)
            fill(buffer, layer: 1, prefix: 0, &x)
            count = buffer.count
        }
    }

    private func fill(_ buffer: UnsafeMutableBufferPointer<Double>, layer: Int, prefix: Int, _ x: inout [[Samples]]) {
        let (u, v) = (x[layer - 1][0], x[layer - 1][1])
        // f(±u ± v), by the bits of the two weights.
        let units = (rectified(-u - v), rectified(u - v), rectified(v - u), rectified(u + v))
        func unit(_ bits: Int) -> Samples { bits & 2 == 0 ? (bits & 1 == 0 ? units.0 : units.1) : (bits & 1 == 0 ? units.2 : units.3) }
        for choice in 0..<16 {
            let signal = added(layer, (unit(choice & 3), unit(choice >> 2)), to: x)
            let configuration = prefix << 4 | choice
            if layer < hidden {
                x[layer][0] = signal.first
                x[layer][1] = signal.second
                fill(buffer, layer: layer + 1, prefix: configuration, &x)
            } else {
                let (a, b) = (signal.first, signal.second), base = configuration << 3
                for readout in 0..<8 {
                    let sum = (readout & 1 == 1 ? a : -a) + (readout & 2 == 2 ? b : -b) + (readout & 4 == 4 ? 1 : -1)
                    buffer[base + readout] = energy(of: sum)
                }
            }
        }
    }
}
