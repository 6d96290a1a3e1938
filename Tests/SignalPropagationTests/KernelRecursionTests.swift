// The kernels of several inputs: against a quadrature in two dimensions, against the recursion of one input, and closed forms.
import Foundation
import LinearAlgebra
import NetworkModels
import SignalPropagation
import Testing

@Suite struct KernelRecursionTests {
    /// Inputs of different lengths, of which two are opposite, two equal and two orthogonal.
    private let gram: Matrix = {
        let x: [[Double]] = [[1, 0.5, -0.3], [-1, -0.5, 0.3], [0.2, 0.1, 2.5], [0.2, 0.1, 2.5], [-0.5, 1, 0], [1.4, 0.7, 0.1]]
        return Matrix(rows: 6, columns: 6) { a, b in zip(x[a], x[b]).reduce(0) { $0 + $1.0 * $1.1 } / 3 }
    }()

    /// <f(z_a) g(z_b)> by the trapezoid rule in two dimensions, steps of a twentieth: tanh's poles are some standard deviations away.
    private func plain(_ f: (Double) -> Double, _ qa: Double, _ qb: Double, _ c: Double) -> Double {
        let rest = max(0, qb - c * c / qa).squareRoot(), step = 0.05
        var sum = 0.0
        for i in -180...180 {
            let u = step * Double(i), a = f(qa.squareRoot() * u)
            for j in -180...180 {
                let v = step * Double(j)
                sum += a * f(c / qa.squareRoot() * u + rest * v) * exp(-0.5 * (u * u + v * v))
            }
        }
        return sum * step * step / (2 * .pi)
    }

    @Test("A layer's averages are those of a quadrature in two dimensions", arguments: [Nonlinearity.tanh, .erf])
    func quadrature(_ phi: Nonlinearity) throws {
        let recursion = try KernelRecursion(TangentSetting(phi, .gaussian, weightVariance: 1.3, weightRate: 0.8, biasRate: .overLayer(0.7)))
        let first = try recursion.first(inputs: gram), second = recursion.next(first)
        for (a, b) in [(0, 0), (0, 1), (0, 2), (2, 3), (2, 4), (0, 5)] {
            let (qa, qb, c) = (first.kernel[a, a], first.kernel[b, b], first.kernel[a, b])
            let activities = plain(phi.value, qa, qb, c), slopes = plain(phi.derivative, qa, qb, c)
            let expected = 0.35 + 0.8 * activities + 1.3 * first.tangentKernel[a, b] * slopes
            // The series for tanh ends after 24 terms, at variances to 2.7: c_47² is 1e-6 of the sum, and exact at rho = ±1.
            #expect(abs(second.kernel[a, b] - 1.3 * activities) < 2e-6, "\(a), \(b)")
            #expect(abs(second.tangentKernel[a, b] - expected) < 2e-5, "\(a), \(b)")
        }
    }

    @Test("The diagonal is the recursion of one input, and opposite inputs have opposite kernels", arguments: [Nonlinearity.tanh, .erf])
    func diagonal(_ phi: Nonlinearity) throws {
        let setting = TangentSetting(phi, .orthogonal, biasRate: .constant(0), firstKernel: gram[0, 0])
        let alone = try #require(try TangentRecursion(setting).statistics(depth: 30).last)
        let several = try KernelRecursion(setting).matrices(inputs: gram, depth: 30)
        #expect(abs(several.kernel[0, 0] / alone.kernel - 1) < 1e-10)
        #expect(abs(several.tangentKernel[0, 0] / alone.tangentKernel - 1) < 1e-10)
        // phi is odd and biases do not learn.
        #expect(abs(several.tangentKernel[0, 1] + several.tangentKernel[0, 0]) < 1e-10)
        #expect(abs(several.tangentKernel[2, 3] - several.tangentKernel[2, 2]) < 1e-10)
    }

    @Test("ReLU's kernel of orthogonal inputs is that of Cho and Saul")
    func rectifier() throws {
        let recursion = try KernelRecursion(TangentSetting(.relu, .gaussian, weightVariance: 2))
        let inputs = Matrix(rows: 2, columns: 2, elements: [1, 0, 0, 4])
        let second = recursion.next(try recursion.first(inputs: inputs))
        #expect(abs(second.kernel[0, 0] - 2) < 1e-12)
        #expect(abs(second.kernel[0, 1] - 2 * 4 / (2 * .pi)) < 1e-12)
    }

    @Test("What has no meaning is refused")
    func refused() throws {
        #expect(throws: SignalPropagationError.notSmooth("hardTanh")) { try KernelRecursion(TangentSetting(.hardTanh, .gaussian)) }
        #expect(throws: SignalPropagationError.invalidRate(-1)) { try KernelRecursion(TangentSetting(.tanh, .gaussian, weightRate: -1)) }
        let recursion = try KernelRecursion(TangentSetting(.tanh, .gaussian))
        #expect(throws: SignalPropagationError.invalidDepth(0)) { try recursion.matrices(inputs: gram, depth: 0) }
        #expect(throws: SignalPropagationError.unsupportedVariance(0)) { try recursion.first(inputs: Matrix(rows: 1, columns: 1)) }
    }
}
