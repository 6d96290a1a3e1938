// The wording of what goes wrong in drawing a figure.
import BuildGraph

extension GnuplotError: ReportableError {
    public var report: ErrorReport {
        switch self {
        case .missing:
            ErrorReport(
                what: "gnuplot was not found.", why: "It draws the figures, and is in none of the folders of PATH.",
                next: "`make setup`, or on Debian and Ubuntu: sudo apt-get install gnuplot-nox; on macOS: brew install gnuplot")
        case .tooOld(let found):
            ErrorReport(
                what: "gnuplot is too old: \(found).", why: "\(Gnuplot.oldest.text) or newer is needed.",
                next: "Install a newer gnuplot, and put its folder first in PATH.")
        case .timedOut(let figure, let output):
            ErrorReport(
                what: "gnuplot did not finish figure \(figure) in time.", next: "Look for an endless loop in its script.",
                output: output.isEmpty ? nil : output)
        case .crashed(let figure, let signal, let output):
            ErrorReport(
                what: "gnuplot crashed in figure \(figure) (signal \(signal)).",
                why: "Some versions do so on a plot `with vectors` or `with labels` of which no point has a value.",
                next: "Leave that plot out when there is nothing to draw.",
                output: output.isEmpty ? nil : output)
        case .nothingDrawn(let figure, let script):
            ErrorReport(
                what: "The script of figure \(figure) draws nothing.", next: "It needs a `plot` command: see \(script).")
        case .script(let figure, let place, let message, let output):
            ErrorReport(
                what: "gnuplot stopped in figure \(figure), \(place): \(message)",
                next: "Correct the script; the same command, or `paper build \(figure)` with its profile, draws it again.",
                output: output.isEmpty ? nil : output)
        case .drawing(let figure, let error):
            ErrorReport(what: "The data of figure \(figure) cannot be drawn.", why: error.explanation)
        }
    }
}

extension DrawingError {
    var explanation: String {
        switch self {
        case .noData: "It has no series."
        case .badName(let name, let reason): "\"\(name)\" cannot be a name: \(reason)."
        case .nameTwice(let name): "\(name) names two of its series, columns and variables."
        case .emptySeries(let name): "The series \(name) has no rows."
        case .unequalColumns(let series, let counts):
            "The columns of the series \(series) have different lengths (\(counts.joined(separator: ", ")))."
        case .infinite(let series, let column, let row):
            "Row \(row) of column \(column) of the series \(series) is infinite; NaN would be a gap."
        case .unitChanges(let column, let units):
            "The column \(column) has two units: \(units.map { $0.isEmpty ? "none" : $0 }.joined(separator: " and "))."
        }
    }
}
