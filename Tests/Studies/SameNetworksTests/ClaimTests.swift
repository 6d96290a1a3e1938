// Every claim about the three measures on networks with known measures: it holds if it is true, fails if it is false, and is undecided if
// the networks do not decide it.
import Experiments
import Foundation
import Manuscript
import SameNetworks
import StudySupport
import Testing

@Suite struct ClaimTests {
    /// Six kinds whose measures are in the given orders.
    /// - Parameters:
    ///   - noise: of every measure, in units of the difference between neighbouring kinds.
    ///   - pairs: pairs of networks of each kind.
    private func records(
        jacobian: [Double] = order, kernel: [Double] = order, hessian: [Double] = order, loss: [Double] = order, change: [Double] = order,
        later: ((Measure) -> [Double])? = nil, learns: Bool = true, noise: Double = 0.6, pairs: Int = 14, isRateAtEdge: Bool = false
    ) -> JointRecords {
        JointRecords(Self.order.indices.map { k in
            JointRecords.Kind("kind \(k)", isRateAtEdge: isRateAtEdge, networks: (0..<2 * pairs).map { network in
                func noisy(_ value: Double, _ part: Int) -> Double { value + noise * 25 * jitter(network / 2 + 31 * part + 5 * k) }
                let start: [Measure: [Double]] = [.jacobian: jacobian, .kernel: kernel, .hessian: hessian]
                func measured(_ measure: Measure, isLater: Bool) -> Double {
                    noisy((isLater ? later?(measure) : nil)?[k] ?? start[measure]?[k] ?? 0, (isLater ? 20 : 10) + measure.rawValue.count)
                }
                // Kernels 1 ± d differ by 4d² m and have the product (1 - d²) m: their spread grows with d.
                func gram(isLater: Bool) -> [Float] {
                    let d = 0.1 * max(0.01, measured(.kernel, isLater: isLater)).squareRoot(), scale = isLater ? 1 + 10 * noisy(change[k], 3) : 1
                    return [Float(scale * (network.isMultiple(of: 2) ? 1 + d : 1 - d))]
                }
                return NetworkCourse(
                    steps: [0, 100], jacobianSpreads: [measured(.jacobian, isLater: false), measured(.jacobian, isLater: true)],
                    kernels: [gram(isLater: false), gram(isLater: true)], hessianSteps: [0, 100],
                    degenerate: [measured(.hessian, isLater: false), measured(.hessian, isLater: true)],
                    negative: [0.5 + 0.01 * noisy(0, 4), (learns ? 0.3 : 0.6) + 0.01 * noisy(0, 5)], leastLoss: exp(noisy(loss[k], 6)),
                    finalAccuracy: 0.5)
            })
        })
    }

    private static let order = [1.0, 2, 3, 4, 5, 6]
    private static let reversed = [6.0, 5, 4, 3, 2, 1]
    /// In no order.
    private static let mixed = [3.0, 6, 2, 5, 1, 4]

    private func verdict(_ question: SameNetworksQuestion, _ records: JointRecords) throws -> Verdict {
        try #require(SameNetworksClaim.statements.first { $0.0 == question }).1.verdict(records.observation(of: question))
    }

    /// Networks that make a claim true.
    private func favourable(_ question: SameNetworksQuestion) -> JointRecords {
        if case .isometryPredictsBetter(let measure) = question { return measure == .kernel ? records(kernel: Self.mixed) : records(hessian: Self.mixed) }
        return records()
    }

    /// Networks that make a claim false.
    private func doctored(_ question: SameNetworksQuestion) -> JointRecords {
        switch question {
        case .measuresAgree: records(jacobian: Self.reversed, kernel: Self.mixed)
        case .trainingKeepsTheOrder(let measure): records(later: { $0 == measure ? Self.mixed : Self.order })
        case .startPredictsTheLoss: records(loss: Self.mixed)
        case .isometryPredictsBetter: records(jacobian: Self.mixed)
        case .varyingKernelsMove: records(change: Self.mixed)
        case .learningLeavesFewerNegativeDirections: records(learns: false)
        }
    }

    @Test func everyClaimCanHoldFailAndStayUndecided() throws {
        for (question, stated) in SameNetworksClaim.statements {
            #expect(try verdict(question, favourable(question)) == .holds, "\(stated.id)")
            #expect(try verdict(question, doctored(question)) == .fails, "\(stated.id)")
            // Two pairs that disagree.
            let kinds = zip(favourable(question).kinds, doctored(question).kinds).map { right, wrong in
                JointRecords.Kind(right.name, networks: Array(right.networks[0..<2] + wrong.networks[2..<4]))
            }
            #expect(try verdict(question, JointRecords(kinds)) == .undecided, "\(stated.id)")
        }
    }

    @Test func aRateAtTheEdgeOfItsGridDecidesNothingAboutTrainedNetworks() throws {
        let atEdge = records(isRateAtEdge: true)
        for (question, stated) in SameNetworksClaim.statements {
            let isBeforeTraining = question == .measuresAgree(.start)
            #expect(try verdict(question, atEdge) == .undecided || isBeforeTraining, "\(stated.id)")
            #expect((atEdge.observation(of: question).doubt == nil) == isBeforeTraining, "\(stated.id)")
        }
    }

    @Test func everyClaimOfThePaperIsOneOfThese() {
        let claims = SameNetworks.contents(PaperSetting(.laptop)).claims
        #expect(claims.map(\.id) == SameNetworksClaim.statements.map(\.1.id))
        #expect(claims.allSatisfy { $0.id.hasPrefix("Q-") && $0.judging != nil })
    }
}
