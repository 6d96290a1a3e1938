// How fast a deep linear network learns one mode of its data (P2: Saxe, McClelland, Ganguli 2013, arXiv 1312.6120).
//
// Goals: closed forms where there are any, otherwise a stated error; no loss of digits when a mode starts at 1e-12 of its
// strength. Symbols: D depth, the number of weight matrices (N_l - 1 with N_l layers of units), s strength (a singular value of
// Σ31), u strength of the mode in the network, tau time constant (1/rate in steps). A start is decoupled and balanced when all
// D matrices carry u^{1/D} of the mode in matching directions; then (P2, section 2.3)
//
//     tau du/dt = D u^{2 - 2/D} (s - u).
import Foundation

/// One mode of a linear network of any depth, from a decoupled balanced start.
public struct ModeDynamics: Hashable, Sendable {
    /// D.
    public let depth: Int
    /// s.
    public let strength: Double
    /// tau.
    public let timeConstant: Double

    /// - Throws: `invalidDepth`; `invalidDynamics` for a strength or a time constant that is not positive and finite.
    public init(depth: Int, strength: Double, timeConstant: Double = 1) throws {
        guard depth >= 1 else { throw SignalPropagationError.invalidDepth(depth) }
        try requirePositive("strength", strength)
        try requirePositive("timeConstant", timeConstant)
        (self.depth, self.strength, self.timeConstant) = (depth, strength, timeConstant)
    }

    /// du/dt.
    public func velocity(_ u: Double) -> Double {
        let D = Double(depth)
        return D * pow(u, 2 - 2 / D) * (strength - u) / timeConstant
    }

    /// u after a time, in closed form for D = 1 and 2, otherwise by the differential equation of ln(u/s).
    /// - Returns: the value and a bound on its relative error; 0 for a closed form.
    /// - Throws: `invalidDynamics` for a start that is not positive; `flowEnds`.
    public func strength(after time: Double, from start: Double) throws -> (value: Double, relativeError: Double) {
        try strengths(at: [time], from: start)[0]
    }

    /// u at ascending times.
    public func strengths(at times: [Double], from start: Double) throws -> [(value: Double, relativeError: Double)] {
        try requirePositive("start", start)
        let (s, D) = (strength, Double(depth))
        switch depth {
        case 1: return times.map { (s + (start - s) * exp(-$0 / timeConstant), 0) }
        case 2:
            // P2, equation 12, with e^{-2st/tau}, which cannot overflow.
            return times.map { time in
                let decay = exp(-2 * s * time / timeConstant)
                return (s / (1 - decay + s / start * decay), 0)
            }
        default:
            // y = ln(u/s) keeps its digits both at tiny strengths and near the fixed point y = 0.
            let speed = D * pow(s, 2 - 2 / D) / timeConstant
            let flow = AutonomousFlow { [-speed * exp((1 - 2 / D) * $0[0]) * expm1($0[0])] }
            return try flow.states(from: [log(start / s)], at: times).map { (s * exp($0.values[0]), expm1($0.error)) }
        }
    }

    /// The time from one strength to another, both on the same side of s.
    ///
    /// In closed form for D = 1 and 2; otherwise (tau/(D s)) ∫ u^{2/D - 1} dx over x = ln(u/|s - u|), by Simpson's rule, to a
    /// relative 1e-11.
    /// - Throws: `invalidDynamics` for strengths that no solution connects in this order.
    public func time(from start: Double, to end: Double) throws -> Double {
        try requirePositive("start", start)
        try requirePositive("end", end)
        let s = strength
        guard start == end || (start < end && end < s) || (start > end && end > s) else {
            throw SignalPropagationError.invalidDynamics(name: "end", value: end, requirement: "between the start \(start) and the strength \(s)")
        }
        let low = log(start / abs(s - start)), high = log(end / abs(s - end))
        switch depth {
        case 1: return timeConstant * log((s - start) / (s - end))
        case 2: return timeConstant / (2 * s) * (high - low)
        default:
            let D = Double(depth), sign: Double = start < s ? 1 : -1
            let integral = simpson(from: low, to: high) { x in
                // u = s e^x/(1 + e^x) below s, s/(1 - e^-x) above it.
                pow(sign > 0 ? s / (1 + exp(-x)) : s / (1 - exp(-x)), 2 / D - 1)
            }
            return timeConstant / (D * s) * integral
        }
    }
}

/// The limit of very deep networks, tau du/dt = N_l u² (s - u) (P2, equation 18).
public struct VeryDeepMode: Hashable, Sendable {
    public let strength: Double

    /// - Throws: `invalidDynamics` for a strength that is not positive and finite.
    public init(strength: Double) throws {
        try requirePositive("strength", strength)
        self.strength = strength
    }

    /// N_l times the time from one strength to another, in units of tau.
    public func scaledTime(from start: Double, to end: Double) throws -> Double {
        try requirePositive("start", start)
        try requirePositive("end", end)
        let s = strength
        guard start == end || (start < end && end < s) || (start > end && end > s) else {
            throw SignalPropagationError.invalidDynamics(name: "end", value: end, requirement: "between the start \(start) and the strength \(s)")
        }
        return (log(end / abs(s - end)) - log(start / abs(s - start))) / (s * s) + (1 / start - 1 / end) / s
    }
}

func requirePositive(_ name: String, _ value: Double) throws {
    guard value > 0, value.isFinite else {
        throw SignalPropagationError.invalidDynamics(name: name, value: value, requirement: "positive and finite")
    }
}

/// Simpson's rule with as many points as it takes for two refinements to agree to a relative 1e-12.
private func simpson(from low: Double, to high: Double, _ f: (Double) -> Double) -> Double {
    var sums = [Double](), points = 64
    while points <= 1 << 20 {
        let h = (high - low) / Double(points)
        var sum = f(low) + f(high)
        for k in 1..<points { sum += (k % 2 == 1 ? 4 : 2) * f(low + h * Double(k)) }
        sums.append(sum * h / 3)
        if sums.count > 1, abs(sums[sums.count - 1] - sums[sums.count - 2]) <= 1e-12 * abs(sums[sums.count - 1]) { break }
        points *= 2
    }
    return sums[sums.count - 1]
}
