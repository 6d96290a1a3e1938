// Whether every curve of a drawn figure shows something. gnuplot warns of a series without numbers, and not of one whose
// points are all gaps or outside of the axes: its SVG then has nothing of the curve but the sample in the legend.

/// The curves of an SVG by gnuplot.
package struct DrawnCurves {
    /// "warning: curve 2 of plot 1 (“theory”) has no valid points inside its axes"
    package private(set) var warnings: [String] = []

    package init(svg: String) {
        var plot = 0
        for part in svg.split(separator: "<g id=\"gnuplot_plot_").dropFirst() {
            guard let curve = Int(part.prefix { $0.isNumber }) else { continue }
            if curve == 1 { plot += 1 }
            let content = Self.group(part)
            guard Self.isEmpty(content) else { continue }
            let title = content.firstRange(of: "<title>").map { String(content[$0.upperBound...].prefix { $0 != "<" }) } ?? ""
            let name = title.isEmpty || title.hasPrefix("gnuplot_plot_") ? "" : " (“\(title)”)"
            warnings.append("warning: curve \(curve) of plot \(plot)\(name) has no valid points inside its axes")
        }
    }

    /// What stands before the end of the group that `text` begins in.
    private static func group(_ text: Substring) -> Substring {
        var depth = 1, rest = text[...]
        while let tag = rest.firstIndex(of: "<") {
            let from = rest[tag...]
            if from.hasPrefix("</g>") {
                depth -= 1
                if depth == 0 { return text[..<tag] }
            } else if from.hasPrefix("<g ") || from.hasPrefix("<g>") {
                depth += 1
            }
            rest = from.dropFirst()
        }
        return text
    }

    /// A curve that is in the legend has a sample there: a line of two points or a closed box, or one mark on a line with its bars.
    private static func isEmpty(_ group: Substring) -> Bool {
        func count(_ tag: String) -> Int { group.ranges(of: "<" + tag).count }
        let paths = count("path"), marks = count("use"), areas = count("polygon"), texts = count("text"), others = count("image") + count("circle")
        if texts == 0 { return paths + marks + areas + others == 0 }
        guard others == 0, paths <= 1, marks <= 1, areas <= 1, texts == 1 else { return false }
        guard marks == 0, paths == 1, let start = group.firstRange(of: " d='") else { return true }
        let points = group[start.upperBound...].prefix { $0 != "'" }
        return points.contains("Z") || points.count { $0 == "," } <= 2
    }
}
