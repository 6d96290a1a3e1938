// What nonlinearities and ensembles are called in text, figures and tables, in one place.

extension Nonlinearity {
    /// "tanh", "hard-tanh", "ReLU".
    public var displayName: String {
        switch self {
        case .linear: "linear"
        case .relu: "ReLU"
        case .hardTanh: "hard-tanh"
        case .tanh: "tanh"
        case .erf: "erf"
        }
    }
}

extension WeightEnsemble {
    /// "Gaussian", "orthogonal".
    public var displayName: String {
        switch self {
        case .gaussian: "Gaussian"
        case .orthogonal: "orthogonal"
        }
    }
}
