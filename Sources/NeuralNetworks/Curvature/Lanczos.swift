// The spectral measure of a symmetric operator at one vector, by Lanczos's method, and rigorous bounds on its distribution.
//
// v unit, H = Σ lambda_i u_i u_iᵀ: the measure puts (u_i · v)² at lambda_i. m steps build a tridiagonal matrix whose Gauss
// quadrature has the measure's first 2m - 1 moments. Chebyshev, Markov and Stieltjes: with a node forced to x (Gauss-Radau), the
// weights of the nodes below x, without and with the node at x, bound the measure of (-∞, x) from below and that of (-∞, x] from
// above, and no better bounds follow from these moments. (Golub and Meurant, Matrices, Moments and Quadrature, 2010.)
//
// In floating point the basis loses orthogonality, which repeats eigenvalues: each new vector is made orthogonal to all before it,
// twice (Giraud, Langou, Rozloznik, van den Eshof 2005: twice is enough).
import LinearAlgebra

/// m steps of Lanczos's method.
public struct Lanczos: Hashable, Codable, Sendable {
    /// The tridiagonal matrix: m and m - 1 elements.
    public let diagonal: [Double]
    public let offDiagonal: [Double]
    /// Whether the vector's Krylov space ended after m steps: the nodes are then eigenvalues, and the measure is known exactly.
    public let isExhausted: Bool

    /// - Parameters:
    ///   - start: any vector that is not zero.
    ///   - steps: at most; fewer where the Krylov space ends.
    ///   - times: H times a vector, in the same order of elements.
    /// - Throws: what `times` throws; `nonFinite` for a product that is not finite; `invalidParameter` for no steps or a start of zero.
    public init(
        from start: [Double], steps: Int, _ times: ([Double]) throws(LinearAlgebraError) -> [Double]
    ) throws(LinearAlgebraError) {
        self = try Self.side(by: [start], steps: steps) { vectors throws(LinearAlgebraError) in [try times(vectors[0])] }[0]
    }

    /// The same from several vectors side by side, so that their products are made together.
    /// - Parameter times: H times each vector; of a vector whose Krylov space has ended no product is wanted any more.
    package static func side(
        by starts: [[Double]], steps: Int, _ times: ([[Double]]) throws(LinearAlgebraError) -> [[Double]]
    ) throws(LinearAlgebraError) -> [Lanczos] {
        guard steps >= 1 else { throw .invalidParameter(name: "steps", value: "\(steps)", requirement: "at least 1") }
        var processes: [LanczosProcess] = []
        for start in starts { processes.append(try LanczosProcess(start)) }
        for step in 1...steps {
            let active = processes.indices.filter { !processes[$0].isExhausted }
            if active.isEmpty { break }
            let products = try times(active.map { processes[$0].last })
            for (k, product) in zip(active, products) { try processes[k].take(product, step: step, isLast: step == steps) }
        }
        return processes.map { Lanczos(diagonal: $0.alpha, offDiagonal: $0.beta, isExhausted: $0.isExhausted) }
    }

    private init(diagonal: [Double], offDiagonal: [Double], isExhausted: Bool) {
        (self.diagonal, self.offDiagonal, self.isExhausted) = (diagonal, offDiagonal, isExhausted)
    }

    /// The Gauss quadrature: nodes, ascending, and weights that sum to 1.
    public func quadrature() throws(LinearAlgebraError) -> [(node: Double, weight: Double)] { try Self.rule(diagonal, offDiagonal) }

