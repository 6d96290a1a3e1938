// Every claim of the study on doctored evidence. Claims of pure theory are given wrong numbers, as from a formula with a wrong
// factor; claims about simulated networks are given doctored spectra or wrong distances.
import BuildGraph
import DynamicalIsometry
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation
import TestSupport
import Testing

/// Values as claimed, one of which is off.
private func off(_ value: Double) -> ClaimTrial.Entry { .init(fails: .observed(.list([.init("right", .exact(0)), .init("wrong", .exact(value))]))) }

/// Values of a different size than claimed.
private func values(_ values: Double...) -> ClaimTrial.Entry {
    .init(fails: .observed(.list(values.enumerated().map { .init("\($0)", .exact($1)) })))
}

/// A curve with a different slope.
private func slope(_ slope: Double) -> ClaimTrial.Entry {
    .init(fails: .observed(.curve((1...4).map { .init(x: Double($0), y: slope * Double($0)) })))
}

@Suite struct ClaimTrialTests {
    private static let width = 400, depths = [2, 8]
    private static let networks = [Initialisation.linearGaussian, .reluOrthogonal, .hardTanhOrthogonal, .tanhOrthogonal]

    /// The study's claims about spectra that are the theory's quantiles, for each network stretched by a factor.
    private func claims(stretched factors: [Double]) throws -> [any Claim] {
        let setting = PaperSetting(.laptop), judging = setting.judging("simulated-spectra", looks: 1)
        let scale = Scale(width: Self.width, replicates: factors.count, depths: Self.depths)
        let panels = try Self.networks.map { network in
            let real = try Self.depths.map { try network.spectrum(depth: $0).density() }
            let spectra = factors.map { factor in
                real.map { density in
                    JacobianSpectrum(
                        singularValues: (0..<Self.width).map { factor * density.singularValueQuantile(1 - (Double($0) + 0.5) / Double(Self.width)) },
                        exponent: 0, preactivationMeanSquares: [1], slopeMeanSquares: [1])
                }
            }
            let theory = try Self.depths.map { try Input(Given(network.spectrum(depth: $0).density())) }
            return SpectraPanel(network, width: Self.width, depths: Self.depths, theory: theory, simulation: Input(Given(spectra)), judging: judging)
        }
        return DynamicalIsometry.claims(scale, panels, setting)
    }

    @Test func everyClaimFailsOnDoctoredEvidenceAndWeakSamplesDecideNothing() throws {
        // Eight networks with singular values too large by half; and two that disagree.
        let wide = try claims(stretched: (0..<8).map { 1.5 + 0.001 * Double($0) })
        let two = try claims(stretched: [1.5, 0.8])
        // Distances of six networks, and of two that disagree. An atom of doctored spectra is equally far in all networks.
        func distances(_ value: Double) -> ClaimTrial.Entry {
            func observed(_ factors: [Double]) -> ClaimTrial.Evidence { .observed(.list([.init("L = 8", .sample(factors.map { $0 * value }))])) }
            return .init(fails: observed([1, 1.01, 0.99, 1.02, 0.98, 1.03]), undecided: observed([1, -0.9]))
        }
        func simulated(_ doctored: [any Claim]) -> ClaimTrial.Entry { .init(fails: .made(doctored), undecided: .made(two)) }
        let twentieth = log(1.05)
        // One dead unit in twenty too many, at depth 4 and width 200, in 32 networks; and two networks that disagree.
        let unit = (4 * 0.0455 * 0.9545 / 200).squareRoot()
        func atoms(_ masses: [Double]) -> ClaimTrial.Evidence { .observed(.list([.init("L = 4", .sample(masses.map { $0 / unit }))])) }

        let trial = ClaimTrial(of: DynamicalIsometry.contents(.laptop, PaperSetting(.laptop)).claims)
        let complaints = try trial.complaints([
            "P1-1a": off(0.05), "P1-1b": values(0.01, -0.01), "P1-1c": values(1, 1.1, 1.1), "P1-1d": off(0.05 * 0.104 / 5e-4),
            "P1-2a": off(0.05), "P1-2b": slope(0.05), "P1-2c": off(1e-6),
            "P1-3a": off(1e-5), "P1-3b": simulated(wide),
            "P1-4a": off(1e-6), "P1-4b": off(1e-5), "P1-4c": off(twentieth), "P1-4d": slope(0.525), "P1-4e": off(0.05),
            "P1-5": off(1e-6),
            "P1-6a": off(1e-5), "P1-6b": slope(1.05), "P1-6c": slope(1.05), "P1-6d": off(twentieth),
            "P1-7a": off(1e-5), "P1-7b": off(twentieth), "P1-8a": off(1e-5), "P1-8b": off(twentieth),
            "P1-9a": values(1.8, 2.1),
            "P1-9b": .init(fails: atoms((0..<32).map { -0.0455 + 0.0001 * Double($0) }), undecided: atoms([-0.0455, 0.04])),
            "P1-9c": slope(0.525), "P1-9d": .init(fails: .made(wide)), "P1-9e": values(1.005, 1.05), "P1-10": off(-0.05),
            "P1-11a": simulated(wide), "P1-11b": simulated(wide), "P1-11c": distances(1.5), "P1-11d": distances(1.5),
            "P1-11e": simulated(wide), "P1-11f": simulated(wide), "P1-11g": distances(-0.2), "P1-11h": distances(0.05),
            "P1-21a": distances(1.3), "P1-21b": distances(1.3), "P1-21c": distances(1.5),
            "P1-18a": off(1e-5), "P1-18b": off(1e-5), "P1-18c": values(8, 8 * 1.05), "P1-18d": slope(-0.525),
        ])
        #expect(complaints == [])
    }

    /// The control for the doctored evidence: the same claims hold for the theory's own quantiles.
    @Test func claimsHoldOnUndoctoredSpectra() throws {
        let right = try claims(stretched: (0..<8).map { 1 + 1e-4 * Double($0) })
        for claim in right where ["P1-3b", "P1-11a", "P1-11f"].contains(claim.id) {
            let finding = try ClaimTrial.finding(claim, .made(right))
            #expect(finding.verdict == .holds, "\(claim.id): \(finding.observed ?? .nan) \(finding.doubt ?? "")")
        }
    }

    @Test func aClaimWithoutAnEntryIsAComplaint() throws {
        let claims = DynamicalIsometry.contents(.laptop, PaperSetting(.laptop)).claims.filter { ["P1-3b", "P1-4b"].contains($0.id) }
        let complaints = try ClaimTrial(of: claims).complaints([
            "P1-4b": off(0), "P1-99": off(1),
        ])
        #expect(complaints.contains("There is no claim P1-99."))
        #expect(complaints.contains("P1-3b has no entry under which it must fail."))
        #expect(complaints.contains { $0.hasPrefix("P1-4b should be fails and is: holds") })
        let noUndecided = try ClaimTrial(of: claims).complaints([
            "P1-4b": off(1), "P1-3b": .init(fails: .observed(.sample([2, 2.1, 2.2, 2.05, 2.1]))),
        ])
        #expect(noUndecided == ["P1-3b is judged by replicates and has no entry under which it must be undecided."])
    }
}
