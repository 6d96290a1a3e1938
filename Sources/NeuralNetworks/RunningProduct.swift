// The state of a simulation between two layers. The remaining layers depend on nothing else, so a simulation can be
// stored here and resumed by another process, with the same bits.
import LinearAlgebra
import NetworkModels
import Randomness

/// The product of a network's first layers, in the form that suits its ensemble.
struct RunningProduct: Codable {
    /// l, layers multiplied so far.
    var layer = 0
    /// Orthogonal weights: Z = [J | x]ᵀ without the columns of J that neurons dead in layer 1 make zero. Gaussian
    /// weights: J without the rows of neurons dead in layer l.
    var matrix: Matrix
    /// Of layer l; before the first layer all slopes are 1 and x⁰ is the activation.
    var record: LayerRecord
    /// A power of two by which the matrix is still to be multiplied.
    var rescaling = 1.0

    init(_ simulation: JacobianSimulation) {
        let width = simulation.network.width
        matrix = Matrix(rows: 0, columns: width)
        record = LayerRecord(input: simulation.propagatesSignal ? simulation.network.inputSignal() : [], width: width)
    }
}
