// The four networks whose spectra theory and simulation are compared on.
import NetworkModels

extension Initialisation {
    /// Panel (a) of figure 2.
    package static let linearGaussian = Initialisation(.linear, .gaussian)
    /// Panel (b) of figure 2.
    package static let reluOrthogonal = Initialisation(.relu, .orthogonal)
    /// Panel (c) of figure 2. The paper's q* is not known; our choice puts 1/(1 − p) = 22 between the depths 8 and 32,
    /// so that both sides of the threshold L(1 − p) = 1 are seen.
    package static let hardTanhOrthogonal = Initialisation(.hardTanh, .orthogonal, qStar: 0.25)
    /// Panel (d) of figure 2, which the paper leaves out. Our choice of q*: the variance of the squared singular values is
    /// 1 at depth 52 (the leading term, 8 q*² L = 1, would say 32), so that a smooth nonlinearity leaves isometry between the
    /// depths 32 and 128.
    package static let tanhOrthogonal = Initialisation(.tanh, .orthogonal, qStar: 0.0625)

    /// The panels of figure 2 by their networks: what a panel's claim is called does not follow the order of the panels.
    static let panelLetters: [Initialisation: String] = [
        .linearGaussian: "a", .reluOrthogonal: "b", .hardTanhOrthogonal: "c", .tanhOrthogonal: "d",
    ]
}
