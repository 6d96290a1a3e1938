// How the eigenvalues of wide networks' Hessians are distributed, as far as it is known: the share below each value lies in a band.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// Bands of the distribution function, before and after training, of the first network of each kind.
public struct WideSpectrumFigure: Figure {
    public let plot = Plot.panels("wide-spectra", height: 330)
    let networks: WideNetworks
    let origin: Input<ImageOrigin.Value>
    let axis: SignedLogarithmicAxis

    init(networks: WideNetworks, origin: Input<ImageOrigin.Value>) {
        (self.networks, self.origin, axis) = (networks, origin, SignedLogarithmicAxis(linear: 1e-5))
    }

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try networks.kinds.indices.map { try inputs[networks.curvatures[0][$0]].first ?? [] }
        let extent = try records.joined().map { try $0.estimate.largest() }.max() ?? 1
        let side = axis.place(extent) + 0.3
        let places = (-60...60).map { side * Double($0) / 60 }
        let times = [records.first?.first, records.first?.last].compactMap(\.self).map(\.step)
        var drawing = Drawing()
        drawing.add("spectrum", family: try zip(networks.kinds, records).flatMap { kind, points in
            try ["a", "b"].enumerated().map { position, panel in
                let point = position == 0 ? points.first : points.last
                let shares = try point.map { point in try places.map { try point.estimate.share(below: axis.value($0)) } } ?? []
                return Drawing.Member(kind.name, panel: panel, [
                    Column("place", places), Column("eigenvalue", places.map(axis.value)), Column("low", shares.map(\.low)),
                    Column("high", shares.map(\.high)),
                ])
            }
        })
        drawing.set("kinds", networks.kinds.map(\.name))
        drawing.set("side", side)
        drawing.set("threshold", axis.place(DegeneracyCount.absoluteThreshold))
        let (tics, names) = axis.tics(from: -2, to: extent, every: 4)
        drawing.set("tic_places", tics)
        drawing.set("tic_names", names)
        drawing.setPanels(times.enumerated().map { $0.offset == 0 ? "before training" : "after \($0.element) steps" })
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
