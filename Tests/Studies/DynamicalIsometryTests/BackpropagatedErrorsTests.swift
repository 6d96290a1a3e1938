// Errors that are propagated back through networks whose Jacobian is known.
import BuildGraph
import DynamicalIsometry
import Foundation
import NetworkModels
import TestSupport
import Testing

@Suite struct BackpropagatedErrorsTests {
    private func points(_ network: Initialisation, errors: Int = 400) throws -> [BackpropagatedErrors.Point] {
        let target = Input(BackpropagatedErrors(network: network, width: 24, depths: [1, 6], seed: 5, errors: errors, readouts: 3))
        return try decodeValue([BackpropagatedErrors.Point].self, from: TestWorld().build([AnyInput(target)]).outcome.bytes(of: target.node))
    }

    @Test func anIsometryKeepsTheLengthOfEveryError() throws {
        for point in try points(Initialisation(.linear, .orthogonal)) {
            #expect(point.shown.allSatisfy { abs($0 - 1) < 1e-12 })
            #expect(abs(point.trueMean - 1) < 1e-12 && point.variance < 1e-24)
        }
    }

    @Test func errorsFollowTheSpectrumThatTheSimulationFinds() throws {
        for network in [Initialisation(.linear, .gaussian), Initialisation(.tanh, .orthogonal, qStar: 1), Initialisation(.relu, .gaussian)] {
            for point in try points(network, errors: 20_000) {
                // The mean of 20,000 errors to five of its standard errors; the variance to a tenth, five of its own at a kurtosis below 10.
                let variance = 2 / 26.0 * point.spectralVariance
                #expect(abs(point.mean - point.meanSquare) < 5 * (variance / 20_000).squareRoot(), "\(network.name), L = \(point.depth)")
                #expect(abs(point.variance / variance - 1) < 0.1, "\(network.name), L = \(point.depth)")
            }
        }
    }

    @Test func gaussianLinearNetworksFollowTheLawOverErrorsAndNetworks() throws {
        let width = 16, errors = 40
        let targets = (0..<100).map {
            Input(BackpropagatedErrors(network: Initialisation(.linear, .gaussian), width: width, depths: [6], seed: $0, errors: errors, readouts: 1))
        }
        let outcome = try TestWorld().build(targets.map { AnyInput($0) }).outcome
        let law = ProductOfChiSquares(count: 6, degrees: width)
        let values = try targets.map { target in
            try decodeValue([BackpropagatedErrors.Point].self, from: outcome.bytes(of: target.node))[0].logDeviation(from: law, errors: errors)
        }
        let mean = values.reduce(0, +) / 100, variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 99
        // Five standard errors of the mean.
        #expect(abs(mean - 1) < 5 * (variance / 100).squareRoot())
    }

    @Test func theLawOfChiSquaresIsThatOfDigammaFunctions() {
        // psi(16) = -gamma + sum of 1/k and psi'(16) = pi²/6 - sum of 1/k², over k < 16.
        let psi = (1...15).reduce(-0.577215664901532860606) { $0 + 1 / Double($1) }
        let trigamma = (1...15).reduce(Double.pi * .pi / 6) { $0 - 1 / Double($1 * $1) }
        let law = ProductOfChiSquares(count: 3, degrees: 32)
        #expect(abs(law.logMean - 3 * (psi - log(16))) < 1e-10)
        #expect(abs(law.logVariance - 3 * trigamma) < 1e-10)
    }
}
