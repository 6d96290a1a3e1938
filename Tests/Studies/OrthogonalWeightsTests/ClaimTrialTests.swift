// Every claim of the study on doctored evidence, on which it must fail, and on weak evidence, which decides nothing.
import BuildGraph
import Manuscript
import OrthogonalWeights
import TestSupport
import Testing

/// An exact value beside a right one.
private func off(_ value: Double, right: Double = 0) -> ClaimTrial.Entry {
    .init(fails: .observed(.list([.init("right", .exact(right)), .init("wrong", .exact(value))])))
}

/// Twelve groups of networks whose mean is wrong; and two that disagree.
private func sample(_ wrong: Double, weak: Double) -> ClaimTrial.Entry {
    let wide: [Double] = (0..<12).map { group in
        let step = Double(group % 4) - 2
        return wrong + 0.01 * abs(wrong) * step + 1e-6 * Double(group)
    }
    return .init(
        fails: .observed(.list([.init("item", .sample(wide))])), undecided: .observed(.list([.init("item", .sample([wrong, weak]))])))
}

private func slope(_ slope: Double) -> ClaimTrial.Entry {
    .init(fails: .observed(.curve((1...4).map { .init(x: Double($0), y: slope * Double($0)) })))
}

@Suite struct ClaimTrialTests {
    @Test func everyClaimFailsOnDoctoredEvidenceAndWeakSamplesDecideNothing() throws {
        let trial = ClaimTrial(of: OrthogonalWeights.contents(PaperSetting(.laptop, data: ["MNIST", "CIFAR-10"])).claims)
        let complaints = try trial.complaints([
            // A slope of 3/4; a Gaussian V, which is far from -2; growth as l.
            "P4-1a": slope(0.75), "P4-1b": sample(1.5, weak: 0.8), "P4-2a": off(1.5), "P4-2b": sample(1.5, weak: -1.2),
            "P4-3a": off(5, right: 1), "P4-3b": off(1.1, right: 5), "P4-3c": sample(-0.4, weak: 0.5),
            "P4-3d": sample(9, weak: 0.2), "P4-3e": sample(9, weak: 0.2), "P4-3f": sample(-0.4, weak: 0.5), "P4-3g": sample(9, weak: 0.2),
            "P4-3h": sample(9, weak: 0.2), "P4-3i": off(0.5, right: 9), "P4-4a": off(0.05), "P4-4b": off(0.05), "P4-4f": off(0.05), "P4-4g": off(0.05), "P4-4h": off(0.05), "P4-4c": off(1e-3),
            "P4-4d": sample(0.6, weak: 1.2), "P4-4e": sample(1.7, weak: 0.8), "P4-7a": sample(0.05, weak: -0.06), "P4-7b": sample(0.1, weak: -0.06),
            "P4-5a": sample(0.4, weak: -0.5), "P4-5b": sample(-0.4, weak: 0.5), "P4-5c": sample(-0.1, weak: 0.2), "P4-5d": sample(-0.1, weak: 0.2),
            "P4-5e": sample(-0.1, weak: 0.2),
            "P4-9": off(0.5), "P4-6": sample(-0.3, weak: 0.4), "P4-8": sample(-0.5, weak: 0.9),
        ])
        #expect(complaints == [])
    }
}
