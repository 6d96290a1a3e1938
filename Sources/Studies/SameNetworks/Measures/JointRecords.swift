// Three measures of the same networks, pair by pair. A pair is the smallest group that has a spread over seeds, and pairs are
// independent of each other: they are the replicates of all claims.
import BuildGraph
import Experiments
import Foundation
import Manuscript

/// What is said of a network to be good for learning: each is 0 at its best.
package enum Measure: String, Codable, Hashable, Sendable, CaseIterable {
    /// The relative variance of the squared singular values of the Jacobian (P1).
    case jacobian
    /// The relative variance of the tangent kernel over seeds (P4).
    case kernel
    /// The share of the Hessian's eigenvalues with |λ| < 1e-4 λ_max (P3).
    case hessian
}

/// When a network is measured.
package enum Stage: String, Codable, Hashable, Sendable { case start, end }

/// All kinds of networks, with their measures.
package struct JointRecords: Sendable {
    /// One kind: networks 2k and 2k + 1 are pair k.
    package struct Kind: Sendable {
        package var name: String
        package var isRateAtEdge: Bool
        package var networks: [NetworkCourse]

        package init(_ name: String, isRateAtEdge: Bool = false, networks: [NetworkCourse]) {
            (self.name, self.isRateAtEdge, self.networks) = (name, isRateAtEdge, networks)
        }

        var pairCount: Int { networks.count / 2 }

        func pair(_ k: Int) -> [NetworkCourse] { [networks[2 * k], networks[2 * k + 1]] }

        /// A measure of a pair; NaN if a network diverged before.
        func measure(_ measure: Measure, _ stage: Stage, pair k: Int) -> Double {
            let pair = pair(k)
            func end(_ values: [Double]) -> Double { (stage == .start ? values.first : values.last) ?? .nan }
            switch measure {
            case .jacobian: return Moments.mean(pair.map { end($0.jacobianSpreads) })
            case .hessian: return Moments.mean(pair.map { end($0.degenerate) })
            case .kernel:
                let kernels = pair.compactMap { stage == .start ? $0.kernels.first : $0.kernels.last }
                return kernels.count == 2 ? kernelSpread(kernels[0], kernels[1]) : .nan
            }
        }

        /// The logarithm of the test loss reached, mean of the pair.
        func logLoss(pair k: Int) -> Double { Moments.mean(pair(k).map { log($0.leastLoss) }) }
        /// How far the kernel moved, mean of the pair.
        func kernelChange(pair k: Int) -> Double { Moments.mean(pair(k).map { $0.kernelChanges.last ?? .nan }) }
    }

    package var kinds: [Kind]

    package init(_ kinds: [Kind]) { self.kinds = kinds }

    var pairs: Range<Int> { 0..<(kinds.map(\.pairCount).min() ?? 0) }

    /// A measure of all kinds, in one pair of each.
    func values(_ measure: Measure, _ stage: Stage, pair k: Int) -> [Double] { kinds.map { $0.measure(measure, stage, pair: k) } }

    /// For each pair, the rank correlation over the kinds between two measures.
    func correlations(_ a: Measure, _ b: Measure, _ stage: Stage) -> [Double] {
        pairs.map { Moments.rankCorrelation(values(a, stage, pair: $0), values(b, stage, pair: $0)) }
    }

    /// For each pair, the rank correlation over the kinds between a measure at the start and the loss reached.
    func predictions(_ measure: Measure, _ stage: Stage = .start) -> [Double] {
        pairs.map { k in Moments.rankCorrelation(values(measure, stage, pair: k), kinds.map { $0.logLoss(pair: k) }) }
    }

    /// For each pair, Kendall's W of the three measures.
    func concordances(_ stage: Stage) -> [Double] {
        pairs.map { k in Moments.concordance(Measure.allCases.map { values($0, stage, pair: k) }) }
    }
}

extension Inputs {
    func records(of networks: MeasuredNetworks) throws -> JointRecords {
        JointRecords(try networks.kinds.map { kind in
            JointRecords.Kind(
                kind.initialisation.name, isRateAtEdge: try self[kind.rate].isAtEdge,
                networks: try kind.trainings.indices.map { k in
                    NetworkCourse(
                        try self[kind.trainings[k]], kernels: try self[kind.kernels[k]], hessians: try self[kind.curvatures[k]])
                })
        })
    }
}
