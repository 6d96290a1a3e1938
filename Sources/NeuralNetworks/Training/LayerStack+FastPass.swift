// Which networks the fast pass covers. All others use the reference.
import LinearAlgebra
import NetworkModels

extension LayerStack {
    /// Why the fast pass cannot train this network; nil when it can. It covers dense layers without skips, with identity
    /// skips or with fixed matrices, under every loss, optimiser and penalty.
    package var obstacleToFastPass: String? {
        if let layer = hidden.normalised { return "layer \(layer) is normalised over the batch" }
        if case .hyperResidual = hidden.skip { return "its skips are hyper-residual" }
        return nil
    }

    /// - Throws: `invalidParameter` for a network that only the reference covers.
    package func requireFastPass() throws(LinearAlgebraError) {
        guard let obstacle = obstacleToFastPass else { return }
        throw .invalidParameter(
            name: "network", value: "one that the fast pass does not cover (\(obstacle))",
            requirement: "without that; ReferenceTraining trains every network")
    }
}
