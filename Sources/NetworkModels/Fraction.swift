// Powers of two as people write them, for the grids of q*.

package enum Fraction {
    /// "1/64" for 0.015625, "4" for 4; other numbers as they are.
    package static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e9 { return "\(Int(value))" }
        let inverse = 1 / value
        return value > 0 && value < 1 && inverse == inverse.rounded() && inverse <= 4096 ? "1/\(Int(inverse))" : "\(value)"
    }
}
