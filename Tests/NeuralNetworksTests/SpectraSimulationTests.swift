// A simulation that is stored between two layers and resumed ends with the same bits, whichever layers they are.
import BuildGraph
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

@Suite struct SpectraSimulationTests {
    static let networks: [RandomNetwork] = [
        RandomNetwork(width: 40, depth: 9, nonlinearity: .hardTanh, ensemble: .orthogonal, sigmaW: 1.05, sigmaB: 0.1, qStar: 0.25, seed: 3),
        RandomNetwork(width: 40, depth: 9, nonlinearity: .relu, ensemble: .orthogonal, sigmaW: 1.4, qStar: 1, seed: 4),
        RandomNetwork(width: 40, depth: 9, nonlinearity: .tanh, ensemble: .gaussian, sigmaW: 1.1, qStar: 0.5, seed: 5),
        RandomNetwork(width: 40, depth: 9, nonlinearity: .relu, ensemble: .gaussian, sigmaW: 1.4, qStar: 1, seed: 6),
        // The product is so large that its scale is kept separately: the power of two is part of the state.
        RandomNetwork(width: 12, depth: 9, nonlinearity: .linear, ensemble: .gaussian, sigmaW: 1e15, qStar: 1, seed: 7),
    ]

    @Test(arguments: networks, SlopeSource.allCases)
    func aSimulationStoredAtAnyLayerEndsWithTheSameBits(network: RandomNetwork, slopes: SlopeSource) throws {
        let depths = [1, 4, 9]
        let undisturbed = try network.jacobianSpectra(atDepths: depths, slopes: slopes)
        for pause in 0...9 {
            var first = try SpectraSimulation(network, atDepths: depths, slopes: slopes)
            for _ in 0..<pause { try first.advance() }
            var second = try decodeValue(SpectraSimulation.self, from: encodeValue(first))
            #expect(second.layer == pause)
            while !second.isComplete { try second.advance() }
            #expect(second.spectra == undisturbed, "stored after layer \(pause)")
        }
    }

    @Test func aMatrixIsDecodedUnchangedAndAWrongShapeIsRejected() throws {
        let matrix = Matrix(rows: 3, columns: 2, elements: [1, 2, 3, -0.0, .infinity, Double.leastNonzeroMagnitude])
        #expect(try decodeValue(Matrix.self, from: encodeValue(matrix)) == matrix)
        struct Shape: Codable {
            var rows = 2, columns = 2, elements = [1.0, 2, 3]
        }
        #expect(throws: DecodingError.self) { try decodeValue(Matrix.self, from: encodeValue(Shape())) }
    }
}
