// How a figure, or a table of the text, changed: in its data, in its drawing, or not.

/// A figure or a table of one state.
package struct DataState {
    let name: String
    let csv: String
    /// Nil for a table, and for a drawing that cannot be read.
    let svg: () -> String?

    package init(name: String, csv: String, svg: @escaping () -> String? = { nil }) { (self.name, self.csv, self.svg) = (name, csv, svg) }
}

/// How a figure or a table changed.
package struct FigureDifference {
    package enum Kind: String, Codable { case figure, table }
    package enum Status: String, Codable {
        case same
        /// Other data.
        case changed
        /// The same data, drawn another way.
        case redrawn
        case added, removed
    }

    let kind: Kind
    package let name: String
    package let status: Status
    /// In the order of the file.
    let series: [SeriesDifference]
    /// The drawings; nil where there is none, or the figure is the same.
    let oldDrawing, newDrawing: String?
    var causes: [Cause] = []

    init(_ kind: Kind, _ name: String, _ old: DataState?, _ new: DataState?) {
        (self.kind, self.name) = (kind, name)
        guard let old, let new else {
            status = old == nil ? .added : .removed
            series = []
            (oldDrawing, newDrawing) = (old?.svg(), new?.svg())
            return
        }
        series = old.csv == new.csv ? [] : SeriesDifference.all(SeriesTable(csv: old.csv), SeriesTable(csv: new.csv)).filter { $0.status != .same }
        let drawings = (old.svg(), new.svg())
        status = !series.isEmpty ? .changed : old.csv != new.csv || drawings.0 != drawings.1 ? .redrawn : .same
        (oldDrawing, newDrawing) = status == .same ? (nil, nil) : drawings
    }

    /// The greatest difference in parts of a column's range; infinite where rows, series or texts came or went.
    var relative: Double { status == .added || status == .removed ? .infinity : series.map(\.relative).max() ?? 0 }

    var isRoundOff: Bool { status == .changed && series.allSatisfy(\.isRoundOff) }
}
