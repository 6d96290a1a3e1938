// The tensors that describe how a network of finite width differs from the infinite one, by their letters in the literature
// (Roberts, Yaida and Hanin, The Principles of Deep Learning Theory; P4 follows it). z are preactivations of layer l, i_k
// output indices, delta12 = delta_{i_1 i_2}; all expectations are over networks, at one input:
//
//   E z1 z2 = (K + G1/n) delta12 + …                 E zzzz connected = (1/n) V (delta12 delta34 + two pairings)
//   E dH12 dH34 = (1/n) [delta12 delta34 A + (delta13 delta24 + delta14 delta23) B]
//   E z1 z2 dH34 = (1/n) [delta12 delta34 D + (delta13 delta24 + delta14 delta23) F]
//   E (dH)_{012} z3 = (1/n) [delta03 delta12 P + (delta01 delta23 + delta02 delta13) Q]
//   E (ddH I)_{0123} = (1/n) [R (delta01 delta23 + cyclic)]
//   E (ddH II)_{1234} = (1/n) [delta12 delta34 S + delta13 delta24 T + delta14 delta23 U]
//
// H is the neural tangent kernel, dH its derivative along itself, (dH)_{abc} = Hess z_a [v_b, v_c] with v the gradient times the
// rates, and ddH I and II the third derivative and the product of two Hessians.

/// A tensor of finite width, the coefficient of 1/n.
public enum Correlator: String, Codable, Sendable, CaseIterable {
    /// Correction of the mean kernel.
    case G1
    /// Connected four-point correlator of preactivations.
    case V
    /// Covariance of the tangent kernel's diagonal elements, and of its elements with themselves.
    case A, B
    /// Covariance of the tangent kernel with two preactivations.
    case D, F
    /// Mean of the kernel's first descendant (dNTK) with a preactivation.
    case P, Q
    /// Means of the second descendants (ddNTK).
    case R, S, T, U
}
