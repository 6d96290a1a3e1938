// The networks that P1 trains.
import NetworkModels

extension Initialisation {
    /// The six networks of P1's figure 4, in the order of its legend: orthogonal before Gaussian.
    package static let ofFigure4: [Initialisation] =
        [WeightEnsemble.orthogonal, .gaussian].flatMap { ensemble in
            [
                Initialisation(.tanh, ensemble, weightVariance: 1.05), Initialisation(.tanh, ensemble, weightVariance: 2),
                Initialisation(.relu, ensemble, weightVariance: 2),
            ]
        }

    /// Orthogonal tanh at a given q*, as in figures 5 and 6.
    package static func orthogonalTanh(qStar: Double) -> Initialisation { Initialisation(.tanh, .orthogonal, qStar: qStar) }

    var isOrthogonalTanh: Bool { nonlinearity == .tanh && ensemble == .orthogonal }
}
