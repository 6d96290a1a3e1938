// Verdicts of single claims on known records.
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

extension ClaimStatement {
    /// The verdict on an observation alone, at the full level.
    package func verdict(_ observation: Observation) -> Verdict {
        Finding(
            id: id, statement: statement, source: source, criterion: criterion, observation: observation,
            judging: Judging("test", series: 1, look: Look(1, of: 1)), version: version
        ).verdict
    }
}

extension Observation {
    /// The values of a sample, or of the items of a list one after the other.
    package var samples: [[Double]] {
        func values(_ quantity: Quantity) -> [Double] {
            if case .sample(let values) = quantity { return values }
            return []
        }
        switch form {
        case .value(let quantity): return [values(quantity)]
        case .list(let items): return items.map { values($0.quantity) }
        default: return []
        }
    }
}

/// Small differences between networks, with mean 0, so that everything that is compared varies a little.
package func jitter(_ network: Int) -> Double { 0.04 * sin(7 * Double(network) + 1) }
