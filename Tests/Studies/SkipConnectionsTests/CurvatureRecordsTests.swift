// Claims about Hessians on known records: each holds if it is true, fails if it is false, and stays undecided if the networks do
// not decide it.
import Experiments
import Manuscript
import NeuralNetworks
import SkipConnections
import StudySupport
import Testing

@Suite struct CurvatureRecordsTests {
    /// Plain, residual and hyper-residual networks, as the claims say they are.
    private struct World {
        /// Degenerate eigenvalues of 1000.
        var degenerate = [700.0, 400, 200]
        var ends = [0.3, 0.4, 0.45]
        var overlap = [0.3, 0.2, 0.1]
        var incoming = [0.4, 0.9, 1.2]
        var rank = [0.1, 0.3, 0.5]
        /// Whether the less degenerate network of a pair is the more accurate one.
        var degeneracyCosts = true
        /// What the mixture adds to the truth.
        var mixtureError = 0.01
        var spread = 1.0
        var networks = 24

        var records: CurvatureRecords {
            CurvatureRecords(["plain", "residual", "hyper-residual"].enumerated().map { kind, name in
                CurvatureRecords.Kind(
                    name,
                    trainings: (0..<networks).map { k in
                        let noise = jitter(k + 7 * kind), own = spread * noise / 20
                        return .course(learns: 4, ends: ends[kind] + (degeneracyCosts ? -own : own))
                    },
                    curvatures: (0..<networks).map { k in [point(kind, jitter(k + 7 * kind) * spread)] })
            })
        }

        private func point(_ kind: Int, _ noise: Double) -> CurvaturePoint {
            let near = min(990, max(0, Int(degenerate[kind] + 100 * noise)))
            let eigenvalues = Array(repeating: 0.0, count: near) + Array(repeating: 1.0, count: 1000 - near)
            let count = DegeneracyCount(eigenvalues, forced: 0)
            return CurvaturePoint(
                step: 8, eigenvalues: eigenvalues, count: count,
                mixture: MomentMixture(degenerateFraction: count.absoluteFraction + mixtureError + mixtureError * noise), shareAtBends: 0,
                singularities: Singularities(
                    overlap: overlap[kind] + noise / 20, overlapOfWeights: overlap[kind] + noise / 20, smallestIncoming: incoming[kind] + noise / 20,
                    effectiveRank: rank[kind] + noise / 20))
        }
    }

    private func verdict(_ question: CurvatureQuestion, _ world: World) throws -> Verdict {
        try #require(CurvatureClaim.statements.first { $0.0 == question }).1.verdict(world.records.observation(of: question))
    }

    private func doctored(_ question: CurvatureQuestion) -> World {
        switch question {
        case .degeneracy: World(degenerate: [200, 400, 700])
        case .speed: World(ends: [0.45, 0.4, 0.3])
        case .lessDegenerateIsMoreAccurate: World(degeneracyCosts: false)
        case .overlap, .overlapOfWeights: World(overlap: [0.1, 0.2, 0.3])
        case .smallestIncoming: World(incoming: [1.2, 0.9, 0.4])
        case .effectiveRank: World(rank: [0.5, 0.3, 0.1])
        case .mixtureAgrees: World(mixtureError: 0.4)
        }
    }

    @Test func everyClaimCanHoldFailAndStayUndecided() throws {
        for (question, stated) in CurvatureClaim.statements {
            #expect(try verdict(question, World()) == .holds, "\(stated.id)")
            #expect(try verdict(question, doctored(question)) == .fails, "\(stated.id)")
            let weak = question == .mixtureAgrees ? World(mixtureError: 0.1, spread: 20, networks: 4) : World(spread: 1000, networks: 2)
            #expect(try verdict(question, weak) == .undecided, "\(stated.id)")
        }
    }

    @Test func networksWithTheSameNumberAreCompared() {
        // The noise of a kind's network is shared by the others' networks of other numbers only.
        let samples = World(spread: 0).records.observation(of: .overlap).samples
        #expect(samples[0].allSatisfy { abs($0 - 0.1) < 1e-12 })
    }
}
