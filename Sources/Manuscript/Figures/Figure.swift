// A figure is a target: data made into named columns by Swift, drawn by a gnuplot script. What is drawn ships with
// the figure (CSV), and so does a script that draws it again with gnuplot alone.
import BuildGraph

/// A figure of the paper.
///
///     struct JacobianSpectra: Figure {
///         let plot = Plot("jacobian-spectra", width: 680, height: 420)
///         let theory: [Input<SpectralDensity>]
///         func draw(_ inputs: Inputs) throws -> Drawing {
///             var drawing = Drawing()
///             drawing.add("theory", family: try inputs[theory].map { density in
///                 Drawing.Member("L = \(density.depth)", [
///                     Column("singular_value", density.x), Column("density", density.y)])
///             })
///             return drawing
///         }
///     }
///
/// and figures/jacobian-spectra.gp: `plot for [k=1:|theory|] data index theory[k] using singular_value:density
/// title theory_title[k] with lines lt k`.
public protocol Figure: Target where Value == FigureFiles {
    /// Name, script, styles and size: a stored property, so that all files are declared.
    var plot: Plot { get }

    /// The data and the variables of the script.
    func draw(_ inputs: Inputs) throws -> Drawing
}

extension Figure {
    public static var kind: TargetKind { .figure }
    public var label: String? { plot.name }
    public var name: String { plot.name }
    public var script: SourceFile { plot.script }
    public var styles: [SourceFile] { plot.styles }

    public func make(_ inputs: Inputs) throws -> FigureFiles {
        let sheet = FigureSheet(
            plot: plot, drawing: try draw(inputs), styles: try styles.map { try inputs.text(of: $0) }, script: try inputs.text(of: script))
        return try inputs.withScratchFolder { folder in
            try Gnuplot(inputs: inputs).draw(sheet, in: folder)
        }
    }
}

/// What is common to all figures: a name, files and a size.
public struct Plot: Encodable, Sendable, Equatable {
    /// kebab-case; the figure's label, and the name of its files.
    public let name: String
    public let script: SourceFile
    /// Run before the script, in this order.
    public let styles: [SourceFile]
    /// CSS pixels in the SVG; the PNG has twice as many.
    public let width: Int
    public let height: Int

    /// figures/NAME.gp in the style figures/style.gp, as wide as the text.
    public init(
        _ name: String, width: Int = 680, height: Int = 400, script: SourceFile? = nil,
        styles: [SourceFile] = [.figureStyle]
    ) {
        self.name = name
        self.script = script ?? SourceFile("figures/\(name).gp")
        self.styles = styles
        self.width = width
        self.height = height
    }
}

extension SourceFile {
    /// The look of all figures: figures/style.gp.
    public static let figureStyle = SourceFile("figures/style.gp")
    /// The layout of figures with several panels: figures/panels.gp.
    public static let panelLayout = SourceFile("figures/panels.gp")
}

extension Plot {
    /// A figure of several panels: the style, then the layout of panels, then figures/NAME.gp.
    public static func panels(_ name: String, width: Int = 680, height: Int) -> Plot {
        Plot(name, width: width, height: height, styles: [.figureStyle, .panelLayout])
    }
}

/// The value of a figure: build/figures/NAME.{svg,png,csv,gp}.
public struct FigureFiles: Codable, Sendable, Equatable {
    public var name: String
    public var svg: String
    /// Empty where gnuplot has no way to draw one.
    public var png: [UInt8]
    public var csv: String
    /// `gnuplot -d NAME.gp`, run beside NAME.csv, draws NAME.svg and NAME.png again, bit for bit.
    public var gp: String
    /// What is plotted, in a sentence.
    package var plotted: String

    public init(name: String, svg: String, png: [UInt8], csv: String, gp: String) {
        self.name = name
        self.svg = svg
        self.png = png
        self.csv = csv
        self.gp = gp
        plotted = FigureAlternative.plotted(DataSheet(csv: csv))
    }

    /// The files by name, for writing them out.
    public var files: [(name: String, bytes: [UInt8])] {
        [
            (name + ".svg", Array(svg.utf8)), (name + ".png", png), (name + ".csv", Array(csv.utf8)),
            (name + ".gp", Array(gp.utf8)),
        ].filter { !$0.1.isEmpty }
    }
}
