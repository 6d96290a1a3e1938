// The kernel's descendants at a pair of neurons a ≠ b of layer L, by derivatives along the directions v_a and v_b: up to third
// derivatives of preactivations and products of two Hessians, at the cost of some products with W per layer.
import LinearAlgebra

/// One network's share of P, Q, R, S, T and U, averaged over the two orders of a pair: their means over networks, times n, are
/// the tensors.
public struct Descendants: Hashable, Codable, Sendable {
    /// (dH)_{abb} z_a; (dH)_{aab} z_b.
    public let P, Q: Double
    /// (ddH I)_{aabb}; (ddH II) with the indices aabb, abab and abba.
    public let R, S, T, U: Double
    /// H_ab by a derivative, which must equal the result of the kernel's own recursion.
    public let element: Double
}

extension Descendants {
    init(pair a: Int, _ b: Int, ofLayer top: Int, in network: TangentNetwork) throws(LinearAlgebraError) {
        let (va, vb) = (try TangentDirection(output: a, ofLayer: top, in: network), try TangentDirection(output: b, ofLayer: top, in: network))
        let z = network.preactivations[top - 1]
        func derivatives(_ directions: [TangentDirection]) throws(LinearAlgebraError) -> TangentJet {
            try TangentJet(directions, upToLayer: top, in: network)
        }
        // Along a, a, b: sets 001 and 010 are a, 100 is b.
        let aab = try derivatives([va, va, vb]), bba = try derivatives([vb, vb, va])
        func at(_ jet: TangentJet, _ set: Int, _ output: Int) -> Double { jet.preactivations[top - 1][set][output] }
        let (alongA, alongB) = (try derivatives([va]), try derivatives([vb]))
        func product(_ gradient: TangentDirection, _ direction: TangentDirection, _ jet: TangentJet) throws(LinearAlgebraError) -> HessianProduct {
            try HessianProduct(gradientOf: gradient, along: direction, jet: jet, ofLayer: top, in: network)
        }
        let (aa, ab, ba, bb) = (
            try product(va, va, alongA), try product(va, vb, alongB), try product(vb, va, alongA), try product(vb, vb, alongB)
        )
        self.init(
            P: 0.5 * (at(bba, 0b011, a) * z[a] + at(aab, 0b011, b) * z[b]), Q: 0.5 * (at(aab, 0b101, a) * z[b] + at(bba, 0b101, b) * z[a]),
            R: 0.5 * (at(bba, 0b111, a) + at(aab, 0b111, b)), S: 0.5 * (ab.weighted(with: ab, in: network) + ba.weighted(with: ba, in: network)),
            T: aa.weighted(with: bb, in: network), U: ab.weighted(with: ba, in: network), element: at(aab, 0b100, a))
    }
}

extension TangentNetwork {
    /// The descendants at a pair of neurons of layer `layer`, one by one: the plain form.
    public func descendants(ofLayer layer: Int, pair a: Int, _ b: Int) throws(LinearAlgebraError) -> Descendants {
        guard (1...depth).contains(layer) else {
            throw .invalidParameter(name: "layer", value: "\(layer)", requirement: "from 1 to \(depth)")
        }
        guard a != b, (0..<width).contains(a), (0..<width).contains(b) else {
            throw .invalidParameter(name: "pair", value: "\(a), \(b)", requirement: "two different neurons below \(width)")
        }
        return try Descendants(pair: a, b, ofLayer: layer, in: self)
    }
}
