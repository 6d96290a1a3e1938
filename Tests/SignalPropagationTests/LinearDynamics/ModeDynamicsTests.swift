// Closed solutions of the mode dynamics against the integrator, and the integrator against its own bound.
import Foundation
import SignalPropagation
import Testing

@Suite struct ModeDynamicsTests {
    @Test func theIntegratorsErrorIsBelowItsBoundOnEveryClosedForm() throws {
        // Growth, decay and a mode that starts tiny, at three tolerances: the difference from the exact solution.
        for tolerance in [1e-6, 1e-8, 1e-10] {
            let times = [0.5, 2, 8, 20]
            let logistic = AutonomousFlow { [2 * $0[0] * (1.5 - $0[0])] }
            let mode = try ModeDynamics(depth: 2, strength: 1.5)
            let exact = try mode.strengths(at: times, from: 1e-8)
            for (state, expected) in zip(try logistic.states(from: [1e-8], at: times, tolerance: tolerance), exact) {
                #expect(abs(state.values[0] - expected.value) <= state.error + 1e-15)
            }
            let rotation = AutonomousFlow { [-$0[1], $0[0]] }
            for state in try rotation.states(from: [1, 0], at: times, tolerance: tolerance) {
                let error = max(abs(state.values[0] - cos(state.time)), abs(state.values[1] - sin(state.time)))
                #expect(error <= state.error + 1e-14 && state.error < 1e3 * tolerance, "\(state)")
            }
        }
    }

    @Test func aSolutionThatLeavesTheNumbersIsAnError() {
        // y' = y² from 1 is 1/(1 - t).
        let flow = AutonomousFlow { [$0[0] * $0[0]] }
        #expect { try flow.states(from: [1], at: [0.5, 2]) } throws: { error in
            guard case .flowEnds(let time)? = error as? SignalPropagationError else { return false }
            return abs(time - 1) < 1e-6 && "\(error)".contains("integrate to an earlier time")
        }
    }

    @Test(arguments: [1, 2, 3, 4, 8, 100]) func timeAndStrengthAreInverse(depth: Int) throws {
        let mode = try ModeDynamics(depth: depth, strength: 1.3, timeConstant: 2)
        for (start, end) in [(1e-3, 1.0), (0.2, 1.299), (5, 1.31)] {
            let found = try mode.strength(after: try mode.time(from: start, to: end), from: start)
            // Simpson's rule to 1e-11 of the time, which the velocity of ln u, at most D s^{2 - 2/D}, turns into an error of u.
            #expect(abs(found.value / end - 1) < found.relativeError + 1e-7, "\(start) → \(end): \(found)")
        }
    }

    @Test func twoLayersFollowTheirEquation() throws {
        let mode = try ModeDynamics(depth: 2, strength: 0.7)
        let flow = AutonomousFlow { [mode.velocity($0[0])] }
        for state in try flow.states(from: [1e-6], at: [1, 5, 10, 12, 30]) {
            #expect(abs(try mode.strength(after: state.time, from: 1e-6).value - state.values[0]) <= state.error + 1e-15)
        }
    }

    @Test func unequalLayersFollowTheirEquationAndKeepTheirDifference() throws {
        for (a, b) in [(0.5, 0.1), (2, -1.5), (1.2, 0.0)] {
            let s = 1.3, tau = 0.7
            let mode = try UnbalancedModeDynamics(difference: a * a - b * b, strength: s, timeConstant: tau)
            let start = 2 * atanh(b / a)
            let flow = AutonomousFlow { [$0[1] * (s - $0[0] * $0[1]) / tau, $0[0] * (s - $0[0] * $0[1]) / tau] }
            for state in try flow.states(from: [a, b], at: [0.1, 0.5, 1, 3]) {
                let angle = mode.angle(after: state.time, from: start)
                let (foundA, foundB) = mode.layers(angle: angle)
                #expect(max(abs(foundA - state.values[0]), abs(foundB - state.values[1])) <= state.error + 1e-13)
                #expect(abs(try mode.time(from: start, to: angle) - state.time) < 1e-9)
            }
        }
    }

    @Test func veryDeepModesAreTheLimit() throws {
        let limit = try VeryDeepMode(strength: 0.9).scaledTime(from: 0.01, to: 0.8)
        for depth in [1000, 10_000] {
            let time = try ModeDynamics(depth: depth, strength: 0.9).time(from: 0.01, to: 0.8)
            // Corrections are of relative order ln(1/u0)/D.
            #expect(abs(Double(depth) * time / limit - 1) < 10 / Double(depth))
        }
    }

    @Test func iterationsAtTheBestRateAreThoseOfThePaper() throws {
        for (depth, steps) in [(2, 9.2), (3, 16.2), (5, 30.9), (20, 77.1), (99, 100.9), (999, 107.4)] {
            #expect(abs(try DecoupledCurvature.stepsAtBestRate(depth: depth, strength: 1, eps: 0.01) - steps) < 0.05)
        }
        #expect(abs(try DecoupledCurvature.stepsAtBestRate(strength: 1, eps: 0.01) - 108.2) < 0.05)
    }

    @Test func parametersOutsideTheirDomainAreNamed() {
        #expect(throws: SignalPropagationError.invalidDepth(0)) { try ModeDynamics(depth: 0, strength: 1) }
        #expect(throws: SignalPropagationError.invalidDynamics(name: "strength", value: -1, requirement: "positive and finite")) {
            try ModeDynamics(depth: 2, strength: -1)
        }
        #expect(throws: SignalPropagationError.self) { try ModeDynamics(depth: 3, strength: 1).time(from: 0.1, to: 1.2) }
        #expect(throws: SignalPropagationError.self) { try UnbalancedModeDynamics(difference: 0, strength: 1) }
        #expect(throws: SignalPropagationError.self) { try GaussianProductLaw(factors: 0) }
    }
}
