// The recursions of finite width: known values, limits, laws that hold exactly, and what is refused.
import NetworkModels
import SignalPropagation
import Testing

@Suite struct TangentRecursionTests {
    /// Tanh with K¹ = lambda_W = 1.
    private func layers(_ ensemble: WeightEnsemble, biases: TangentSetting.BiasRate, depth: Int) throws -> [FiniteWidthStatistics] {
        try TangentRecursion(TangentSetting(.tanh, ensemble, biasRate: biases)).statistics(depth: depth)
    }

    @Test("Nothing but the orthogonal four-point correlator fluctuates in the first layer", arguments: [WeightEnsemble.gaussian, .orthogonal])
    func firstLayer(_ ensemble: WeightEnsemble) throws {
        let first = try layers(ensemble, biases: .constant(0), depth: 1)[0]
        for correlator in Correlator.allCases { #expect(first[correlator] == (correlator == .V && ensemble == .orthogonal ? -2 : 0)) }
    }

    /// Independent values from a NumPy program that was checked by Monte Carlo, to the digits that it printed.
    @Test(
        "Without learning biases the ratios at layers 5, 20 and 100 are those known",
        arguments: [
            (WeightEnsemble.gaussian, Correlator.V, [2.41, 12.0, 64.8]), (.gaussian, .G1, [-0.53, -4.86, -31.0]),
            (.gaussian, .B, [1.51, 6.54, 33.3]), (.gaussian, .F, [0.875, 4.48, 24.4]), (.gaussian, .A, [0.0096, 0.016, 0.019]),
            (.gaussian, .D, [-0.091, -0.30, -0.68]), (.gaussian, .P, [-0.494, -1.89, -8.71]), (.gaussian, .Q, [-0.038, -0.088, -0.18]),
            (.gaussian, .R, [-0.68, -1.97, -8.7]), (.gaussian, .S, [0.62, 1.88, 8.6]),
            (.orthogonal, .V, [-1.79, -1.91, -1.98]), (.orthogonal, .G1, [0.91, 1.47, 1.82]), (.orthogonal, .B, [0.184, 0.083, 0.020]),
            (.orthogonal, .F, [-0.49, -0.615, -0.658]), (.orthogonal, .A, [0.0079, 0.0022]),
            (.orthogonal, .D, [-0.036, -0.0115, -0.0014]), (.orthogonal, .P, [-0.274, -0.337, -0.339]),
            (.orthogonal, .Q, [-0.027, -0.012, -0.0037]), (.orthogonal, .R, [-0.44, -0.39, -0.35]), (.orthogonal, .S, [0.39, 0.37, 0.34]),
        ])
    func knownValues(_ ensemble: WeightEnsemble, _ correlator: Correlator, _ expected: [Double]) throws {
        let statistics = try layers(ensemble, biases: .constant(0), depth: 100)
        for (layer, value) in zip([5, 20, 100], expected) {
            // Half a unit of the last of two digits, and more: 3 %.
            #expect(abs(statistics[layer - 1].ratio(correlator) - value) <= 0.03 * abs(value), "layer \(layer)")
        }
    }

    @Test("U and T over the cube of Theta are those known", arguments: [(WeightEnsemble.gaussian, [0.043, 0.14, 0.65]), (.orthogonal, [0.040, 0.036, 0.023])])
    func descendants(_ ensemble: WeightEnsemble, _ expected: [Double]) throws {
        let statistics = try layers(ensemble, biases: .constant(0), depth: 100)
        for (layer, (u, t)) in zip([5, 20, 100], zip([0.50, 0.84, 0.99], expected)) {
            let s = statistics[layer - 1]
            #expect(abs(s.ratio(.U) / s.kernel / u - 1) < 0.015)
            #expect(abs(s.ratio(.T) / s.kernel / t - 1) < 0.03)
        }
    }

    @Test(
        "At large depth the recursions tend to the limits that are derived for them",
        arguments: [
            TangentSetting(.tanh, .gaussian), TangentSetting(.tanh, .orthogonal), TangentSetting(.tanh, .orthogonal, biasRate: .constant(0)),
            TangentSetting(.tanh, .gaussian, biasRate: .constant(0)), TangentSetting(.erf, .gaussian, weightRate: 0.7, biasRate: .overLayer(1.9)),
            TangentSetting(.erf, .orthogonal, weightRate: 0.7, biasRate: .overLayer(1.9), firstKernel: 0.3),
        ])
    func limits(_ setting: TangentSetting) throws {
        let depth = 20_000, limits = try LargeDepthLimits(setting)
        let last = try #require(try TangentRecursion(setting).statistics(depth: depth).last)
        let unit = setting.ensemble == .gaussian ? Double(depth) : 1
        // Corrections fall as ln l/l, 5e-4, times numbers of order 1 to 10.
        for correlator in Correlator.allCases { #expect(abs(last.ratio(correlator) / unit - limits[correlator]) < 0.004, "\(correlator)") }
    }

    @Test("Limits are refused where there are none")
    func noLimits() {
        func error(_ setting: TangentSetting) -> SignalPropagationError? {
            do { _ = try LargeDepthLimits(setting) } catch { return error }
            return nil
        }
        #expect(error(TangentSetting(.relu, .gaussian)) == .notSmooth("relu"))
        #expect(error(TangentSetting(.tanh, .gaussian, weightVariance: 1.1)) == .invalidWeightVariance(1.1))
        #expect(error(TangentSetting(.tanh, .gaussian, biasRate: .constant(0.5))) == .invalidRate(0.5))
    }

    @Test("Tensors count in units of the width before, whatever the other widths are")
    func unequalWidths() throws {
        let recursion = try TangentRecursion(TangentSetting(.tanh, .gaussian))
        let first = recursion.first, second = recursion.next(first)
        let (equal, wide) = (recursion.next(second), recursion.next(second, widthRatio: 2))
        let narrow = recursion.next(second, widthRatio: 0)
        // Each tensor is a source of the last layer alone plus what the old tensors hand on, in proportion to the ratio of widths.
        for correlator in Correlator.allCases {
            #expect(abs(wide[correlator] - 2 * equal[correlator] + narrow[correlator]) < 1e-12, "\(correlator)")
        }
        #expect(wide.kernel == equal.kernel && wide.tangentKernel == equal.tangentKernel)
    }

    @Test("A linear network has no descendants, and its tensors follow from counting pairings")
    func linear() throws {
        let setting = TangentSetting(.linear, .gaussian, biasRate: .constant(0))
        let statistics = try TangentRecursion(setting).statistics(depth: 9)
        for s in statistics {
            // Each layer adds 2K² to V; K = 1.
            #expect(abs(s[.V] - 2 * Double(s.layer - 1)) < 1e-9)
            #expect(abs(s.tangentKernel - Double(s.layer)) < 1e-9)
            for correlator in [Correlator.P, .U] { #expect(s[correlator] == 0) }
        }
    }

    @Test("ReLU's four-point correlator is that of counting: 5 per layer, or 3 from -2 for orthogonal weights", arguments: [(WeightEnsemble.gaussian, 0.0, 5.0), (.orthogonal, -2, 3)])
    func rectifier(_ ensemble: WeightEnsemble, _ start: Double, _ step: Double) throws {
        let statistics = try PreactivationRecursion(TangentSetting(.relu, ensemble, weightVariance: 2, firstKernel: 0.7)).statistics(depth: 60)
        for s in statistics {
            // The quadrature is exact; 60 layers of round-off.
            #expect(abs(s.kernel / 0.7 - 1) < 1e-12)
            #expect(abs(s.fourPoint / (s.kernel * s.kernel) - (start + step * Double(s.layer - 1))) < 1e-10)
            #expect(abs(s.correction / s.kernel) < 1e-10)
        }
    }

    @Test("The recursion of the preactivations alone is part of that of all tensors", arguments: [WeightEnsemble.gaussian, .orthogonal])
    func preactivationsAlone(_ ensemble: WeightEnsemble) throws {
        let setting = TangentSetting(.erf, ensemble, weightVariance: 1.2, firstKernel: 0.6)
        for (alone, all) in zip(try PreactivationRecursion(setting).statistics(depth: 20), try TangentRecursion(setting).statistics(depth: 20)) {
            #expect(alone.kernel == all.kernel)
            #expect(alone.fourPoint == all[.V])
            #expect(alone.correction == all[.G1])
        }
        #expect(throws: SignalPropagationError.notSmooth("hardTanh")) { try PreactivationRecursion(TangentSetting(.hardTanh, ensemble)) }
        #expect(throws: SignalPropagationError.invalidDepth(0)) { try PreactivationRecursion(setting).statistics(depth: 0) }
    }

    @Test("What has no meaning is refused")
    func refused() {
        func error(_ setting: TangentSetting) -> SignalPropagationError? {
            do { _ = try TangentRecursion(setting) } catch { return error }
            return nil
        }
        #expect(error(TangentSetting(.relu, .gaussian)) == .notSmooth("relu"))
        #expect(error(TangentSetting(.hardTanh, .gaussian)) == .notSmooth("hardTanh"))
        #expect(error(TangentSetting(.tanh, .gaussian, weightVariance: -1)) == .invalidWeightVariance(-1))
        #expect(error(TangentSetting(.tanh, .gaussian, weightRate: 0)) == .invalidRate(0))
        #expect(error(TangentSetting(.tanh, .gaussian, biasRate: .overLayer(-1))) == .invalidRate(-1))
        #expect(error(TangentSetting(.tanh, .gaussian, firstKernel: 0)) == .unsupportedVariance(0))
    }
}
