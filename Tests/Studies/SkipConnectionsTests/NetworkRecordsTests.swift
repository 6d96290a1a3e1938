// Claims about trained and untrained networks on known records.
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SkipConnections
import StudySupport
import Testing

@Suite struct NetworkRecordsTests {
    /// Final accuracies as the claims say they are.
    private static let ends: [NetworkKind: Double] = [
        .plain: 0.3, .residual: 0.5, .maliciouslyInitialised: 0.48, .biasRegularised: 0.4, .biasRegularisedNormalised: 0.48, .biasDecayed: 0.31,
        .biasInitialised: 0.32, .fixedSkips(.orthogonal(folds: 0)): 0.51, .fixedSkips(.orthogonal(folds: 1)): 0.48,
        .fixedSkips(.orthogonal(folds: 2)): 0.45, .fixedSkips(.unitCircle(decay: 0.1)): 0.46, .fixedSkips(.unitCircle(decay: 0.4)): 0.4,
    ]

    private func records(
        _ changed: [NetworkKind: Double] = [:], decays: [NetworkKind: Double] = [.plain: 3, .biasRegularised: 2, .residual: 0.1], spread: Double = 1,
        networks: Int = 16, isPenaltyAtEdge: Bool = false
    ) -> NetworkRecords {
        let ends = Self.ends.merging(changed) { $1 }.sorted { $0.key.name < $1.key.name }
        return NetworkRecords(
            ends.enumerated().map { number, entry in
                func noise(_ k: Int) -> Double { spread * jitter(k + 5 * number) / 20 }
                return NetworkRecords.Kind(
                    entry.key, ends: (0..<networks).map { entry.value + noise($0) },
                    decays: (0..<networks).map { (decays[entry.key] ?? 0) + 4 * noise($0) })
            }, isPenaltyAtEdge: isPenaltyAtEdge)
    }

    private func verdict(_ question: NetworkQuestion, _ records: NetworkRecords) throws -> Verdict {
        try #require(NetworkClaim.statements.first { $0.0 == question }).1.verdict(records.observation(of: question))
    }

    private func doctored(_ question: NetworkQuestion) -> NetworkRecords {
        switch question {
        case .biasRegularisedBeatsPlain: records([.biasRegularised: 0.2])
        case .biasDecayIsNearPlain: records([.biasDecayed: 0.39])
        case .biasRegularisedBeatsBiasInitialised: records([.biasInitialised: 0.45])
        case .residualBeatsBiasRegularised: records([.biasRegularised: 0.6])
        case .gradientsVanishWithoutSkips: records(decays: [.plain: 0, .biasRegularised: 2])
        case .gradientsStayWithSkips: records(decays: [.residual: 2])
        case .normalisationClosesTheGap: records([.biasRegularisedNormalised: 0.41])
        case .orthogonalSkipsServe: records([.fixedSkips(.orthogonal(folds: 0)): 0.4])
        case .foldsCost: records([.fixedSkips(.orthogonal(folds: 2)): 0.6])
        case .decayCosts: records([.fixedSkips(.unitCircle(decay: 0.4)): 0.6])
        case .maliciousStartCostsLittle: records([.maliciouslyInitialised: 0.35])
        }
    }

    @Test func everyClaimCanHoldFailAndStayUndecided() throws {
        for (question, stated) in NetworkClaim.statements {
            #expect(try verdict(question, records()) == .holds, "\(stated.id)")
            #expect(try verdict(question, doctored(question)) == .fails, "\(stated.id)")
            #expect(try verdict(question, records(spread: 1000, networks: 3)) == .undecided, "\(stated.id)")
        }
    }

    @Test func aPenaltyAtTheEdgeDecidesNothingAboutTheBiases() throws {
        let atEdge = records(isPenaltyAtEdge: true)
        #expect(try verdict(.biasRegularisedBeatsPlain, atEdge) == .undecided)
        #expect(try verdict(.foldsCost, atEdge) == .holds)
    }

    @Test func everyClaimAboutIsometryCanHoldFailAndStayUndecided() throws {
        func records(_ degeneracy: [Double], spread: Double = 1, networks: Int = 12) -> IsometryOfHessians {
            IsometryOfHessians(degeneracy.indices.map { kind in
                func noise(_ k: Int) -> Double { spread * jitter(k + 5 * kind) / 20 }
                return IsometryOfHessians.Kind(
                    "\(kind)", conditioning: (0..<networks).map { _ in [0.9, 0.5, 0.2, 0.1][kind] },
                    degeneracy: (0..<networks).map { degeneracy[kind] + noise($0) })
            })
        }
        for (question, stated) in IsometryOfHessianClaim.statements {
            #expect(stated.verdict(records([0.2, 0.4, 0.402, 0.8]).observation(of: question)) == .holds, "\(stated.id)")
            #expect(stated.verdict(records([0.8, 0.402, 0.4, 0.2]).observation(of: question)) == .fails, "\(stated.id)")
            #expect(stated.verdict(records([0.2, 0.4, 0.402, 0.8], spread: 1000, networks: 2).observation(of: question)) == .undecided, "\(stated.id)")
        }
    }
}
