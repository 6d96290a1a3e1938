// P4-6, continued: kernels compared where both ensembles learn at one rate. Each learns at the rate that suits it, which is larger for orthogonal
// weights, and a kernel changes more at a larger rate. So orthogonal networks also learn at the rate of the Gaussian ones. Tabled, not judged.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// `equal-rates.spreads`: the spread of the tangent kernel over deep networks.
struct EqualRates: Target {
    struct Value: Codable, Sendable, Equatable {
        /// By ensemble and rate: the kernel's relative standard deviation, and what its variance is of that of the Gaussian networks.
        var spreads: Table
    }

    /// Gaussian networks, orthogonal ones, and orthogonal ones at the rate of the first.
    let names: [String]
    let rates: [Input<ChosenRate.Value>]
    let trainings: [[Input<TrainingRecord>]]
    let spreads: [Input<KernelSpread.Value>]
    var label: String? { "equal-rates" }

    /// - Parameters:
    ///   - spreads: of the first two.
    ///   - images: at which the kernel is computed.
    init(_ gaussian: NetworkKind, _ orthogonal: NetworkKind, spreads: [Input<KernelSpread.Value>], seeds: [Int], images: Int) {
        let slower = seeds.map { Input(ChosenTraining(plan: orthogonal.plan, rate: gaussian.rate, seed: $0, images: orthogonal.images)) }
        names = [gaussian.name, orthogonal.name, "\(orthogonal.name), at the Gaussian rate"]
        rates = [gaussian.rate, orthogonal.rate, gaussian.rate]
        trainings = [gaussian.trainings, orthogonal.trainings, slower]
        self.spreads = spreads + [Input(KernelSpread(trainings: slower, hidden: orthogonal.plan.hidden, images: images, source: orthogonal.images))]
    }

    func make(_ inputs: Inputs) throws -> Value {
        let spreads = try self.spreads.map { try inputs[$0] }, steps = spreads.first?.steps ?? []
        /// Of the k-th measurement; nil where not enough networks came so far.
        func variance(_ kind: Int, _ k: Int) -> Double? {
            guard spreads[kind].deviations.indices.contains(k), spreads[kind].deviations[k].count > 1 else { return nil }
            return Moments.mean(spreads[kind].deviations[k])
        }
        func share(_ kind: Int, _ k: Int) -> Double? { variance(kind, k).flatMap { own in variance(0, k).map { own / $0 } } }
        func cell(_ value: Double?) -> Table.Cell { value.map { .number($0) } ?? .missing }
        let measured = Array(steps.indices)
        let rows = try names.indices.map { kind in
            let losses = try inputs[trainings[kind]].map(\.leastLoss).filter(\.isFinite)
            var cells: [Table.Cell] = [.number(try inputs[rates[kind]].rate)]
            cells += measured.map { cell(variance(kind, $0)?.squareRoot()) }
            cells += measured.map { cell(share(kind, $0)) }
            return Table.Row(names[kind], cells + [cell(losses.isEmpty ? nil : Moments.mean(losses))])
        }
        var columns = [Table.Column("rate", heading: "rate $\\eta$", format: .significant(2))]
        columns += steps.map { Table.Column("spread \($0)", heading: "spread of $H$ after \($0) steps", format: .fixed(2)) }
        columns += steps.map { Table.Column("share \($0)", heading: "variance over the Gaussian one's after \($0)", format: .fixed(2)) }
        columns.append(Table.Column("loss", heading: "least test loss", format: .fixed(4)))
        return Value(spreads: Table("network", columns: columns, rows: rows))
    }
}
