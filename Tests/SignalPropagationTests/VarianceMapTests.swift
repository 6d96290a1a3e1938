// Fixed points, phases and the critical line.
import Foundation
import NetworkModels
import SignalPropagation
import Testing

@Suite struct CriticalLineTests {
    @Test("Tanh's critical weights and biases are the checked ones")
    func tanhTable() throws {
        // (q*, sigmaW², sigmaB²) as printed in the checked table: half a unit of the last digit.
        let table: [(Double, Double, Double, Double)] = [
            (1.0 / 64, 1.03056, 4.651e-6, 5e-10), (0.025, 1.04828, 1.812e-5, 5e-9), (0.1, 1.17757, 8.323e-4, 5e-8),
            (0.5, 1.68798, 0.03804, 5e-6), (1, 2.15330, 0.1510, 5e-5), (1.5, 2.53248, 0.3141, 5e-5),
            (4, 3.907, 1.518, 5e-4),
        ]
        for (q, weights, biases, tolerance) in table {
            let point = try CriticalPoint(.tanh, qStar: q)
            #expect(abs(point.weightVariance - weights) <= (q == 4 ? 5e-4 : 5.1e-6))
            #expect(abs(point.biasVariance - biases) <= 1.1 * tolerance)
        }
    }

    @Test("sigmaB² keeps its digits where its terms cancel", arguments: [
        // (phi, q*, sigmaB²) by quadrature with 50 digits.
        (Nonlinearity.tanh, 1e-8, 1.3333332533333384e-24), (.tanh, 3.75e-5, 7.0296683384526848e-14), (.tanh, 1e-3, 1.3253828533800173e-9),
        (.tanh, 0.1, 0.00083228042468631559), (.tanh, 1, 0.15096462937855289), (.tanh, 10, 5.4263743116096324), (.tanh, 100, 82.666304959045914),
        (.erf, 1e-8, 8.2246700758555006e-25), (.erf, 3.75e-5, 4.3367175800406095e-14), (.erf, 1e-3, 8.1989005903964396e-10),
        (.erf, 0.1, 0.00061889314557340009), (.erf, 1, 0.14836072691439664), (.erf, 10, 5.5668853123164967), (.erf, 100, 83.519169864659862),
        (.hardTanh, 0.1, 0.0001348822074135683), (.hardTanh, 1, 0.24408013173566271), (.hardTanh, 10, 6.6415998400023928),
        (.hardTanh, 100, 88.113077484907617),
    ])
    func biasesWithoutCancellation(_ phi: Nonlinearity, q: Double, expected: Double) throws {
        // Sums of a few hundred terms of the same sign, each rounded a few times; hard-tanh loses 1/q ulps.
        #expect(abs(try CriticalPoint(phi, qStar: q).biasVariance / expected - 1) < 2e-14)
    }

    @Test("The networks of figure 4 lie on the line: sigmaW² = 1.05 and 2 at the paper's sigmaB²")
    func figureFour() throws {
        // The paper's (1.05, 2.01e-5) and (2, 0.104); q* = 0.0259 and 0.8214 recomputed, to their printed digits.
        let small = try CriticalPoint(.tanh, qStar: 0.0259)
        #expect(abs(small.weightVariance - 1.05) < 1e-4)
        #expect(abs(small.biasVariance - 2.01e-5) < 2e-7)
        let large = try CriticalPoint(.tanh, qStar: 0.8214)
        #expect(abs(large.weightVariance - 2) < 1e-4)
        #expect(abs(large.biasVariance - 0.104) < 5e-4)
    }

    @Test("On the line, iteration settles at q* and chi is 1", arguments: Nonlinearity.allCases, [0.1, 0.5, 4])
    func lineIsCritical(_ phi: Nonlinearity, q: Double) throws {
        let point = try CriticalPoint(phi, qStar: q)
        let map = point.varianceMap
        #expect(abs(map(q) - q) < 1e-14 * max(q, 1))
        #expect(abs(map.chi(q) - 1) < 1e-14)
        #expect(map.phase == .critical)
        if case .stable(let fixedPoint) = map.fixedPoint {
            // Conditioned by 1/(1 - slope), about 1/q for small q.
            #expect(abs(fixedPoint - q) < 1e-11)
        } else {
            #expect(phi == .linear || phi == .relu)
        }
    }

