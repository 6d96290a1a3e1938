// The nonlinearities in single precision. Goals, in order: within a few ulp of the true value at every float; NaN stays NaN,
// so that a diverged network stays diverged; speed. They are polynomials and selections without branch or call, so that a
// loop over them becomes vector instructions and takes a hundredth of the time of `tanhf`.
//
// tanh and erf are x P(x²)/Q(x²), fitted for the smallest maximal relative error (Lawson's weights on linearised least
// squares, 4,000 Chebyshev points): 2.1e-8 for tanh, 2.0e-9 for erf before rounding. All coefficients of tanh are
// positive, so nothing cancels. Beyond the fit's interval both are ±1 to half an ulp.

/// tanh(h), within 8 ulp.
@inline(__always)
func singleTanh(_ h: Float) -> Float {
    let x = clip(h, 9.02)
    let u = x * x
    var p: Float = 1.3319395e-08
    p = p * u + 2.0583755e-05
    p = p * u + 3.494053e-03
    p = p * u + 1.3379735e-01
    p = p * u + 1
    var q: Float = 7.7621644e-07
    q = q * u + 3.2831216e-04
    q = q * u + 2.5871145e-02
    q = q * u + 4.6713048e-01
    q = q * u + 1
    return clip(x * p / q, 1)
}

/// erf(√π/2 h), within 8 ulp.
@inline(__always)
func singleErf(_ h: Float) -> Float {
    let x = clip(h, 4.5)
    let u = x * x
    var p: Float = -2.7350766e-09
    p = p * u + 1.2380532e-06
    p = p * u + 1.2788053e-04
    p = p * u + 1.6522966e-03
    p = p * u + 2.9688388e-02
    p = p * u + 1.2890641e-01
    p = p * u + 1
    var q: Float = 1.8831726e-05
    q = q * u + 4.97243e-04
    q = q * u + 7.4890857e-03
    q = q * u + 7.02896e-02
    q = q * u + 3.9070585e-01
    q = q * u + 1
    return clip(x * p / q, 1)
}

/// exp(x) for x ≤ 0: 2^n times the Taylor polynomial of the rest, |rest| ≤ ln 2 / 2; 0 below -87.
@inline(__always)
func singleExp(_ x: Float) -> Float {
    let clipped = x < -87 ? -87 : x
    // Added to a number of this size, n is in the last bits of the mantissa.
    let shift: Float = 0x1.8p23
    let shifted = clipped * 1.442695 + shift
    let n = shifted - shift
    // ln 2 in two parts: n times the first is exact.
    let rest = (clipped - n * 0x1.62e4p-1) - n * 1.4286068e-06
    var p: Float = 1.0 / 5040
    p = p * rest + 1.0 / 720
    p = p * rest + 1.0 / 120
    p = p * rest + 1.0 / 24
    p = p * rest + 1.0 / 6
    p = p * rest + 0.5
    p = p * rest + 1
    p = p * rest + 1
    let scale = Float(bitPattern: (shifted.bitPattern &+ 127) &<< 23)
    return x < -87 ? 0 : p * scale
}

/// h within [-bound, bound].
@inline(__always)
func clip(_ h: Float, _ bound: Float) -> Float {
    let below = h > bound ? bound : h
    return below < -bound ? -bound : below
}
