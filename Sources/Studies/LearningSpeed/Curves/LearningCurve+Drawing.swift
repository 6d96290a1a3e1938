// How a learning curve is drawn, whatever the images.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

extension LearningCurve {
    /// Mean accuracy over the networks and its standard error, step by step. A diverged network counts as guessing.
    func columns(_ inputs: Inputs) throws -> [Column] {
        let records = try inputs[trainings]
        // A logarithmic axis cannot show step 0.
        let shown = TrainingRecord.accuracies(records).filter { $0.step > 0 }
        return [
            Column("step", shown.map { Double($0.step) }), Column("accuracy", shown.map { Moments.mean($0.values) }),
            Column("standard_error", shown.map { Moments.standardError($0.values) }), Column("rate", constant: try inputs[rate].rate),
            Column("network_count", constant: Double(records.count)),
        ]
    }

    /// Its name with the largest singular value of the Jacobian at infinite width.
    var legend: String {
        get throws {
            let largest = try initialisation.spectrum(depth: depth).largestSingularValue()
            return "\(initialisation.plotName), {/:Italic s}_{max} = \(NumberText.text(largest, .significant(3), in: .plain) ?? "?")"
        }
    }
}

extension Drawing {
    /// A hue for each nonlinearity and point (0 for ReLU), and a dash type for each ensemble.
    mutating func setLooks(_ networks: [Initialisation]) {
        func places<Key: Equatable>(_ keys: [Key]) -> [Double] {
            var seen: [Key] = []
            return keys.map { key in
                if !seen.contains(key) { seen.append(key) }
                return Double(1 + (seen.firstIndex(of: key) ?? 0))
            }
        }
        let hues = places(networks.map { "\($0.nonlinearity.displayName) \($0.point)" })
        set("hues", zip(networks, hues).map { $0.nonlinearity == .relu ? 0 : $1 })
        set("dashes", places(networks.map(\.ensemble)))
    }
}
