// The transform of Box and Muller (1958) in vectors: a radius √(-2 ln u) and a uniform angle give two independent
// standard normals. Goals, in this order: the same bits on every machine; no branch; speed.
//
// The same bits: only additions, products, quotients, square roots and fused products, each of which IEEE 754 rounds
// correctly, and no function of the C library. The lanes do not depend on the width of the vectors.
//
// A word of 64 bits gives a pair: the upper 40 are u, the lower 24 the angle, each the midpoint of its cell. So the radius
// lies between √(-2 ln(1 - 2^-41)) = 9.5e-7 and √(82 ln 2) = 7.54. The normal distribution has 4.7e-14 beyond 7.54, one
// number in 2e13. With 2^24 equally spaced angles all moments of sine and cosine below order 2^24 are exact.
//
// With u = 2^e m, 1/√2 ≤ m < √2, and s = (m - 1)/(m + 1), |s| ≤ 0.1716:
//
//     -2 ln u = -2e ln 2 - 4 artanh s,    -4 artanh s = -4s + s³ P(s²).
//
// u is exact, and so is m - 1: near u = 1 nothing cancels. The angle is (1 + 2t)π/4, |t| < 1/2, within a quarter turn, with
// two random signs:
//
//     cos = C(t²) - t S(t²),    sin = C(t²) + t S(t²),    C(t²) = cos(πt/2)/√2,    t S(t²) = sin(πt/2)/√2.
//
// P, S and C interpolate at Chebyshev points, to a relative 7e-14, 4e-18 and 7e-17; P contributes 1 % of the logarithm.
// Both normals are within 6e-16 of the radius of their exact values (measured on 60,000 words against 30 digits).
import COpenBLAS

/// Two standard normals from each word.
package enum BoxMuller {
    package typealias Words = SIMD8<UInt64>
    package typealias Values = SIMD8<Double>

    /// The normals of eight words, each given by its halves; the upper halves of the lanes do not matter.
    @inline(__always)
    package static func pairs(lower: Words, upper: Words) -> (Values, Values) {
        let radius = radius(lower: lower, upper: upper)
        let t = values((lower &<< 30) & 0x000F_FFFF_C000_0000 | (one | 0x2000_0000)) - 1.5
        let square = t * t
        let c = polynomial(
            square, 3.291791502603771e-07, -1.7819186532194025e-05, 0.0006500149443476654, -0.014752708706835612, 0.17937142921624885,
            -0.8723580249548468, 0.7071067811865475)
        let s = t * polynomial(
            square, 3.983792781681386e-08, -2.544625117965686e-06, 0.00011344902567117628, -0.0033105000948264454, 0.05635119642914205,
            -0.45676559374971354, 1.1107207345395915)
        let sign = Words(repeating: 1 << 63)
        return (
            values(words(radius * (c - s)) ^ (lower &<< 40) & sign), values(words(radius * (c + s)) ^ (lower &<< 41) & sign)
        )
    }

    /// √(-2 ln u).
    @inline(__always)
    private static func radius(lower: Words, upper: Words) -> Values {
        let word = upper &<< 32 | lower & 0xFFFF_FFFF
        let u = words(values((word &>> 12) & ~0xFFF | (one | 0x800)) - 1)
        // Shifted so that the exponent field increments at 1/√2 instead of 1.
        let shifted = u &- Words(repeating: 0x3FE6_A09E_667F_3BCD &- 0x3FF0_0000_0000_0000)
        let exponent = values((shifted &>> 52) | 0x4330_0000_0000_0000) - (0x1p52 + 1023)
        let m = values(u &- (shifted & 0xFFF0_0000_0000_0000) &+ one)
        let s = (m - 1) / (m + 1)
        let p = polynomial(
            s * s, -0.33243634305717856, -0.36280387605731984, -0.4444572456021743, -0.5714284827664832, -0.8000000002241301,
            -1.3333333333332416, -4)
        return paper_square_roots((exponent * -1.3862943611198906).addingProduct(p, s))
    }

    /// The bits of 1; with its mantissa replaced, a number in [1, 2).
    private static var one: Words { Words(repeating: 0x3FF0_0000_0000_0000) }

    @inline(__always)
    private static func polynomial(
        _ x: Values, _ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double, _ f: Double, _ g: Double
    ) -> Values {
        var y = Values(repeating: b).addingProduct(a, x)
        y = Values(repeating: c).addingProduct(y, x)
        y = Values(repeating: d).addingProduct(y, x)
        y = Values(repeating: e).addingProduct(y, x)
        y = Values(repeating: f).addingProduct(y, x)
        return Values(repeating: g).addingProduct(y, x)
    }

    @inline(__always)
    private static func values(_ words: Words) -> Values { unsafeBitCast(words, to: Values.self) }
    @inline(__always)
    private static func words(_ values: Values) -> Words { unsafeBitCast(values, to: Words.self) }
}
