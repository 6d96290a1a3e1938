// The stand-alone script of a figure, and the map from its lines back to the files they came from. The build runs this
// very script: what a reader gets to redraw a figure is what drew it.

/// A figure ready for gnuplot.
package struct FigureSheet: Sendable {
    package let plot: Plot
    package let drawing: Drawing
    /// The texts of the plot's styles and of the figure's own script.
    package let styles: [String]
    package let script: String

    package init(plot: Plot, drawing: Drawing, styles: [String], script: String) {
        self.plot = plot
        self.drawing = drawing
        self.styles = styles
        self.script = script
    }

    /// The font of all text that names no other.
    package static let fontFamily = "Helvetica"

    /// The author's texts with their paths: styles first.
    package var sources: [(path: String, text: String)] {
        zip(plot.styles.map(\.path) + [plot.script.path], styles + [script]).map { (path: $0, text: $1) }
    }

    package var scriptName: String { plot.name + ".gp" }

    /// Where lines of the stand-alone script come from.
    package enum Origin: Equatable { case file(SourceFileName, line: Int), generated(line: Int) }
    package typealias SourceFileName = String

    /// The stand-alone script. The data's names come after the styles, so that a series may be called as it likes.
    package func standAlone() -> String { parts.flatMap(\.lines).joined(separator: "\n") + "\n" }

    /// The file and line that a line of the stand-alone script, counted from 1, was taken from.
    package func origin(ofLine line: Int) -> Origin {
        var first = 1
        for (k, part) in parts.enumerated() {
            defer { first += part.lines.count }
            guard let file = part.file else { continue }
            // The line that names a file is not in it; the last file has whatever comes at the end.
            let isLast = k == parts.count - 1, count = part.lines.count - 1
            if line > first && (isLast || line <= first + count) { return .file(file, line: min(line - first, max(count, 1))) }
        }
        return .generated(line: line)
    }

    /// The script in parts: of a file, whose first line names it, or made here.
    private var parts: [(file: SourceFileName?, lines: [String])] {
        let style = zip(plot.styles, styles).map { (file: Optional($0.path), lines: ["# Style: \($0.path)"] + Self.lines($1)) }
        return [(nil, head)] + style + [(nil, names), (plot.script.path, ["# Figure: \(plot.script.path)"] + Self.lines(script))]
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        // A last line that ends in a backslash would swallow what follows it.
        if lines.last?.hasSuffix("\\") == true { lines.append("") }
        return lines
    }

    /// Everything before the styles. The script loads itself once for each format.
    private var head: [String] {
        let name = plot.name, font = "font \"\(Self.fontFamily),14\""
        let png = "size \(2 * plot.width),\(2 * plot.height) enhanced \(font) fontscale 1.5 linewidth 2"
        return [
            "# \(name): run `gnuplot -d \(scriptName)` beside \(name).csv to draw \(name).svg and \(name).png again.",
            "if (GPVAL_VERSION < \(Gnuplot.oldest.text)) { exit error \"gnuplot \(Gnuplot.oldest.text) or newer is needed\" }",
            "if (!exists(\"pass\")) {",
            "  pass = \"svg\"",
            "  set terminal svg size \(plot.width),\(plot.height) enhanced \(font) linewidth 1 background rgb \"white\"",
            "  set output \"\(name).svg\"",
            "  load \"\(scriptName)\"",
            "  unset multiplot",
            "  unset output",
            "  reset",
            "  pass = \"png\"",
            "  # Some builds of gnuplot have no Cairo; some have no PNG at all.",
            "  if (strstrt(GPVAL_TERMINALS, \" pngcairo \") > 0) {",
            "    set terminal pngcairo \(png) pointscale 2 background rgb \"white\"",
            "  } else { if (strstrt(GPVAL_TERMINALS, \" png \") > 0) {",
            "    set terminal png \(png) truecolor background \"#ffffff\"",
            "  } else { exit }}",
            "  set output \"\(name).png\"",
            "  load \"\(scriptName)\"",
            "  unset multiplot",
            "  unset output",
            "  exit",
            "}",
            "set encoding utf8",
            "set datafile separator comma",
        ]
    }

    /// Columns, series and variables as gnuplot variables.
    private var names: [String] {
        let leading = drawing.leadingColumns.count
        var lines = [
            "# Data: columns by name, series by name (block 0 of the file is its header).",
            "data = \(Self.quoted(plot.name + ".csv"))",
            "figure_width = \(plot.width).0",
            "figure_height = \(plot.height).0",
        ]
        lines += drawing.columnNames.enumerated().map { "\($1.name) = \(leading + $0 + 1)" }
        for group in drawing.groups {
            if group.isFamily {
                lines.append(Self.array(group.name, group.blocks.map(String.init)))
                lines.append(Self.array(group.name + "_title", group.titles.map(Self.quoted)))
            } else {
                lines.append("\(group.name) = \(group.blocks.first ?? 0)")
            }
        }
        for (name, value) in drawing.variables {
            switch value {
            case .number(let number): lines.append("\(name) = \(Self.literal(number))")
            case .count(let count): lines.append("\(name) = \(count)")
            case .text(let text): lines.append("\(name) = \(Self.quoted(text))")
            case .numbers(let numbers): lines.append(Self.array(name, numbers.map(Self.literal)))
            case .texts(let texts): lines.append(Self.array(name, texts.map(Self.quoted)))
            }
        }
        return lines
    }

    private static func array(_ name: String, _ elements: [String]) -> String {
        elements.isEmpty ? "array \(name)[1] = [\"\"]" : "array \(name)[\(elements.count)] = [\(elements.joined(separator: ", "))]"
    }

    /// A real number: gnuplot would divide whole numbers as integers.
    private static func literal(_ value: Double) -> String {
        if !value.isFinite { return "NaN" }
        return value == value.rounded() && abs(value) < 1e15 ? Drawing.number(value) + ".0" : "\(value)"
    }

    /// A double-quoted gnuplot string.
    private static func quoted(_ text: String) -> String {
        "\"" + text.map { character in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "`": "\\`"
            case _ where character.isNewline: "\\n"
            default: String(character)
            }
        }.joined() + "\""
    }
}
