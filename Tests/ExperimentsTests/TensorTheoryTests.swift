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

    @Test("A single batch has no standard error, and an empty one is refused")
    func tooFew() throws {
        let setting = TangentSetting(.tanh, .gaussian)
        let one = try TensorSample(setting, width: 4, depth: 2, seeds: 0..<3, pairs: 1)
        #expect(TensorEstimate(.V, layer: 2, batches: [one], kernel: 1) == nil)
        #expect(throws: (any Error).self) { try TensorSample(setting, width: 4, depth: 2, seeds: 3..<3, pairs: 1) }
        #expect(throws: (any Error).self) { try TensorSample(setting, width: 4, depth: 2, seeds: 0..<3, pairs: 3) }
    }
}
