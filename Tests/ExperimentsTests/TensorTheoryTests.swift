// The recursions of finite width against Monte Carlo: every tensor, both ensembles.
import NetworkModels
import NeuralNetworks
import SignalPropagation
import Testing

@Suite struct TensorTheoryTests {
    @Test("Every tensor of real networks tends to the recursion's as the width grows", arguments: [WeightEnsemble.gaussian, .orthogonal])
    func recursionAgainstNetworks(_ ensemble: WeightEnsemble) throws {
        let setting = TangentSetting(.tanh, ensemble, biasRate: .overLayer(1), firstKernel: 0.5)
        let theory = try TangentRecursion(setting).statistics(depth: 3)
        func batches(width: Int) throws -> [TensorSample] {
            try (0..<25).map { try TensorSample(setting, width: width, depth: 3, seeds: 30 * $0..<30 * ($0 + 1), pairs: 2) }
        }
        // L/n is at most 1/8, so that terms of order 1/n² are far below the standard errors once those of order 1/n are gone.
        let (narrow, wide) = (try batches(width: 24), try batches(width: 48))
        for correlator in Correlator.allCases {
            for layer in 2...3 {
                let expected = theory[layer - 1]
                let found = try TensorEstimate.extrapolated(
                    #require(TensorEstimate(correlator, layer: layer, batches: narrow, kernel: expected.kernel)), width: 24,
                    #require(TensorEstimate(correlator, layer: layer, batches: wide, kernel: expected.kernel)), width: 48)
                // Of 24 batches' degrees of freedom: 5 standard errors have the probability 4e-5, for 48 numbers 2e-3.
                #expect(abs(found.value - expected[correlator]) < 5 * found.standardError, "\(correlator), layer \(layer): \(found)")
            }
        }
    }

    @Test(
        "V and G1 of preactivations alone are those of whole networks and of the recursion",
        arguments: [TangentSetting(.tanh, .gaussian), TangentSetting(.tanh, .orthogonal), TangentSetting(.relu, .orthogonal, weightVariance: 2)])
    func preactivationsAgainstNetworks(_ setting: TangentSetting) throws {
        let theory = try PreactivationRecursion(setting).statistics(depth: 4)
        let alone = try (0..<25).map { try TensorSample(preactivationsOf: setting, width: 32, depth: 4, seeds: 400 * $0..<400 * ($0 + 1)) }
        let whole = try (0..<25).map { try TensorSample(setting, width: 32, depth: 4, seeds: 50 * $0..<50 * ($0 + 1), pairs: 0) }
        let wide = try (0..<25).map { try TensorSample(preactivationsOf: setting, width: 64, depth: 4, seeds: 400 * $0..<400 * ($0 + 1)) }
        for correlator in [Correlator.V, .G1] {
            for s in theory {
                func estimate(_ batches: [TensorSample]) throws -> TensorEstimate {
                    try #require(TensorEstimate(correlator, layer: s.layer, batches: batches, kernel: s.kernel))
                }
                let (a, b) = (try estimate(alone), try estimate(whole))
                let scale = (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot()
                // 5 standard errors of 24 degrees of freedom, 4e-5, for 24 numbers; layer 1 of orthogonal networks does not fluctuate.
                #expect(abs(a.value - b.value) <= 5 * scale + 1e-9, "\(correlator), layer \(s.layer): \(a), \(b)")
                let limit = TensorEstimate.extrapolated(a, width: 32, try estimate(wide), width: 64)
                let expected = correlator == .V ? s.fourPoint : s.correction
                // Terms of order (l/n)² leave 16/2048 of a number of order V.
                #expect(abs(limit.value - expected) <= 5 * limit.standardError + 0.02 * (1 + abs(expected)), "\(correlator), layer \(s.layer): \(limit)")
            }
        }
        #expect(TensorEstimate(.A, layer: 2, batches: alone, kernel: 1)?.value.isNaN == true)
        #expect(throws: (any Error).self) { try TensorSample(preactivationsOf: setting, width: 1, depth: 2, seeds: 0..<3) }
    }

    @Test("A single batch has no standard error, and an empty one is refused")
    func tooFew() throws {
        let setting = TangentSetting(.tanh, .gaussian)
        let one = try TensorSample(setting, width: 4, depth: 2, seeds: 0..<3, pairs: 1)
        #expect(TensorEstimate(.V, layer: 2, batches: [one], kernel: 1) == nil)
        #expect(throws: (any Error).self) { try TensorSample(setting, width: 4, depth: 2, seeds: 3..<3, pairs: 1) }
        #expect(throws: (any Error).self) { try TensorSample(setting, width: 4, depth: 2, seeds: 0..<3, pairs: 3) }
        #expect(throws: (any Error).self) { try TensorSample(setting, width: 4, depth: 2, seeds: 0..<3, descendantsOf: [3], pairs: 1) }
    }
}
