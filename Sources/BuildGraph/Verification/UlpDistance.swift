// The distance of two floating-point numbers, counted in representable numbers between them. The bit patterns of
// finite numbers of one sign are in the order of their values (IEEE 754), so that the distance is a difference of
// integers; across zero it is the sum of both distances to zero. −0 and +0 are the same number: distance 0.

extension Double {
    /// How many representable numbers `other` is away; nil when that has no meaning: NaN beside a number, or an infinity
    /// beside anything but itself. Two NaN of one class (quiet or signalling) are 0 apart, whatever their payload.
    package func ulps(to other: Double) -> UInt64? {
        if isNaN || other.isNaN { return isNaN && other.isNaN && isSignalingNaN == other.isSignalingNaN ? 0 : nil }
        if isInfinite || other.isInfinite { return self == other ? 0 : nil }
        return UlpDistance.between(
            magnitude.bitPattern, sign == .minus, other.magnitude.bitPattern, other.sign == .minus)
    }
}

extension Float {
    /// As for `Double`, in representable numbers of single precision.
    package func ulps(to other: Float) -> UInt64? {
        if isNaN || other.isNaN { return isNaN && other.isNaN && isSignalingNaN == other.isSignalingNaN ? 0 : nil }
        if isInfinite || other.isInfinite { return self == other ? 0 : nil }
        return UlpDistance.between(
            UInt64(magnitude.bitPattern), sign == .minus, UInt64(other.magnitude.bitPattern), other.sign == .minus)
    }
}

private enum UlpDistance {
    /// The greatest finite magnitude has a bit pattern below 2^63, so that the sum of two fits.
    static func between(_ a: UInt64, _ aIsNegative: Bool, _ b: UInt64, _ bIsNegative: Bool) -> UInt64 {
        aIsNegative == bIsNegative ? max(a, b) - min(a, b) : a + b
    }
}
