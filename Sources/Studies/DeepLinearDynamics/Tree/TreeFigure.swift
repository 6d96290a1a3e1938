// Figure 3: the modes of a tree are learnt one after the other, coarse distinctions first.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import SignalPropagation

/// Strengths against epochs, and delays after the theory.
public struct TreeFigure: Figure {
    public let plot = Plot.panels("tree-modes", width: 680, height: 400)
    let evidence: TreeEvidence

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let setting = evidence.setting, strengths = try inputs[evidence.data].strengths
        let courses = [("linear_course", try inputs[evidence.linear]), ("tanh_course", try inputs[evidence.tanh])]
        let last = courses.flatMap { $0.1[0].shares.map(\.count) }.max() ?? 1
        let epochs = (0..<last).map { Double($0 * setting.stride) }
        drawing.add("theory", family: try setting.modes.map { mode in
            let dynamics = try ModeDynamics(depth: 2, strength: strengths[mode - 1], timeConstant: 1 / setting.rate)
            return Drawing.Member("mode \(mode)", panel: "a", [
                Column("epoch", epochs), Column("mode", constant: Double(mode)),
                Column("strength", try dynamics.strengths(at: epochs, from: setting.start).map(\.value)),
            ])
        })
        for (name, networks) in courses {
            drawing.add(name, family: zip(setting.modes, networks[0].shares).map { mode, shares in
                Drawing.Member("mode \(mode)", panel: "a", [
                    Column("epoch", Array(epochs.prefix(shares.count))), Column("mode", constant: Double(mode)),
                    Column("strength", shares.map { $0 * strengths[mode - 1] }),
                ])
            })
        }
        let delays = try inputs.delays(of: evidence)
        for (name, samples) in [("linear_delays", delays.linear), ("tanh_delays", delays.tanh)] {
            drawing.add(name, panel: "b", [
                Column("mode", delays.modes.map(Double.init)), Column("delay", unit: "%", samples.map { 100 * Moments.mean($0) }),
                Column("deviation", unit: "%", samples.map { 100 * Moments.standardError($0) * Double($0.count).squareRoot() }),
                Column("start_count", constant: Double(evidence.linear.count)),
            ])
        }
        drawing.setPanels(["modes of the tree", "delay after the theory"])
        drawing.set("kinds", ["theory", "linear network", "tanh network"])
        drawing.set("modes", setting.modes.map(Double.init))
        drawing.set("half_times", try setting.modes.map { try setting.halfTime(strength: strengths[$0 - 1]) })
        drawing.set("strengths", setting.modes.map { strengths[$0 - 1] })
        drawing.set("last", epochs.last ?? 1)
        return drawing
    }
}
