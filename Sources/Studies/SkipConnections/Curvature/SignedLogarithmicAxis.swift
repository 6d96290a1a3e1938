// An axis for eigenvalues of both signs and all sizes: linear near zero and logarithmic beyond.
import Foundation

/// u = asinh(λ/2ε)/ln 10: decades of |λ| above ε, linear below.
struct SignedLogarithmicAxis: Codable, Sendable {
    /// ε.
    let linear: Double

    func place(_ value: Double) -> Double { asinh(value / (2 * linear)) / log(10) }
    func value(_ place: Double) -> Double { 2 * linear * sinh(place * log(10)) }
    /// dλ/du.
    func stretch(_ place: Double) -> Double { 2 * linear * log(10) * cosh(place * log(10)) }

    /// Zero, and powers of ten of both signs from the first one to a value.
    func tics(from first: Int = -4, to extent: Double, every decades: Int = 2) -> (places: [Double], names: [String]) {
        let decades = Array(stride(from: first, through: Int(log10(max(1e-3, extent)).rounded(.up)), by: decades))
        return (
            [0] + decades.flatMap { [place(pow(10, Double($0))), -place(pow(10, Double($0)))] },
            ["0"] + decades.flatMap { power -> [String] in
                let name = power == 0 ? "1" : "10^{\(power < 0 ? "−" : "")\(abs(power))}"
                return [name, "−" + name]
            }
        )
    }
}
