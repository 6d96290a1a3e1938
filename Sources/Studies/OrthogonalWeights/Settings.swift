// The settings in which the tensors are studied.
import NetworkModels
import SignalPropagation

extension TangentSetting {
    /// Critical tanh networks whose biases learn at the rate 1/l, as the original's: the main setting. K¹ = 1 is our choice; no
    /// limit at large depth depends on it.
    static func main(_ ensemble: WeightEnsemble) -> TangentSetting { TangentSetting(.tanh, ensemble) }

    /// The same without learning biases (our choice, for comparison).
    static func silentBiases(_ ensemble: WeightEnsemble) -> TangentSetting { TangentSetting(.tanh, ensemble, biasRate: .constant(0)) }

    /// ReLU at its critical point.
    static func rectifier(_ ensemble: WeightEnsemble) -> TangentSetting { TangentSetting(.relu, ensemble, weightVariance: 2) }

    /// The networks of the original's figure of width 50, whose input gives K¹ = 0.25 as nearly as the figure shows, under a reading of
    /// the rates of its biases.
    static func published(_ ensemble: WeightEnsemble, biasRate: BiasRate = .overLayer(1)) -> TangentSetting {
        TangentSetting(.tanh, ensemble, biasRate: biasRate, firstKernel: 0.25)
    }

    /// The networks of the original's figure of width 20, whose input gives K¹ = 0.47.
    static func publishedNarrow(_ ensemble: WeightEnsemble) -> TangentSetting {
        TangentSetting(.tanh, ensemble, biasRate: .overLayer(1), firstKernel: 0.47)
    }
}

extension WeightEnsemble {
    /// The order of panels and curves.
    static let inOrder: [WeightEnsemble] = [.gaussian, .orthogonal]
}

extension Correlator {
    /// Those of the tangent kernel and its descendants: the ten series of the original's figures.
    static let ofKernel: [Correlator] = [.A, .B, .D, .F, .P, .Q, .R, .S, .T, .U]
    static let fluctuations: [Correlator] = [.A, .B, .D, .F]
    static let descendants: [Correlator] = [.P, .Q, .R, .S, .T, .U]

    /// The tensor in its unit, for gnuplot: "{/:Italic K R}/Θ³".
    var plotName: String {
        switch self {
        case .G1: "{/:Italic G}^{(1)}/{/:Italic K}"
        case .V: "{/:Italic V}/{/:Italic K}²"
        case .A, .B, .P, .Q: "{/:Italic \(rawValue)}/Θ²"
        case .D, .F: "{/:Italic \(rawValue)}/{/:Italic K}Θ"
        case .R, .S, .T, .U: "{/:Italic K\(rawValue)}/Θ³"
        }
    }

    /// The same for Markdown.
    var markdownName: String {
        switch self {
        case .G1: "$G^{(1)}/K$"
        case .V: "$V/K^2$"
        case .A, .B, .P, .Q: "$\(rawValue)/\\Theta^2$"
        case .D, .F: "$\(rawValue)/(K\\Theta)$"
        case .R, .S, .T, .U: "$K\(rawValue)/\\Theta^3$"
        }
    }
}
