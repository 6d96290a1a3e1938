/// Where the slopes phi'(h) of a Jacobian's diagonal factors D^l come from.
public enum SlopeSource: String, Codable, Sendable, CaseIterable {
    /// From the network's own forward pass.
    case forwardPass
    /// From preactivations h ~ N(0, q*) drawn independently of signal and weights: the free D of the theory, whose
    /// products do not have the random overall scale of a finite ReLU network.
    case independent
}
