// The single-precision nonlinearities against double precision, as layers apply them.
import Foundation
import NetworkModels
import NeuralNetworks
import Testing

@Suite struct SingleNonlinearityTests {
    /// Some numbers as the signals of a piece, padded with zeros.
    func signals(_ numbers: [Float]) -> (memory: FloatBuffer, signals: Signals) {
        let width = (numbers.count + Signals.samples - 1) / Signals.samples
        let buffer = FloatBuffer(width * Signals.samples)
        for (i, number) in numbers.enumerated() { buffer.start[i] = number }
        return (buffer, Signals(buffer.start, width: width))
    }

    /// phi of many floats, as a layer computes it.
    func activations(_ h: [Float], _ nonlinearity: Nonlinearity) -> [Float] {
        let (memory, layer) = signals(h)
        let biases = FloatBuffer(layer.width)
        withExtendedLifetime(biases) { layer.activate(0..<layer.width, biases: biases.start, nonlinearity, keeping: nil) }
        return Array(memory.elements.prefix(h.count))
    }

    func slopes(_ h: [Float], _ nonlinearity: Nonlinearity) -> [Float] {
        let (memory, ones) = signals(h.map { _ in 1 })
        let signal = signals(nonlinearity.slopeNeedsPreactivation ? h : activations(h, nonlinearity))
        withExtendedLifetime(signal.memory) { ones.multiply(bySlopeOf: nonlinearity, at: signal.signals) }
        return Array(memory.elements.prefix(h.count))
    }

    /// Every 257th float of both signs, from the smallest normal one to 2^7.
    static let floats: [Float] = (0...(1 << 23) * 134 / 257).flatMap { i -> [Float] in
        let h = Float(bitPattern: (1 << 23) + UInt32(i) * 257)
        return h <= 128 ? [h, -h] : []
    }

    /// The two polynomials and the quotient round at most 20 times; the worst observed is 7 ulp.
    @Test(arguments: [Nonlinearity.tanh, .erf, .relu, .hardTanh, .linear])
    func valuesAreWithinEightUnitsInTheLastPlace(_ nonlinearity: Nonlinearity) {
        var worst = 0.0
        for (h, x) in zip(Self.floats, activations(Self.floats, nonlinearity)) {
            let exact = nonlinearity.value(Double(h))
            worst = max(worst, abs(Double(x) - exact) / Double(Float(exact).ulp))
        }
        #expect(worst <= 8, "\(worst) ulp")
    }

    /// tanh' is 1 - x² of the rounded x: off by 2 |x| times the error of x, which is at most 8 rounding errors, and by two more.
    @Test(arguments: Nonlinearity.allCases) func slopesAreWithinEighteenRoundingErrorsOfOne(_ nonlinearity: Nonlinearity) {
        var worst = 0.0
        for (h, slope) in zip(Self.floats, slopes(Self.floats, nonlinearity)) {
            worst = max(worst, abs(Double(slope) - nonlinearity.derivative(Double(h))) * 0x1p24)
        }
        #expect(worst <= 18, "\(worst) rounding errors")
    }

    @Test(arguments: Nonlinearity.allCases) func notANumberStaysNotANumber(_ nonlinearity: Nonlinearity) {
        #expect(activations([.nan, 1], nonlinearity)[0].isNaN)
    }
}
