// How near networks come to the three singularities along the training: overlap and elimination, with the skips counted as weights and by the
// learnt weights alone, and linear dependence. Networks with the same number begin with the same weights, so that the overlap of the learnt
// weights is told by its change, network by network.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// Overlap, smallest incoming weights and effective rank against steps. Drawn, not judged: P3-8 judges what is there after the last step.
public struct SingularityDistanceFigure: Figure {
    public let plot = Plot.panels("singularity-distances", height: 620)
    let networks: CurvatureNetworks
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try inputs.records(of: networks)
        let distances: [(name: String, panel: String, column: String, value: (Singularities) -> Double)] = [
            ("overlap_of", "a", "overlap", \.overlap),
            ("incoming_of", "c", "smallest_incoming", \.smallestIncoming),
            ("learnt_incoming_of", "c", "smallest_incoming", \.smallestIncomingOfWeights), ("rank_of", "d", "effective_rank", \.effectiveRank),
        ]
        var drawing = Drawing()
        for (name, panel, column, value) in distances {
            drawing.add(name, family: records.kinds.map { kind in
                Drawing.Member(kind.name, panel: panel, Column.meansAlongTraining(column, kind.atSnapshots { value($0.singularities) }))
            })
        }
        drawing.add("overlap_change_of", family: records.kinds.map { kind in
            let course = kind.atSnapshots { $0.singularities.overlapOfWeights }
            return Drawing.Member(kind.name, panel: "b", Column.meansAlongTraining("overlap_change", course.map { look in
                (look.step, zip(look.values, course[0].values).map { $0 - $1 })
            }))
        })
        drawing.set("kinds", records.kinds.map(\.name))
        drawing.set("steps", Double(networks.setting.steps))
        drawing.setPanels(["overlap, skips counted", "change of the learnt overlap", "smallest incoming weights", "effective rank of the signals"])
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
