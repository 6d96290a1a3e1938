// Figures 6B and C: spectra of products of 1, 5 and 99 matrices. Singular values as histograms beside the theory; eigenvalues as a
// density over the complex plane.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Spectra of products, a row per number of factors; the last row is an orthogonal product.
public struct ProductsFigure: Figure {
    public let plot = Plot.panels("product-spectra", width: 680, height: 1240)
    let evidence: ProductEvidence
    /// Bins along the axis of singular values, and half the bins along an axis of the plane.
    let bins = 40
    let halfBins = 13

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        var theory: [Drawing.Member] = [], histograms: [Drawing.Member] = [], planes: [Drawing.Member] = []
        var largest: [Double] = []
        for (row, (factors, products)) in zip(evidence.factors, evidence.gaussian).enumerated() {
            let spectra = try inputs[products], density = try Initialisation.linearProduct.spectrum(depth: factors).density()
            let end = exp(0.5 * density.logLargestEigenvalue)
            largest.append(end)
            let (values, densities) = density.singularValueDensity(above: end * 1e-3)
            theory.append(.init("D = \(factors)", panel: Drawing.letter(2 * row), [
                Column("factors", constant: Double(factors)), Column("singular_value", values), Column("density", densities),
            ]))
            histograms.append(.init("D = \(factors)", panel: Drawing.letter(2 * row), histogram(spectra, factors, end)))
            planes.append(.init("D = \(factors)", panel: Drawing.letter(2 * row + 1), plane(spectra, factors)))
        }
        drawing.add("theory", family: theory)
        drawing.add("simulation", family: histograms)
        drawing.add("plane", family: planes)
        let orthogonal = try inputs[evidence.orthogonal]
        drawing.add("orthogonal_singular_values", panel: Drawing.letter(2 * evidence.factors.count), [
            Column("singular_value", [1.0]), Column("share", [Double(orthogonal.singularValues.count { abs($0 - 1) < 1e-10 }) / Double(orthogonal.singularValues.count)]),
        ])
        drawing.add("orthogonal_eigenvalues", panel: Drawing.letter(2 * evidence.factors.count + 1), [
            Column("real_part", orthogonal.eigenvalues.map(\.real)), Column("imaginary_part", orthogonal.eigenvalues.map(\.imaginary)),
        ])
        let omitted = try evidence.gaussian.map { products in
            let shares = try inputs[products].map { product in
                Double(product.eigenvalues.count { abs($0.real) < originHalfSide && abs($0.imaginary) < originHalfSide }) / Double(product.eigenvalues.count)
            }
            return 100 * shares.reduce(0, +) / Double(shares.count)
        }
        drawing.setPanels(
            zip(evidence.factors, omitted).flatMap { factors, share in
                ["\(factors) Gaussian matri\(factors == 1 ? "x" : "ces")", "\(NumberText.short(share.rounded())) % in the bin at 0"]
            } + ["\(evidence.factors.last ?? 1) orthogonal matrices", ""])
        drawing.set("rows", count: evidence.factors.count)
        drawing.set("largest", largest)
        let shown = drawing.blocks.filter { $0.series == "plane" }.flatMap { $0.numbers("density") ?? [] }.filter { $0 > 0 }
        drawing.set("rarest", shown.min() ?? 1)
        drawing.set("densest", shown.max() ?? 1)
        return drawing
    }

    /// Bins whose edges grow as the square of their number, because values crowd towards zero.
    private func histogram(_ spectra: [ProductSpectra], _ factors: Int, _ end: Double) -> [Column] {
        let edges = (0...bins).map { 1.02 * end * pow(Double($0) / Double(bins), 2) }
        var counts = [Double](repeating: 0, count: bins), total = 0.0
        for s in spectra.flatMap(\.singularValues) {
            total += 1
            let bin = Int((s / (1.02 * end)).squareRoot() * Double(bins))
            if bin < bins { counts[bin] += 1 }
        }
        let shown = (0..<bins).filter { edges[$0 + 1] > end * 2e-3 }
        return [
            Column("factors", constant: Double(factors)), Column("singular_value", shown.map { 0.5 * (edges[$0] + edges[$0 + 1]) }),
            // A bin without values is a gap on a logarithmic axis.
            Column("density", shown.map { counts[$0] > 0 ? counts[$0] / (total * (edges[$0 + 1] - edges[$0])) : .nan }),
        ]
    }

    /// Density per area in bins of 0.1, without the bin at the origin.
    private func plane(_ spectra: [ProductSpectra], _ factors: Int) -> [Column] {
        let side = 2 * originHalfSide, places = -halfBins...halfBins
        var counts: [[Double]] = places.map { _ in places.map { _ in 0 } }, total = 0.0
        for value in spectra.flatMap(\.eigenvalues) {
            total += 1
            let (i, j) = (Int((value.real / side).rounded()), Int((value.imaginary / side).rounded()))
            if places.contains(i), places.contains(j), i != 0 || j != 0 { counts[i + halfBins][j + halfBins] += 1 }
        }
        let cells = places.flatMap { j in places.map { i in (i, j) } }
        return [
            Column("factors", constant: Double(factors)), Column("real_part", cells.map { side * Double($0.0) }),
            Column("imaginary_part", cells.map { side * Double($0.1) }),
            Column("density", cells.map { i, j in
                let count = counts[i + halfBins][j + halfBins]
                return count > 0 ? count / (total * side * side) : .nan
            }),
        ]
    }
}
