// The questions about the three measures. They were written down, with their criteria, before any of the judging networks was
// trained.
import BuildGraph
import Experiments
import Manuscript

/// A question about the measures.
package enum SameNetworksQuestion: Codable, Hashable, Sendable {
    case measuresAgree(Stage)
    case trainingKeepsTheOrder(Measure)
    case startPredictsTheLoss(Measure)
    case isometryPredictsBetter(than: Measure)
    case varyingKernelsMove
    case learningLeavesFewerNegativeDirections
}

/// A claim about the measures.
package struct SameNetworksClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: SameNetworksQuestion
    let networks: MeasuredNetworks
    let judges: Judging
    package var judging: Judging? { judges }

    package func observe(_ inputs: Inputs) throws -> Observation {
        try inputs[networks.origin].observation(
            try inputs.records(of: networks).observation(of: question),
            """
            \(networks.inputs) principal components, L = \(networks.depth), N = \(networks.width), \(networks.steps) steps, \
            \(networks.kinds.count) kinds, \((networks.kinds.first?.trainings.count ?? 0) / 2) pairs of networks of each
            """)
    }
}

extension JointRecords {
    package func observation(of question: SameNetworksQuestion) -> Observation {
        switch question {
        case .measuresAgree(let stage): sample(concordances(stage), restsOnRates: stage == .end)
        case .trainingKeepsTheOrder(let measure):
            sample(pairs.map { Moments.rankCorrelation(values(measure, .start, pair: $0), values(measure, .end, pair: $0)) })
        case .startPredictsTheLoss(let measure): sample(predictions(measure))
        case .isometryPredictsBetter(let other): sample(zip(predictions(.jacobian), predictions(other)).map { $0 - $1 })
        case .varyingKernelsMove:
            sample(pairs.map { k in Moments.rankCorrelation(values(.kernel, .start, pair: k), kinds.map { $0.kernelChange(pair: k) }) })
        case .learningLeavesFewerNegativeDirections:
            Observation(.list(kinds.map { kind in
                .init(kind.name, .sample(pairs.map { k in
                    Moments.mean(kind.pair(k).map { ($0.negative.first ?? .nan) - ($0.negative.last ?? .nan) })
                }))
            })).doubted(byRatesOf: kinds)
        }
    }

    private func sample(_ values: [Double], restsOnRates: Bool = true) -> Observation {
        let observation = Observation(.value(.sample(values)))
        return restsOnRates ? observation.doubted(byRatesOf: kinds) : observation
    }
}

extension Observation {
    /// In doubt if a chosen rate is the smallest or largest of those tried: a better one may lie outside.
    fileprivate func doubted(byRatesOf kinds: [JointRecords.Kind]) -> Observation {
        let atEdge = kinds.filter(\.isRateAtEdge).map(\.name)
        return atEdge.isEmpty ? self : doubted(because: "the chosen rate is the least or greatest of those tried for \(atEdge.joined(separator: " and for "))")
    }
}
