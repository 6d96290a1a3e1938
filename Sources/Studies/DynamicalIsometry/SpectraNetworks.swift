// The four networks whose simulated spectra are compared with theory.
import NetworkModels

extension Initialisation {
    /// Panel (a) of figure 2.
    package static let linearGaussian = Initialisation(.linear, .gaussian)
    /// Panel (b) of figure 2.
    package static let reluOrthogonal = Initialisation(.relu, .orthogonal)
    /// Panel (c) of figure 2. The original's q* is not known; ours puts 1/(1 − p) = 22 between the depths 8 and 32, so that
    /// both sides of the threshold L(1 − p) = 1 are seen.
    package static let hardTanhOrthogonal = Initialisation(.hardTanh, .orthogonal, qStar: 0.25)
    /// Panel (d) of figure 2, which the original leaves out. At our choice of q* the variance of the squared singular values
    /// is 1 at depth 52 (the leading term, 8 q*² L = 1, gives 32), so that a smooth nonlinearity loses isometry between the
    /// depths 32 and 128.
    package static let tanhOrthogonal = Initialisation(.tanh, .orthogonal, qStar: 0.0625)

    /// The panels of figure 2 by network: the letters of claims do not follow the order of the panels.
    static let panelLetters: [Initialisation: String] = [
        .linearGaussian: "a", .reluOrthogonal: "b", .hardTanhOrthogonal: "c", .tanhOrthogonal: "d",
    ]
}
