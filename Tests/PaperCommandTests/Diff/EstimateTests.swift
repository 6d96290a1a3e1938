// When a change is more than the uncertainties: the rule, and that it errs as often as it says.
import Foundation
import PaperCommand
import Testing

@Suite struct EstimateTests {
    private func judgement(_ old: Estimate, _ new: Estimate) -> EstimateChange.Judgement { EstimateChange(old: old, new: new).judgement }

    @Test func halvesOfIntervalsAddUpInSquaresAndBoundsInFull() {
        let interval = EstimateChange(old: Estimate(value: 0, uncertainty: .interval(3)), new: Estimate(value: 5.1, uncertainty: .interval(4)))
        #expect(interval.allowance == 5 && interval.judgement == .beyond)
        let bound = EstimateChange(old: Estimate(value: 0, uncertainty: .bound(3)), new: Estimate(value: 6.9, uncertainty: .bound(4)))
        #expect(bound.allowance == 7 && bound.judgement == .within)
        let mixed = EstimateChange(old: Estimate(value: 0, uncertainty: .bound(3)), new: Estimate(value: 6.9, uncertainty: .interval(4)))
        #expect(mixed.allowance == 7 && mixed.judgement == .within)
        #expect(abs((interval.ratio ?? 0) - 1.02) < 1e-12)
    }

    @Test func ofExactNumbersAnyDifferenceCountsExceptInTheLastDigits() {
        let two = Estimate(value: 2, uncertainty: .none)
        #expect(judgement(two, two) == .same)
        #expect(judgement(two, Estimate(value: 2 + 1e-13, uncertainty: .none)) == .roundOff)
        #expect(judgement(two, Estimate(value: 2 + 1e-11, uncertainty: .none)) == .beyond)
        #expect(judgement(Estimate(value: 0, uncertainty: .none), Estimate(value: 1e-300, uncertainty: .none)) == .beyond)
    }

    @Test func whatHasNoUncertaintyAndIsNotExactCannotBeJudged() {
        #expect(judgement(Estimate(value: 1, uncertainty: .unknown), Estimate(value: 2, uncertainty: .interval(0.1))) == .unknown)
    }

    @Test func digitsThatACommittedFileDoesNotHaveAreNoChange() {
        let committed = Estimate(value: 0.123457, uncertainty: .none, rounding: 1e-5)
        #expect(judgement(committed, Estimate(value: 0.1234567891, uncertainty: .none)) == .roundOff)
        #expect(judgement(committed, Estimate(value: 0.12350, uncertainty: .none)) == .beyond)
    }

    /// Means of independent replicates with known spread, whose intervals have 95 %: the rule calls a change where there is none in 5 % of all
    /// comparisons. Of 4,000 the share has a standard error of 0.34 %, and lies within four of them.
    @Test func whereNothingChangedTheRuleErrsAsOftenAsItsIntervals() {
        var random = Normals(seed: 7)
        var independent = 0, paired = 0
        let comparisons = 4000, count = 5, half = 1.96 / Double(count).squareRoot()
        for _ in 0..<comparisons {
            let a = random.sample(count), b = random.sample(count)
            // The same networks with a change of their own that is small beside what they share.
            let c = zip(a, b).map { 0.8 * $0 + 0.6 * $1 }
            func mean(_ values: [Double]) -> Estimate { Estimate(value: values.reduce(0, +) / Double(count), uncertainty: .interval(half)) }
            if judgement(mean(a), mean(b)) == .beyond { independent += 1 }
            if judgement(mean(a), mean(c)) == .beyond { paired += 1 }
        }
        let share = Double(independent) / Double(comparisons)
        #expect(abs(share - 0.05) < 4 * 0.0034, "\(share)")
        #expect(paired < independent / 2, "pairs: \(paired), independent: \(independent)")
    }
}

/// Normal numbers by the method of Box and Muller.
private struct Normals {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (Double(state >> 11) + 0.5) / Double(1 << 53)
    }

    mutating func sample(_ count: Int) -> [Double] { (0..<count).map { _ in (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) } }
}
