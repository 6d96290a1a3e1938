// How much a value may differ when it is made again and still be called the same. Declared by a target, looked at by
// verification alone: it is not part of a key and lets nothing be reused.

/// How far the numbers of a value may be from those of another run. Structure, text and whole numbers are always
/// compared exactly.
public enum Tolerance: Codable, Sendable, Equatable {
    /// The same bits.
    case bitwise
    /// At most so many floating-point numbers apart.
    case ulps(UInt64)
    /// |a − b| ≤ x · max(|a|, |b|).
    case relative(Double)
    /// |a − b| ≤ x.
    case absolute(Double)

    /// Whether two numbers count as equal. A negative or NaN bound accepts nothing, and no bound accepts NaN beside a
    /// number, or an infinity beside anything but itself.
    func accepts(_ a: Double, _ b: Double, ulps: UInt64?) -> Bool {
        guard let ulps else { return false }
        switch self {
        case .bitwise: return false
        case .ulps(let most): return ulps <= most
        case .relative(let most): return ulps == 0 ? most >= 0 : abs(a - b) <= most * max(abs(a), abs(b))
        case .absolute(let most): return ulps == 0 ? most >= 0 : abs(a - b) <= most
        }
    }
}

extension Tolerance: CustomStringConvertible {
    public var description: String {
        switch self {
        case .bitwise: "bitwise"
        case .ulps(let most): "\(most) ulp"
        case .relative(let most): "relative \(most)"
        case .absolute(let most): "absolute \(most)"
        }
    }
}
