/// The distribution of a layer's N × N weight matrix W at initialisation (P1).
public enum WeightEnsemble: String, Codable, Sendable, CaseIterable {
    /// Independent entries, W_ij ~ N(0, sigmaW² / N).
    case gaussian
    /// sigmaW times a matrix drawn from the Haar measure on O(N).
    case orthogonal
}
