// What is known of a value's reproducibility, in words.

extension VerificationRecord {
    /// "bitwise equal", "equal within 4 ulp (greatest difference 3 ulp)", "not reproducible".
    public var verdict: String {
        switch result {
        case .bitwiseEqual: "bitwise equal"
        case .withinTolerance:
            "equal within its tolerance, \(tolerance)" + (greatestUlps.map { " (greatest difference \(UlpText.text($0)))" } ?? "")
        case .notReproducible: "not reproducible"
        }
    }
}

extension Difference {
    /// "densities[3].y[17]: 0.25 → 0.2500001, 4.1e9 ulp".
    public var text: String {
        "\(path): \(stored) → \(remade)" + (ulps.map { ", \(UlpText.text($0))" } ?? "")
    }
}