    /// Bounds on the measure of (-∞, x), or of (-∞, x] where `inclusive`.
    public func share(below x: Double, inclusive: Bool = false) throws(LinearAlgebraError) -> ClosedRange<Double> {
        let m = diagonal.count
        if isExhausted {
            let share = try quadrature().reduce(0) { $0 + ($1.node < x || inclusive && $1.node == x ? $1.weight : 0) }
            return share...share
        }
        guard m > 1 else { return 0...1 }
        // The last element that makes x an eigenvalue: x + β² e_mᵀ(T - x)^{-1} e_m of the rest, by the ratios of its minors.
        var ratio = diagonal[0] - x
        for k in 1..<m - 1 {
            if ratio == 0 { ratio = .leastNormalMagnitude }
            ratio = diagonal[k] - x - offDiagonal[k - 1] * offDiagonal[k - 1] / ratio
        }
        if ratio == 0 { ratio = .leastNormalMagnitude }
        var forced = diagonal
        forced[m - 1] = x + offDiagonal[m - 2] * offDiagonal[m - 2] / ratio
        guard forced[m - 1].isFinite else { return 0...1 }
        let rule = try Self.rule(forced, offDiagonal)
        let nearest = rule.indices.min { abs(rule[$0].node - x) < abs(rule[$1].node - x) } ?? 0
        let below = rule[..<nearest].reduce(0) { $0 + $1.weight }
        return min(1, below)...min(1, below + rule[nearest].weight)
    }

    private static func rule(_ diagonal: [Double], _ offDiagonal: [Double]) throws(LinearAlgebraError) -> [(node: Double, weight: Double)] {
        let (values, vectors) = try Matrix.tridiagonalEigensystem(diagonal: diagonal, offDiagonal: offDiagonal)
        return values.enumerated().map { ($1, vectors[0, $0] * vectors[0, $0]) }
    }
}

/// Lanczos's method under way.
private struct LanczosProcess {
    private var basis: [[Double]]
    private(set) var alpha: [Double] = []
    private(set) var beta: [Double] = []
    private(set) var isExhausted = false
    private var scale = 0.0

    init(_ start: [Double]) throws(LinearAlgebraError) {
        let length = dot(start, start).squareRoot()
        guard length > 0, length.isFinite else {
            throw .invalidParameter(name: "start", value: "|v| = \(length)", requirement: "a vector that is finite and not zero")
        }
        basis = [start.map { $0 / length }]
    }

    /// The vector whose product comes next.
    var last: [Double] { basis[basis.count - 1] }

    mutating func take(_ product: [Double], step: Int, isLast: Bool) throws(LinearAlgebraError) {
        guard product.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "Lanczos step \(step)") }
        var next = product
        scale = max(scale, dot(next, next).squareRoot())
        alpha.append(orthogonalise(&next))
        let norm = dot(next, next).squareRoot()
        // What is left of a vector inside the space of the basis is the rounding of P terms.
        isExhausted = basis.count == product.count || norm <= Double(product.count).squareRoot() * .ulpOfOne * scale
        if isExhausted || isLast { return }
        beta.append(norm)
        basis.append(next.map { $0 / norm })
    }

    /// Takes from a vector its part in the space of the basis, twice. The basis of a large network is far larger than any cache, so
    /// it is read three times instead of four: a stretch's first correction and its share of the second products go together.
    /// - Returns: the product with the last vector of the basis.
    private func orthogonalise(_ next: inout [Double]) -> Double {
        let count = next.count
        return next.withUnsafeMutableBufferPointer { next in
            guard let next = next.baseAddress else { return 0 }
            let stretches = stride(from: 0, to: count, by: Self.stretch).map { ($0, min(Self.stretch, count - $0)) }
            var (first, second) = ([Double](repeating: 0, count: basis.count), [Double](repeating: 0, count: basis.count))
            for k in basis.indices {
                first[k] = basis[k].withUnsafeBufferPointer { vector in vector.baseAddress.map { sum(next, times: $0, count) } ?? 0 }
            }
            func subtract(_ parts: [Double], _ k: Int, _ start: Int, _ length: Int) {
                basis[k].withUnsafeBufferPointer { vector in
                    let part = parts[k]
                    for i in start..<start + length { next[i] -= part * vector[i] }
                }
            }
            for (start, length) in stretches {
                for k in basis.indices { subtract(first, k, start, length) }
                for k in basis.indices {
                    second[k] += basis[k].withUnsafeBufferPointer { vector in
                        vector.baseAddress.map { sum(next + start, times: $0 + start, length) } ?? 0
                    }
                }
            }
            for (start, length) in stretches { for k in basis.indices { subtract(second, k, start, length) } }
            return first[basis.count - 1]
        }
    }

    /// Numbers of each vector that are corrected together: those of 80 vectors stay in the second-level cache.
    private static let stretch = 1024
}
