// The level of a study: the chance that any of its statistical verdicts is false is at most 5 %.
//
// Each claim is tested in two directions: "it holds" can be a false verdict, and so can "it fails". Half of the level
// guards each direction, by Holm's step-down procedure over all statistical claims of the study:
//
//   * Let F be the claims that are false. A false "holds" rejects a true hypothesis "this claim fails", of which there
//     are |F|. Order the p-values of that direction, and reject while the k-th smallest is at most α/2 / (m − k + 1).
//     If a true hypothesis is rejected at all, then at the first of them at most m − |F| others were rejected before,
//     so its p-value is at most α/2 / |F|; by Bonferroni this has probability at most α/2. (Holm 1979.)
//   * The same for false "fails". Together at most α, whatever the dependence between claims, which share networks,
//     seeds and theory.
//
// One Holm over the smaller p-value of each claim would be a little sharper and is not valid: a claim on its
// threshold, rightly rejected in one direction, would then raise the threshold for false verdicts of others (for two
// claims on their thresholds the chance of a false verdict is α + α²/4), and under dependence nothing is proved.
// Claims that are decided by exact values, or observed on a stand-in, are no tests and take no part. Of several studies
// together the union bound holds: at most the sum of their levels.

/// Holm's step-down procedure.
package enum Holm {
    /// Which hypotheses are rejected so that any true one is with probability at most `level`.
    package static func rejects(_ pValues: [Double], level: Double) -> [Bool] {
        zip(pValues, thresholds(pValues, level: level)).map { $0 <= $1 }
    }

    /// The threshold each p-value is compared with: level / (m − k + 1) for the k-th smallest, as long as all smaller
    /// ones are rejected; from the first that is not, its threshold holds for the rest.
    package static func thresholds(_ pValues: [Double], level: Double) -> [Double] {
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var thresholds = [Double](repeating: 0, count: pValues.count)
        var step = level / Double(max(pValues.count, 1))
        for (rank, index) in order.enumerated() {
            step = level / Double(pValues.count - rank)
            // NaN compares false and so is never rejected.
            guard pValues[index] <= step else {
                for rest in order[rank...] { thresholds[rest] = step }
                return thresholds
            }
            thresholds[index] = step
        }
        return thresholds
    }
}
