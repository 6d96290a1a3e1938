// How closely two computations of one number must agree, with the reason beside the bound.

/// A bound of rounding errors.
struct RoundOff {
    let bound: Double
    /// Where it comes from, in plain text.
    let reason: String

    /// For the logarithm of the largest eigenvalue, by its closed form and by the minimum of the inverse moment function.
    static let edge = RoundOff(
        bound: 1e-11, reason: "round-off: logarithms of terms up to L ln L = 7000, some ten of them, half an ulp (1.1e-16) each: 8e-12")
}
