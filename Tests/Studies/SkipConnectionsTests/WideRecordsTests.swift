// Claims about shares that are known between bounds: decided by the end of the bounds that is worse for the verdict.
import Manuscript
import SkipConnections
import StudySupport
import Testing

@Suite struct WideRecordsTests {
    /// Shares of plain, residual and hyper-residual networks, with bounds on both sides at a distance.
    private func verdict(_ shares: [Double], bounds: Double) throws -> Verdict {
        let records = WideRecords(shares.enumerated().map { kind, share in
            let networks = (0..<8).map { share + 0.002 * Double(($0 * (kind + 1)) % 5) }
            return WideRecords.Kind("", low: networks.map { $0 - bounds }, high: networks.map { $0 + bounds })
        })
        let stated = try #require(WideClaim.statements.first { $0.step == .residual }).stated
        return stated.verdict(records.observation(of: .residual))
    }

    @Test("Bounds narrower than the difference decide, either way; wider ones leave the claim undecided")
    func bounds() throws {
        #expect(try verdict([0.7, 0.4, 0.2], bounds: 0.1) == .holds)
        #expect(try verdict([0.4, 0.7, 0.2], bounds: 0.1) == .fails)
        #expect(try verdict([0.7, 0.4, 0.2], bounds: 0.2) == .undecided)
        #expect(try verdict([0.4, 0.7, 0.2], bounds: 0.2) == .undecided)
    }

    @Test("A single network decides nothing, however narrow its bounds")
    func single() throws {
        let records = WideRecords([0.7, 0.4, 0.2].map { WideRecords.Kind("", low: [$0], high: [$0]) })
        let stated = try #require(WideClaim.statements.first).stated
        #expect(stated.verdict(records.observation(of: .residual)) == .undecided)
    }
}
