// The derivatives of a layer that is normalised over the batch, which then is one piece: s = (z - mean)/deviation, h = gain · s.
import NetworkModels

extension BatchPiece {
    /// h ← the derivative of gain · s, and keeps those of s = (z - mean)/deviation and of the deviation.
    /// - Parameter v: the vector's gains.
    func normaliseDot(_ h: UnsafeMutablePointer<T>, _ v: UnsafePointer<T>, _ gains: Int, _ room: ProductRoom<T>) {
        guard let normalised else { return }
        let (b, n, s, sDot) = (T(samples), plan.width, normalised.signal.start, room.signalDot.start)
        for o in 0..<n {
            let (deviation, gain) = (normalised.deviations[o], plan.parameters.start[gains + o])
            var (mean, change) = (T(0), T(0))
            panels.forEachPart(o, of: n) { start, count in
                mean += sum(h + start, count) / b
                change += sum(h + start, times: s + start, count) / b
            }
            room.deviationDot.start[o] = change
            panels.forEachPart(o, of: n) { start, count in
                for j in start..<start + count {
                    sDot[j] = (h[j] - mean - s[j] * change) / deviation
                    h[j] = v[o] * s[j] + gain * sDot[j]
                }
            }
        }
    }

    /// From the derivative of dLoss/dh to that of dLoss/d(W x); writes the product's gains.
    func denormaliseDot(
        _ dDot: UnsafeMutablePointer<T>, _ v: UnsafePointer<T>, _ gains: Int, _ product: UnsafeMutablePointer<T>, _ adding: Bool, _ l: Int,
        _ room: ProductRoom<T>
    ) {
        guard let normalised else { return }
        let (b, n, s, sDot) = (T(samples), plan.width, normalised.signal.start, room.signalDot.start)
        let (d, own) = (deltas[l - 1].start, inner[l - 1].start)
        for o in 0..<n {
            let (deviation, gain, change) = (normalised.deviations[o], plan.parameters.start[gains + o], room.deviationDot.start[o])
            var (part, ofGain, mean, partDot) = (T(0), T(0), T(0), T(0))
            panels.forEachPart(o, of: n) { start, count in
                part += gain * sum(d + start, times: s + start, count) / b
                ofGain += sum(dDot + start, times: s + start, count) + sum(d + start, times: sDot + start, count)
                for j in start..<start + count { dDot[j] = v[o] * d[j] + gain * dDot[j] }
                mean += sum(dDot + start, count) / b
                partDot += (sum(dDot + start, times: s + start, count) + gain * sum(d + start, times: sDot + start, count)) / b
            }
            product[o] = (adding ? product[o] : 0) + ofGain
            panels.forEachPart(o, of: n) { start, count in
                for j in start..<start + count { dDot[j] = (dDot[j] - mean - partDot * s[j] - part * sDot[j] - own[j] * change) / deviation }
            }
        }
    }
}
