// Where the curve begins and ends.
import Foundation

extension MasterCurve {
    /// The lower end of the spectrum is cut off where the share of the bulk per unit of rho is below this.
    package static let negligibleRate = 1e-15

    /// The parameter of the first point: 0 at an edge where the density vanishes, else so near it that about 2e-5 of the
    /// mass lies before it.
    ///
    /// An edge is hard (an inverse square root) if M is infinite there: w = 1, which with orthogonal weights means
    /// L(1 - p) = 1. At an almost hard edge the density falls to zero within |log w| of u = 0, which is resolved only where
    /// that is not far less than the start; nearer to u = 0 rounding would decide the angle.
    package var start: Double { isTwoValued && abs(edge.logW) < 2e-4 ? 2e-5 : 0 }

    private var isTwoValued: Bool {
        if case .twoValued = law { true } else { false }
    }

    /// The parameter beyond which the spectrum's rate of mass is below `negligibleRate`.
    ///
    /// It is found as a distance in rho: distances are halved from a bound until the rate is no longer negligible, then the
    /// last halving is bisected. The bound is, for smooth laws, the least t within the Gaussian's reach; beyond the support
    /// the mass falls at least as fast as |w|, and 50 + log L more suffice.
    package func end() -> Double {
        var support = 0.0
        if case .smooth(let law) = law { support = law.largestExponent }
        var far = max(edge.logW, 0) + support + 50 + log(Double(equation.depth))
        var near = far
        while near > 1e-30 * far && isNegligible(distance: near) {
            far = near
            near *= 0.5
        }
        for _ in 0..<5 {
            let middle = 0.5 * (near + far)
            if isNegligible(distance: middle) { far = middle } else { near = middle }
        }
        return far.squareRoot()
    }

    /// Whether the mass per unit of rho is negligible at rho = rho_edge - distance. Where no positive angle solves the
    /// equation, the density has underflowed.
    private func isNegligible(distance: Double) -> Bool {
        let parameter = distance.squareRoot()
        guard let point = try? point(parameter, guess: 1) else { return true }
        return point.massRate < 2 * parameter * Self.negligibleRate * law.bulkMass(equation)
    }
}
