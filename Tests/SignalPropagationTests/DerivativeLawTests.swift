// M_{D²}(w) of the smooth laws: the pole-corrected rule against brute force, above and on the cut.
import ComplexModule
import Foundation
import NetworkModels
import SignalPropagation
import Testing

private typealias Complex = ComplexModule.Complex<Double>

/// M(w) by a trapezoid rule so fine (1e-5 deviations) that a pole 1e-3 deviations away leaves exp(-600).
private func bruteMoment(_ law: SmoothLaw, logW: Complex) -> Complex {
    let deviation = law.variance.squareRoot()
    let step = 1e-4 * deviation
    var sum = Complex(0)
    for k in 0...100_000 {
        let h = Double(k) * step
        let exponent = logW + Complex(law.derivative.exponent(h))
        if exponent.real > 300 { break }  // 1/x below 1e-130
        let x = Complex.expMinusOne(exponent)
        sum += (k == 0 ? 1.0 : 2.0) * step * gaussianDensity(h, variance: law.variance) * (1 / x)
    }
    return sum
}

@Suite struct DerivativeLawTests {
    @Test(
        "The corrected rule equals brute force near the cut", arguments: [SmoothDerivative.tanh, .erf],
        [1e-6, 0.02, 0.3, 4, 60])
    func besideTheCut(_ derivative: SmoothDerivative, q: Double) {
        let law = SmoothLaw(derivative, variance: q)
        // Points w with |w| on typical values of t, at angles that keep the pole at least 1e-2 deviations from the
        // real axis, and beyond 1.
        for deviations in [0.05, 0.7, 2, 4] {
            let exponent = derivative.exponent(deviations * q.squareRoot())
            let distance = 0.02 * derivative.exponentSlope(deviations * q.squareRoot()) * q.squareRoot()
            for angle in [min(distance, 3), 1, 3.1] {
                for logRadius in [-exponent, 0.5 * exponent] {
                    let logW = Complex(logRadius, angle)
                    var circle = SmoothCircle(law: law, logRadius: logRadius)
                    let values = circle.values(angle: angle)
                    let expected = bruteMoment(law, logW: logW)
                    #expect((values.moment - expected).length < 1e-12 * max(expected.length, 1e-3), "\(logW)")
                    #expect((values.onePlusMoment - values.moment - 1).length < 1e-12 * max(expected.length, 1))
                }
            }
        }
    }

    @Test(
        "On the cut, Im M is -pi t times the density of t", arguments: [SmoothDerivative.tanh, .erf], [1e-4, 0.3, 20])
    func onTheCut(_ derivative: SmoothDerivative, q: Double) {
        let law = SmoothLaw(derivative, variance: q)
        for deviations in [0.01, 0.3, 1, 3, 6] {
            let h = deviations * q.squareRoot()
            var circle = SmoothCircle(law: law, logRadius: -derivative.exponent(h))
            // t rho_t(t) = 2 N(h)/tau'(h), at an angle so small that its contribution, a relative 1e-20 of Re M, is
            // negligible compared with the density even 6 deviations out (1e-8).
            let expected = -2 * Double.pi * gaussianDensity(h, variance: q) / derivative.exponentSlope(h)
            let value = circle.values(angle: 1e-20 * derivative.exponent(h)).moment.imaginary
            #expect(abs(value / expected - 1) < 1e-8, "h = \(deviations) deviations")
        }
    }

    @Test("The slope is dM / d log w", arguments: [SmoothDerivative.tanh, .erf], [0.02, 4])
    func slope(_ derivative: SmoothDerivative, q: Double) {
        let law = SmoothLaw(derivative, variance: q)
        let step = 1e-5
        for (logRadius, angle) in [(-0.1, 0.3), (0.5, 0.01), (-3, 2), (0.02, 1)] {
            func moment(_ angle: Double) -> Complex {
                var circle = SmoothCircle(law: law, logRadius: logRadius)
                return circle.values(angle: angle).moment
            }
            // d/d angle = i d/d log w; central difference, error step² third derivative.
            let difference = (0.5 / step) * (moment(angle + step) - moment(angle - step))
            var circle = SmoothCircle(law: law, logRadius: logRadius)
            let slope = Complex.i * circle.values(angle: angle).slope
            #expect((difference - slope).length < 1e-6 * max(slope.length, 1e-3))
        }
    }

    @Test("Far out, M is mu_1/w + mu_2/w² + mu_3/w³", arguments: [Nonlinearity.hardTanh, .tanh, .erf, .relu])
    func series(_ phi: Nonlinearity) {
        let w = 1e4
        var circle = DerivativeLaw(phi, variance: 0.8).circle(logRadius: log(w))
        let expected = (1...4).reduce(0) { $0 + phi.derivativeMoment(order: $1, variance: 0.8) / pow(w, Double($1)) }
        #expect(abs(circle.values(angle: 0).moment.real / expected - 1) < 1e-13)
    }
}
