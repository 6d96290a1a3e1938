// The trainings of figure 3, for the figure and the claims about it.
import BuildGraph
import LinearAlgebra
import Manuscript
import NetworkModels

/// Linear and tanh networks from the same random starts.
public struct TreeEvidence: Encodable, Sendable {
    let setting: TreeSetting
    let data: Input<TreeData.Value>
    let linear: [Input<TreeCourse>]
    let tanh: [Input<TreeCourse>]
    let judging: Judging

    package init(starts: Int, judging: Judging, setting: TreeSetting = TreeSetting()) {
        let data = Input(TreeData(seed: 1))
        (self.setting, self.data, self.judging) = (setting, data, judging)
        func trainings(_ nonlinearity: Nonlinearity) -> [Input<TreeCourse>] {
            (0..<judging.count(starts)).map { Input(TreeTraining(data: data, setting: setting, nonlinearity: nonlinearity, seed: judging.seed($0))) }
        }
        (linear, tanh) = (trainings(.linear), trainings(.tanh))
    }
}

/// Relative delays of networks after the theory.
package struct TreeDelays {
    package let modes: [Int]
    /// By mode and start: (t - t_theory)/t_theory at half the strength; NaN if it was not reached.
    package let linear, tanh: [[Double]]

    package init(modes: [Int], halfTimes: [Double], linear: [TreeCourse], tanh: [TreeCourse]) {
        func delays(_ courses: [TreeCourse]) -> [[Double]] {
            halfTimes.indices.map { k in courses.map { ($0.halfTimes[k] ?? .nan) / halfTimes[k] - 1 } }
        }
        (self.modes, self.linear, self.tanh) = (modes, delays(linear), delays(tanh))
    }
}

extension Inputs {
    func delays(of evidence: TreeEvidence) throws -> TreeDelays {
        let strengths = try self[evidence.data].strengths
        return TreeDelays(
            modes: evidence.setting.modes, halfTimes: try evidence.setting.modes.map { try evidence.setting.halfTime(strength: strengths[$0 - 1]) },
            linear: try self[evidence.linear], tanh: try self[evidence.tanh])
    }
}
