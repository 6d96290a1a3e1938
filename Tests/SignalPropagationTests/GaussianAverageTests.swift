// The averages of mean-field theory against brute-force integrals made from phi itself.
import Foundation
import NetworkModels
import SignalPropagation
import Testing

/// Composite Simpson on [0, 10 sqrt(q)], split at the kink h = 1 and at 10, of an even f against N(0, q): the plain
/// reference. The tails beyond 10 deviations hold 1e-23; 20 000 intervals per piece leave errors near 1e-12.
private func bruteAverage(variance q: Double, _ f: (Double) -> Double) -> Double {
    let deviation = q.squareRoot()
    let top = 10 * deviation
    let breaks = [0, 1, 10].filter { $0 < top } + [top]
    var total = 0.0
    for (a, b) in zip(breaks, breaks.dropFirst()) {
        let count = 20_000
        let h = (b - a) / Double(count)
        for k in 0...count {
            // The kink's value is taken from inside the piece, so that phi' of hard-tanh is right on both sides.
            let x = min(max(a + Double(k) * h, a + 1e-13 * deviation), b - 1e-13 * deviation)
            let simpson: Double = k == 0 || k == count ? 1 : (k % 2 == 1 ? 4 : 2)
            total += simpson * h / 3 * f(x) * 2 * gaussianDensity(x, variance: q)
        }
    }
    return total
}

@Suite struct GaussianAverageTests {
    static let variances = [1e-6, 1e-3, 0.1, 0.5, 1, 4, 10, 100]
    static let even: [Nonlinearity] = [.linear, .hardTanh, .tanh, .erf]  // phi² and phi'² even

    @Test("The mean square activation equals the integral of phi²", arguments: even, variances)
    func meanSquare(_ phi: Nonlinearity, q: Double) {
        let expected = bruteAverage(variance: q) { phi.value($0) * phi.value($0) }
        #expect(abs(phi.meanSquareActivation(variance: q) / expected - 1) < 1e-11)
    }

    @Test("Moments of phi'² equal their integrals", arguments: even, variances)
    func derivativeMoments(_ phi: Nonlinearity, q: Double) {
        for k in 1...3 {
            let expected = bruteAverage(variance: q) { pow(phi.derivative($0), 2 * Double(k)) }
            #expect(abs(phi.derivativeMoment(order: k, variance: q) / expected - 1) < 1e-11)
        }
    }

    @Test("ReLU halves the variance and the derivative's moments")
    func relu() {
        #expect(Nonlinearity.relu.meanSquareActivation(variance: 3) == 1.5)
        #expect(Nonlinearity.relu.derivativeMoment(order: 2, variance: 3) == 0.5)
        #expect(Nonlinearity.relu.derivativeDispersion(variance: 3) == 1)
    }

    @Test("The erf closed forms are those of the arcsine law (paper's table, scaled to unit slope)")
    func erfClosedForms() {
        let q = 0.7
        #expect(
            abs(Nonlinearity.erf.meanSquareActivation(variance: q) - 2 / .pi * asin(.pi / 2 * q / (1 + .pi / 2 * q)))
                < 1e-15)
        #expect(abs(Nonlinearity.erf.derivativeMoment(order: 2, variance: q) - pow(1 + 2 * .pi * q, -0.5)) < 1e-15)
    }

    @Test("The module's quadrature reproduces erf's closed forms to rounding", arguments: variances)
    func quadrature(_ q: Double) {
        let rule = GaussianRule(variance: q)
        let phi = Nonlinearity.erf
        // A few hundred terms of relative error 1e-16 each, and exp's argument rounded: a few 1e-15.
        let meanSquare = rule.average { phi.value($0) * phi.value($0) }
        #expect(abs(meanSquare / phi.meanSquareActivation(variance: q) - 1) < 2e-14)
        for k in 1...3 {
            let moment = rule.average { pow(phi.derivative($0), 2 * Double(k)) }
            #expect(abs(moment / phi.derivativeMoment(order: k, variance: q) - 1) < 2e-14)
        }
    }

    @Test("Hard-tanh's active share at the checked variances")
    func hardTanhShares() {
        // Independently checked values, printed to five digits: half a unit of the last.
        for (q, p) in [(0.1, 0.99843), (0.25, 0.95450), (0.5, 0.84270), (1.0, 0.68269), (4.0, 0.38292)] {
            #expect(abs(Nonlinearity.hardTanh.derivativeMoment(order: 1, variance: q) - p) <= 5.1e-6)
        }
    }

    @Test("The slope of the mean square is its derivative in q", arguments: even, [1e-3, 0.3, 1, 10])
    func slope(_ phi: Nonlinearity, q: Double) {
        // Central difference of relative step 1e-4: error about 1e-8 from curvature, 1e-12 from rounding.
        let step = 1e-4 * q
        let difference =
            (phi.meanSquareActivation(variance: q + step) - phi.meanSquareActivation(variance: q - step)) / (2 * step)
        #expect(abs(phi.meanSquareActivationSlope(variance: q) / difference - 1) < 1e-7)
    }

    @Test("The dispersion of phi'² is mu_2/mu_1² - 1 where that can be computed", arguments: even, [0.1, 1, 10])
    func dispersion(_ phi: Nonlinearity, q: Double) {
        let first = phi.derivativeMoment(order: 1, variance: q)
        let plain = phi.derivativeMoment(order: 2, variance: q) / (first * first) - 1
        #expect(abs(phi.derivativeDispersion(variance: q) - plain) < 1e-12 * (1 + plain))
    }

    @Test("Tanh's dispersion falls as 8 q², to 12 digits of cancellation (P1-18)")
    func smallVarianceDispersion() {
        // phi'² = 1 - 2h² + …, variance 4 · 2q²; the next term is relative O(q).
        #expect(abs(Nonlinearity.tanh.derivativeDispersion(variance: 1e-6) / 8e-12 - 1) < 2e-5)
        // erf: exponent pi h²/2 has variance pi² q²/2.
        #expect(abs(Nonlinearity.erf.derivativeDispersion(variance: 1e-6) / (0.5 * .pi * .pi * 1e-12) - 1) < 2e-5)
    }

    @Test("At q = 0 the averages are their limits")
    func zeroVariance() {
        for phi in Self.even {
            #expect(phi.meanSquareActivation(variance: 0) == 0)
            #expect(phi.derivativeMoment(order: 2, variance: 0) == 1)
            #expect(phi.derivativeDispersion(variance: 0) == 0)
            #expect(phi.meanSquareActivationSlope(variance: 0) == 1)
        }
    }
}