    @Test("ReLU and linear networks have one critical point whatever q*")
    func scaleFree() throws {
        for q in [0.1, 1, 10] {
            let relu = try CriticalPoint(.relu, qStar: q)
            #expect(relu.weightVariance == 2 && relu.biasVariance == 0)
            let linear = try CriticalPoint(.linear, qStar: q)
            #expect(linear.sigmaW == 1 && linear.sigmaB == 0)
        }
        #expect(VarianceMap(nonlinearity: .relu, weightVariance: 2, biasVariance: 0).fixedPoint == .everyVariance)
    }

    @Test("A variance outside the supported range is refused")
    func refusal() {
        #expect(throws: SignalPropagationError.unsupportedVariance(0)) { try CriticalPoint(.tanh, qStar: 0) }
        #expect(throws: SignalPropagationError.unsupportedVariance(1e3)) { try CriticalPoint(.tanh, qStar: 1e3) }
        #expect(throws: SignalPropagationError.self) { try CriticalPoint(.tanh, qStar: .nan) }
    }
}

@Suite struct VarianceMapTests {
    @Test("The fixed point is where plain iteration from above ends", arguments: [Nonlinearity.hardTanh, .tanh, .erf])
    func iteration(_ phi: Nonlinearity) {
        for (weights, biases) in [(0.5, 0.1), (1.3, 0.0), (1.5, 0.05), (4.0, 1.0), (0.9, 0.0)] {
            let map = VarianceMap(nonlinearity: phi, weightVariance: weights, biasVariance: biases)
            var q = weights + biases
            for _ in 0..<2000 { q = map(q) }
            guard case .stable(let fixedPoint) = map.fixedPoint else {
                Issue.record("a sigmoidal network has a stable fixed point")
                continue
            }
            // The slowest of these maps contracts by 0.9 per step or better: after 2000 steps only rounding is left.
            #expect(abs(fixedPoint - q) < 1e-12 * max(q, 1))
        }
    }

    @Test("Without biases and with sigmaW ≤ 1 the variance dies")
    func dying() {
        #expect(VarianceMap(nonlinearity: .tanh, weightVariance: 1, biasVariance: 0).fixedPoint == .stable(0))
        #expect(VarianceMap(nonlinearity: .tanh, weightVariance: 1, biasVariance: 0).phase == .critical)
    }

    @Test("Just above sigmaW = 1 the tanh fixed point is (sigmaW² - 1)/2 to first order")
    func nearTransition() throws {
        // <tanh²> = q - 2q² + …: q* = (sigmaW² - 1)/(2 sigmaW²) (1 + O(q)).
        let map = VarianceMap(nonlinearity: .tanh, weightVariance: 1 + 1e-6, biasVariance: 0)
        guard case .stable(let q) = map.fixedPoint else {
            Issue.record("no fixed point")
            return
        }
        #expect(abs(q / 5e-7 - 1) < 1e-4)
    }

    @Test("Linear and ReLU variances settle, stand still or diverge")
    func scaleFree() {
        #expect(VarianceMap(nonlinearity: .relu, weightVariance: 1, biasVariance: 0.5).fixedPoint == .stable(1))
        #expect(VarianceMap(nonlinearity: .linear, weightVariance: 1, biasVariance: 0.5).fixedPoint == .divergent)
        #expect(VarianceMap(nonlinearity: .relu, weightVariance: 3, biasVariance: 0).phase == .chaotic)
        #expect(VarianceMap(nonlinearity: .linear, weightVariance: 0.5, biasVariance: 0).phase == .ordered)
    }

    @Test("Tanh is ordered below and chaotic above the line")
    func phases() throws {
        let point = try CriticalPoint(.tanh, qStar: 1)
        func phase(_ factor: Double) -> Phase {
            VarianceMap(
                nonlinearity: .tanh, weightVariance: factor * point.weightVariance, biasVariance: point.biasVariance
            ).phase
        }
        #expect(phase(0.9) == .ordered)
        #expect(phase(1.1) == .chaotic)
    }

    @Test("A trajectory holds every layer's variance")
    func trajectory() {
        let map = VarianceMap(nonlinearity: .linear, weightVariance: 0.5, biasVariance: 1)
        #expect(map.trajectory(from: 4, depth: 2) == [4, 3, 2.5])
    }
}
