// The step of Adam and RMSProp, 1/(√v + epsilon), in vectors. In Swift `squareRoot` is one call per number, since the C
// library must report negative ones, and the processor divides and takes roots in one slow unit. Newton's iteration from
// an initial guess made from the bits needs products only.

/// 1/(√x + epsilon) for x zero or normal and epsilon from 1e-12 to 1, within 9 rounding errors of Float (2^-24): one from the
/// first product, one and a half from each correction of the root, one from the sum, and two from the last correction of
/// its reciprocal.
@inlinable @inline(__always)
package func reciprocalRoot(_ x: SIMD16<Float>, plus epsilon: Float) -> SIMD16<Float> {
    // Infinity becomes the greatest finite number; NaN stays NaN.
    let x = x.replacing(with: .greatestFiniteMagnitude, where: x .> .greatestFiniteMagnitude)
    // Half the exponent, negated, and a linear approximation of the mantissa: 1/√x within 3.5 %.
    var inverse = SIMD16<Float>(bits: SIMD16(repeating: 0x5f37_59df) &- (x.bits &>> 1))
    var root = x * inverse
    for _ in 0..<3 {
        let error = 0.5 - (0.5 * root) * inverse
        inverse += inverse * error
        root += root * error
    }
    let sum = root + epsilon
    // The same idea for 1/sum: within 5.1 %.
    var reciprocal = SIMD16<Float>(bits: SIMD16(repeating: 0x7ef3_11c3) &- sum.bits)
    for _ in 0..<3 { reciprocal += reciprocal * (1 - sum * reciprocal) }
    return reciprocal
}

extension SIMD16<Float> {
    @inlinable @inline(__always)
    package var bits: SIMD16<UInt32> { unsafeBitCast(self, to: SIMD16<UInt32>.self) }
    @inlinable @inline(__always)
    package init(bits: SIMD16<UInt32>) { self = unsafeBitCast(bits, to: SIMD16<Float>.self) }
}
