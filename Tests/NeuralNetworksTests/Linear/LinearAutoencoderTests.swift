// Autoencoders of a layer: their step against the general network's, and what they end at.
import Foundation
import LinearAlgebra
import NeuralNetworks
import Randomness
import Testing

private func gaussian(_ rows: Int, _ columns: Int, _ deviation: Double, _ seed: UInt64) -> Matrix {
    .gaussian(rows: rows, columns: columns, deviation: deviation, from: RandomStream(seed: seed))
}

@Suite struct LinearAutoencoderTests {
    @Test func aStepIsThatOfALinearNetworkThatLearnsItsInputs() throws {
        let variances = [2.0, 1, 0.5, 0.2, 0]
        let task = try LinearTask(inputOutput: Matrix(diagonal: variances), inputVariances: variances, outputPower: variances.reduce(0, +))
        var network = try LinearNetwork(weights: [gaussian(3, 5, 0.5, 1), gaussian(5, 3, 0.5, 2)])
        var autoencoder = try LinearAutoencoder(encoder: network.weights[0], decoder: network.weights[1], variances: variances)
        for _ in 0..<20 {
            let (a, b) = (try network.step(rate: 0.05, on: task), try autoencoder.step(rate: 0.05))
            #expect(abs(a - b) < 1e-13)
        }
        #expect(autoencoder.encoder.largestDifference(from: network.weights[0]) < 1e-13)
        #expect(autoencoder.decoder.largestDifference(from: network.weights[1]) < 1e-13)
    }

    @Test func onWhitenedInputsASmallTiedStartEndsAtItsOrthogonalFactor() throws {
        let start = gaussian(7, 4, 0.01, 3)
        var autoencoder = try LinearAutoencoder(encoder: start, decoder: start.transposed, variances: [Double](repeating: 1, count: 4))
        for _ in 0..<1000 { try autoencoder.step(rate: 0.1) }
        let svd = try start.singularValueDecomposition()
        // Each singular value follows a ← a + η a(1 - a²), towards 1 by a factor 1 - 2η = 0.8 per step in the end.
        #expect(autoencoder.encoder.largestDifference(from: try svd.left.timesTransposed(svd.right)) < 1e-12)
    }

    @Test func matricesThatDoNotFitAreRefused() {
        #expect(throws: LinearAlgebraError.self) {
            try LinearAutoencoder(encoder: gaussian(3, 5, 1, 1), decoder: gaussian(5, 3, 1, 2), variances: [1])
        }
    }
}
