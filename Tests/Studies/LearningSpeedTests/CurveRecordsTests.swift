// Claims about figure 4 on known trainings: each holds if it is true, fails if it is false, and stays undecided if the networks
// do not decide it.
import Experiments
import Foundation
import LearningSpeed
import Manuscript
import NetworkModels
import NeuralNetworks
import StudySupport
import Testing

@Suite struct CurveRecordsTests {
    private static let networks = 12
    /// Learning times and final accuracies that make all claims true, in the order of figure 4's legend.
    private static let times = [2.0, 8, 40, 12, 16, 60]
    private static let ends = [0.4, 0.35, 0.28, 0.32, 0.3, 0.27]
    private static let largest = [1.5, 6, 8, 7, 7.5, 9]

    /// All kinds under all optimisers.
    /// - Parameters:
    ///   - times: indexed by optimiser and kind.
    ///   - spread: the spread of the logarithm of a time.
    private func records(
        times: (Int) -> [Double] = { _ in Self.times }, ends: [Double] = ends, spread: Double = 8, networks: Int = networks,
        chosen: ChosenRate.Value? = nil
    ) -> CurveRecords {
        CurveRecords(
            figureOptimisers.enumerated().flatMap { number, optimiser in
                Initialisation.ofFigure4.indices.map { k in
                    CurveRecords.Kind(
                        .ofFigure4[k], optimiser, largest: Self.largest[k],
                        chosen: chosen
                            ?? ChosenRate.Value(
                                rate: 1, isAtEdge: false, merit: 1 / times(number)[k], finalAccuracy: ends[k], networks: 4),
                        records: (0..<networks).map { network in
                            .saturating(
                                learns: times(number)[k] * exp(spread * jitter(network + 3 * k + 17 * number)),
                                ends: ends[k] + spread * jitter(network + k) / 20)
                        })
                }
            }, steps: 64)
    }

    private func verdict(_ question: CurveQuestion, _ records: CurveRecords) throws -> Verdict {
        try #require(CurveClaim.statements.first { $0.0 == question }).1.verdict(records.observation(of: question))
    }

    /// For each claim, a change of the records that makes it false.
    private func doctored(_ question: CurveQuestion) -> CurveRecords {
        switch question {
        // Another kind is just as fast.
        case .theMostIsometricIsFirst: records(times: { _ in [4, 2, 40, 12, 16, 60] })
        case .speedFollowsTheEdge: records(times: { _ in Self.times.reversed() })
        case .optimisersAgree: records(times: { $0.isMultiple(of: 2) ? Self.times : Self.times.reversed() })
        case .orthogonalTanhIsTenTimesFaster: records(times: { _ in [8, 8, 40, 12, 16, 60] })
        case .orthogonalTanhEndsMoreAccurate: records(ends: [0.3, 0.3, 0.4, 0.3, 0.3, 0.4])
        }
    }

    @Test func everyClaimCanHoldFailAndStayUndecided() throws {
        for (question, stated) in CurveClaim.statements {
            #expect(try verdict(question, records()) == .holds, "\(stated.id)")
            #expect(try verdict(question, doctored(question)) == .fails, "\(stated.id)")
            #expect(try verdict(question, records(spread: 30, networks: 2)) == .undecided, "\(stated.id)")
        }
    }

    @Test func networksWithTheSameNumberAreCompared() {
        // Either all times of a network are doubled or none: no delay changes.
        let records = CurveRecords(
            Initialisation.ofFigure4.indices.map { k in
                CurveRecords.Kind(
                    .ofFigure4[k], .sgd, largest: Double(k), chosen: .init(rate: 1, isAtEdge: false, merit: 0, finalAccuracy: nil, networks: 4),
                    records: [1, 2].map { .course(learns: $0 * [2, 4, 8, 4, 8, 16][k]) })
            }, steps: 64)
        for delays in records.observation(of: .theMostIsometricIsFirst(.sgd)).samples { #expect(abs(delays[0] - delays[1]) < 1e-12) }
    }

    @Test func timesThatAreCutOffMayOnlyCountAgainstTheClaim() throws {
        let slow = records(times: { _ in [2, 8, 400, 12, 16, 600] })
        #expect(slow.observation(of: .theMostIsometricIsFirst(.sgd)).doubt == nil)
        #expect(try verdict(.theMostIsometricIsFirst(.sgd), slow) == .holds)
        let fast = records(times: { _ in [400, 8, 40, 12, 16, 60] })
        let doubt = try #require(fast.observation(of: .theMostIsometricIsFirst(.sgd)).doubt)
        #expect(doubt.reason.contains("learnt") && doubt.failureStands)
        #expect(try verdict(.theMostIsometricIsFirst(.sgd), fast) == .fails)
    }

    @Test func aRateAtTheEdgeDecidesNothing() throws {
        let atEdge = records(chosen: .init(rate: 1, isAtEdge: true, merit: 1, finalAccuracy: 0.3, networks: 4))
        for (question, stated) in CurveClaim.statements {
            #expect(atEdge.observation(of: question).doubt?.reason.contains("least or greatest") == true, "\(stated.id)")
            #expect(try verdict(question, atEdge) == .undecided, "\(stated.id)")
        }
    }
}
