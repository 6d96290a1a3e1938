// A difference for programs. The form is documented in docs/diff.md: fields are added, and none changes its meaning without another `format`.
import BuildGraph
import Manuscript

/// Renders a difference as JSON.
enum DifferenceJSON {
    static let format = 1

    static func text(_ difference: PaperDifference) throws -> String { try JSONText.of(Record(difference)) }

    private struct Record: Encodable {
        let format: Int
        let paper: String
        let old, new: Side
        let summary: [String]
        let isSame: Bool
        /// Nil where they are not known on both sides.
        @OrNull var claims: [Claim]?
        @OrNull var values: [Value]?
        @OrNull var figures: [Data]?
        let tables: [Data]
        let chapters: [String]
        let causes: [Effect]
        let notes: [String]

        init(_ difference: PaperDifference) {
            format = DifferenceJSON.format
            paper = difference.title
            (old, new) = (Side(difference.old), Side(difference.new))
            (summary, isSame) = (difference.summary, difference.isEmpty)
            _claims = OrNull(wrappedValue: difference.claims?.map(Claim.init))
            _values = OrNull(wrappedValue: difference.values?.map(Value.init))
            _figures = OrNull(wrappedValue: difference.figures?.map(Data.init))
            tables = difference.tables.map(Data.init)
            chapters = difference.chapters
            causes = difference.causes.map { Effect(kind: $0.cause.kind.rawValue, text: $0.cause.text, results: $0.results) }
            notes = difference.notes
        }
    }

    private struct Side: Encodable {
        let name: String
        @OrNull var profile: String?
        let settings: [String: String]

        init(_ side: PaperDifference.Side) {
            name = side.name
            _profile = OrNull(wrappedValue: side.profile)
            settings = side.settings
        }
    }

    private struct Because: Encodable {
        let kind, text: String

        init(_ cause: Cause) { (kind, text) = (cause.kind.rawValue, cause.text) }
    }

    private struct Effect: Encodable { let kind, text: String, results: [String] }

    private struct Number: Encodable {
        let value: Double
        @OrNull var uncertainty: Double?
        /// "exact", "bound", "interval"; null where nothing is known.
        @OrNull var kind: String?

        init(_ estimate: Estimate) {
            value = estimate.value
            _uncertainty = OrNull(wrappedValue: estimate.halfWidth)
            let kind: String? =
                switch estimate.uncertainty {
                case .none: "exact"
                case .bound: "bound"
                case .interval: "interval"
                case .unknown: nil
                }
            _kind = OrNull(wrappedValue: kind)
        }
    }

    private struct Change: Encodable {
        let difference: Double
        @OrNull var allowance: Double?
        @OrNull var ratio: Double?
        /// "same", "roundOff", "within", "beyond", "unknown".
        let judgement: String

        init(_ change: EstimateChange) {
            difference = change.difference
            _allowance = OrNull(wrappedValue: change.allowance)
            _ratio = OrNull(wrappedValue: change.ratio)
            judgement = change.judgement.rawValue
        }
    }

    private struct Claim: Encodable {
        let id, statement: String
        /// "worse", "broken", "removed", "added", "better", "moved", "wavers", "same".
        let kind: String
        @OrNull var oldVerdict: String?
        @OrNull var newVerdict: String?
        @OrNull var old: Number?
        @OrNull var new: Number?
        @OrNull var change: Change?
        let isPaired: Bool
        let causes: [Because]

        init(_ claim: ClaimDifference) {
            (id, statement, kind, isPaired) = (claim.id, claim.statement, "\(claim.kind)", claim.isPaired)
            _oldVerdict = OrNull(wrappedValue: claim.old?.verdict?.rawValue)
            _newVerdict = OrNull(wrappedValue: claim.new?.verdict?.rawValue)
            _old = OrNull(wrappedValue: (claim.old?.estimate).map(Number.init))
            _new = OrNull(wrappedValue: (claim.new?.estimate).map(Number.init))
            _change = OrNull(wrappedValue: claim.change.map(Change.init))
            causes = claim.causes.map(Because.init)
        }
    }

    private struct Value: Encodable {
        let path: String
        @OrNull var oldText: String?
        @OrNull var newText: String?
        @OrNull var old: Number?
        @OrNull var new: Number?
        @OrNull var change: Change?
        let places: [String]
        let causes: [Because]

        init(_ value: ValueDifference) {
            (path, places) = (value.path, (value.new ?? value.old)?.places ?? [])
            _oldText = OrNull(wrappedValue: value.old?.text)
            _newText = OrNull(wrappedValue: value.new?.text)
            _old = OrNull(wrappedValue: (value.old?.estimate).map(Number.init))
            _new = OrNull(wrappedValue: (value.new?.estimate).map(Number.init))
            _change = OrNull(wrappedValue: value.change.map(Change.init))
            causes = value.causes.map(Because.init)
        }
    }

    private struct Data: Encodable {
        let name: String
        /// "same", "changed", "redrawn", "added", "removed".
        let status: String
        /// In parts of a column's range; null where rows, series or texts came or went.
        let relative: Double
        let series: [Series]
        let causes: [Because]

        init(_ figure: FigureDifference) {
            (name, status, relative) = (figure.name, figure.status.rawValue, figure.relative)
            series = figure.series.map(Series.init)
            causes = figure.causes.map(Because.init)
        }
    }

    private struct Series: Encodable {
        let label, status: String
        let rows, rowsAdded, rowsRemoved: Int
        let columns: [Column]

        init(_ series: SeriesDifference) {
            (label, status, rows, rowsAdded, rowsRemoved) = (series.label, series.status.rawValue, series.rows, series.rowsAdded, series.rowsRemoved)
            columns = series.columns.map(Column.init)
        }
    }

    private struct Column: Encodable {
        let name, unit, place: String
        let rows, differing: Int
        let greatest, typical, range, relative: Double

        init(_ column: ColumnDifference) {
            (name, unit, place, rows, differing) = (column.name, column.unit, column.place, column.rows, column.differing)
            (greatest, typical, range, relative) = (column.greatest, column.typical, column.range, column.relative)
        }
    }
}
