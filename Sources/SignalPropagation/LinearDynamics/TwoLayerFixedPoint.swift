// The fixed points of a linear network with one hidden layer, and their stability (P2, section 2.1; Baldi and Hornik 1989).
//
// On whitened data each fixed point (up to hidden rotations) keeps a set K of modes, at most one per hidden unit, and ignores the others.
// The curvature of the loss (1/2)|Σ31 - W³²W²¹|² there, on balanced layers a = b = √s_i, pairs an ignored mode k with the unit of a kept
// mode i as [[s_i, -s_k], [-s_k, s_i]], and with an unused unit as [[0, -s_k], [-s_k, 0]].
import Foundation

/// A fixed point that keeps some of the modes of the data.
public struct TwoLayerFixedPoint: Hashable, Sendable {
    /// Strengths s of the modes, descending.
    public let strengths: [Double]
    /// Hidden units, N_2.
    public let hidden: Int
    /// Indices of the modes that are kept, ascending; at most `hidden`.
    public let kept: [Int]

    /// The least curvature: negative at a saddle, zero where all is stable but for rotations of the hidden units.
    public var leastCurvature: Double {
        let ignored = strengths.indices.filter { !kept.contains($0) }.map { strengths[$0] }.max() ?? 0
        let weakest = kept.count < hidden ? 0 : kept.map { strengths[$0] }.min() ?? 0
        return min(0, weakest - ignored)
    }

    public var isStable: Bool { leastCurvature == 0 }

    /// All fixed points of modes with different strengths.
    public static func all(strengths: [Double], hidden: Int) -> [TwoLayerFixedPoint] {
        (0..<1 << strengths.count).map { set in strengths.indices.filter { set >> $0 & 1 == 1 } }
            .filter { $0.count <= hidden }
            .map { TwoLayerFixedPoint(strengths: strengths, hidden: hidden, kept: $0) }
    }
}
