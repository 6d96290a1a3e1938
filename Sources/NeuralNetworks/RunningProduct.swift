// The state of a simulation between two layers. It is all that the remaining layers depend on, so that a simulation
// can be put down here, stored, and taken up again by another process, bit for bit.
import LinearAlgebra
import NetworkModels
import Randomness

/// The product of a network's first layers, in the form that its ensemble keeps it in.
struct RunningProduct: Codable {
    /// l, layers multiplied so far.
    var layer = 0
    /// Orthogonal weights: Z = [J | x]ᵀ without the columns of J that neurons dead in layer 1 make zero. Gaussian
    /// weights: J without the rows of neurons dead in layer l.
    var matrix: Matrix
    /// Of layer l; before the first layer all slopes are 1 and x⁰ is the activation.
    var record: LayerRecord
    /// A power of two that the matrix is still to be multiplied by.
    var rescaling = 1.0

    init(_ simulation: JacobianSimulation) {
        let width = simulation.network.width
        matrix = Matrix(rows: 0, columns: width)
        record = LayerRecord(input: simulation.propagatesSignal ? simulation.network.inputSignal() : [], width: width)
    }
}
