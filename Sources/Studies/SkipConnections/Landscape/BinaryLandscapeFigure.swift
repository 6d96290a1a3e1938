// The figure of the binary landscapes: better neighbours, walks, basins, and the numbers of local minima beside the paper's.
import BuildGraph
import Foundation
import Manuscript

/// Statistics of the landscapes of four kinds of networks, over all configurations and problems.
struct BinaryLandscapeFigure: Figure {
    let plot = Plot.panels("binary-landscape", height: 620)
    let landscapes: BinaryLandscapes
    /// Local minima as printed, in the order of the kinds.
    let printed = [3.2e6, 505e3, 140e3, 54]

    func draw(_ inputs: Inputs) throws -> Drawing {
        let found = try landscapes.landscapes.map { try inputs[$0] }, kinds = BinarySkip.allCases
        var drawing = Drawing()
        drawing.setPanels(["better neighbours", "walks downhill", "basins", "local minima"])
        drawing.set("kinds", kinds.map(\.name))
        drawing.set("weights", count: landscapes.weights)
        drawing.set("is_whole", landscapes.isWhole ? 1 : 0)
        func shares(_ name: String, _ column: String, _ histogram: (LandscapeStatistics) -> [Int], _ x: (Int) -> Double) {
            drawing.add(name, family: zip(kinds, found).map { kind, all in
                let share = Self.meanShares(all.map(histogram))
                return Drawing.Member(kind.name, panel: name, [
                    Column(column, share.indices.map(x)), Column("share", share.map { $0 > 0 ? $0 : .nan }),
                ])
            })
        }
        shares("neighbours", "better_neighbours", \.betterNeighbours) { Double($0) }
        shares("walks", "steps", \.walkLengths) { Double($0) }
        shares("basins", "basin_size", \.basins) { exp2(Double($0)) }
        drawing.add("minima", family: zip(kinds, found).enumerated().map { k, pair in
            Drawing.Member(pair.0.name, panel: "minima", [
                Column("kind", constant: Double(k + 1)), Column("local_minima", pair.1.map { Double($0.localMinima) }),
            ])
        })
        drawing.add("printed", [Column("kind", printed.indices.map { Double($0 + 1) }), Column("local_minima", printed)])
        return drawing
    }

    /// The mean over problems of each number's share.
    private static func meanShares(_ histograms: [[Int]]) -> [Double] {
        var mean = [Double](repeating: 0, count: histograms.map(\.count).max() ?? 0)
        for histogram in histograms {
            let total = Double(histogram.reduce(0, +)) * Double(histograms.count)
            for (k, number) in histogram.enumerated() { mean[k] += Double(number) / total }
        }
        return mean
    }
}
