// Bounds of Lanczos's method against operators whose spectral measure is known.
import Foundation
import LinearAlgebra
import NeuralNetworks
import Randomness
import Testing

@Suite struct LanczosTests {
    /// Eigenvalues as of a network's Hessian: half of them zero, most of the rest small, a few large.
    private let eigenvalues: [Double] =
        [Double](repeating: 0, count: 150) + (-50..<90).map { 0.01 * Double($0) } + (1...10).map { 40 * Double($0) }
    private var start: [Double] { RandomStream(seed: 3).normals(300) }

    private func lanczos(steps: Int) throws -> Lanczos {
        try Lanczos(from: start, steps: steps) { v in zip(eigenvalues, v).map { $0 * $1 } }
    }

    private func measure(below x: Double, inclusive: Bool) -> Double {
        let square = start.reduce(0) { $0 + $1 * $1 }
        return zip(eigenvalues, start).reduce(0) { $0 + ($1.0 < x || inclusive && $1.0 == x ? $1.1 * $1.1 : 0) } / square
    }

    @Test("The bounds hold the measure, wherever asked and after any number of steps", arguments: [2, 5, 10, 40, 80])
    func bounds(steps: Int) throws {
        let lanczos = try lanczos(steps: steps)
        for x in [-1, -0.3, -1e-3, -1e-6, 1e-6, 1e-3, 0.2, 0.9, 39, 41, 300, 500] {
            let bounds = try lanczos.share(below: x)
            let truth = measure(below: x, inclusive: false)
            #expect(bounds.lowerBound - 1e-12 <= truth && truth <= bounds.upperBound + 1e-12, "x = \(x): \(bounds), \(truth)")
        }
    }

    @Test("More steps never widen the bounds")
    func narrower() throws {
        var width = 1.0
        for steps in [5, 10, 20, 40, 80, 120] {
            let bounds = try lanczos(steps: steps).share(below: 20)
            #expect(bounds.upperBound - bounds.lowerBound <= width + 1e-12)
            width = bounds.upperBound - bounds.lowerBound
        }
        #expect(width < 1e-6)
    }

    @Test("An operator of few different eigenvalues is known exactly after as many steps")
    func exhausted() throws {
        let few = (0..<60).map { Double($0 % 3) }
        let start = RandomStream(seed: 5).normals(60)
        let lanczos = try Lanczos(from: start, steps: 20) { v in zip(few, v).map { $0 * $1 } }
        #expect(lanczos.isExhausted && lanczos.diagonal.count == 3)
        for ((node, weight), value) in zip(try lanczos.quadrature(), 0...2) {
            let truth = zip(few, start).reduce(0) { $0 + ($1.0 == Double(value) ? $1.1 * $1.1 : 0) } / start.reduce(0) { $0 + $1 * $1 }
            #expect(abs(node - Double(value)) < 1e-13 && abs(weight - truth) < 1e-13)
        }
    }

    @Test("A start of zero, no steps and a product that is not finite are refused")
    func refused() {
        #expect(throws: LinearAlgebraError.self) { try Lanczos(from: [0, 0], steps: 2) { $0 } }
        #expect(throws: LinearAlgebraError.self) { try Lanczos(from: [1, 0], steps: 0) { $0 } }
        #expect(throws: LinearAlgebraError.nonFinite(operation: "Lanczos step 1")) { try Lanczos(from: [1, 0], steps: 2) { _ in [.nan, 0] } }
    }
}
