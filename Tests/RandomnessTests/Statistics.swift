// The statistics by which samples are compared with their distributions.

/// √n times the largest distance between the sample's distribution and the given one; for large n it exceeds x with
/// probability 2 exp(-2x²).
func kolmogorovSmirnov(_ sample: [Double], _ distribution: (Double) -> Double) -> Double {
    let (sorted, n) = (sample.sorted(), Double(sample.count))
    let distance = sorted.enumerated().reduce(0.0) { worst, entry in
        let f = distribution(entry.element)
        return max(worst, f - Double(entry.offset) / n, Double(entry.offset + 1) / n - f)
    }
    return n.squareRoot() * distance
}

/// χ² of pairs of uniforms in 16 × 16 equal cells: 255 degrees of freedom.
func chiSquareOfPairs(_ pairs: some Sequence<(Double, Double)>) -> Double {
    var counts = [Double](repeating: 0, count: 256)
    for (x, y) in pairs { counts[16 * min(15, Int(16 * x)) + min(15, Int(16 * y))] += 1 }
    let expected = counts.reduce(0, +) / 256
    return counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
}
