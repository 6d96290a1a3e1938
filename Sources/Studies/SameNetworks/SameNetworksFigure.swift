// The three measures along the training, one row each, and beside them the loss: the same networks in all panels.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Six panels over training: Jacobian and loss, spread and change of the kernel, degenerate and negative shares of the Hessian.
struct SameNetworksFigure: Figure {
    let plot = Plot.panels("same-networks", height: 900)
    let networks: MeasuredNetworks

    func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try inputs.records(of: networks)
        var drawing = Drawing()
        drawing.add("isometry", family: try family(records, "a", "jacobian_spread") { try course($0.map(\.steps), $0.map(\.jacobianSpreads)) })
        drawing.add("loss", family: try networks.kinds.indices.map { k in
            Drawing.Member(records.kinds[k].name, panel: "b", Column.meansAlongTraining("test_loss", Self.losses(try inputs[networks.kinds[k].trainings])))
        })
        drawing.add("spread", family: records.kinds.map { kind in Drawing.Member(kind.name, panel: "c", Column.meansAlongTraining("kernel_spread", spreads(kind))) })
        drawing.add("change", family: try family(records, "d", "kernel_change") { networks in
            // Before the first step nothing has changed, which a logarithmic axis cannot show.
            try course(networks.map(\.steps), networks.map(\.kernelChanges)).filter { $0.step > 0 }
        })
        drawing.add("degenerate", family: try family(records, "e", "degenerate_share") { try course($0.map(\.hessianSteps), $0.map(\.degenerate)) })
        drawing.add("negative", family: try family(records, "f", "negative_share") { try course($0.map(\.hessianSteps), $0.map(\.negative)) })
        drawing.setPanels([
            "Jacobian: variance of {/:Italic λ}/⟨{/:Italic λ}⟩", "test loss", "kernel: variance over seeds", "kernel: change from the start",
            "Hessian: degenerate share", "Hessian: negative share",
        ])
        drawing.set("kinds", networks.kinds.map(\.initialisation.plotName))
        drawing.set("steps", Double(networks.steps))
        for (name, series, column) in [
            ("isometry", "isometry", "jacobian_spread"), ("loss", "loss", "test_loss"), ("spread", "spread", "kernel_spread"),
            ("change", "change", "kernel_change"),
        ] {
            let shown = drawing.blocks.filter { $0.series == series }.flatMap { $0.numbers(column) ?? [] }.filter { $0.isFinite && $0 > 0 }
            drawing.set("least_\(name)", shown.min() ?? 0.1)
            drawing.set("most_\(name)", shown.max() ?? 1)
        }
        drawing.set("most_degenerate", drawing.greatest("degenerate_share") ?? 1)
        drawing.set("most_negative", drawing.greatest("negative_share") ?? 1)
        drawing.set("origin", try inputs[networks.origin].note)
        return drawing
    }

    private func family(
        _ records: JointRecords, _ panel: String, _ name: String, _ course: ([NetworkCourse]) throws -> [(step: Int, values: [Double])]
    ) rethrows -> [Drawing.Member] {
        try records.kinds.map { Drawing.Member($0.name, panel: panel, Column.meansAlongTraining(name, try course($0.networks))) }
    }

    /// Values by step, of the networks that reached it.
    private func course(_ steps: [[Int]], _ values: [[Double]]) throws -> [(step: Int, values: [Double])] {
        let all = steps.max { $0.count < $1.count } ?? []
        return all.indices.map { k in (all[k], values.compactMap { k < $0.count && $0[k].isFinite ? $0[k] : nil }) }
    }

    /// The kernel's spread in each pair, by step.
    private func spreads(_ kind: JointRecords.Kind) -> [(step: Int, values: [Double])] {
        let steps = kind.networks.map(\.steps).max { $0.count < $1.count } ?? []
        return steps.indices.map { k in
            (steps[k], (0..<kind.pairCount).compactMap { pair in
                let kernels = kind.pair(pair).compactMap { k < $0.kernels.count ? $0.kernels[k] : nil }
                return kernels.count == 2 ? kernelSpread(kernels[0], kernels[1]) : nil
            })
        }
    }

    /// Losses on test images, of the networks that are still there.
    private static func losses(_ records: [TrainingRecord]) -> [(step: Int, values: [Double])] {
        let steps = records.map { $0.evaluations.map(\.step) }.max { $0.count < $1.count } ?? []
        return steps.indices.map { k in
            (steps[k], records.compactMap { k < $0.evaluations.count && $0.evaluations[k].loss.isFinite ? $0.evaluations[k].loss : nil })
        }
    }
}
