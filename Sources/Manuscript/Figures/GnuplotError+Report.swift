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
        case .noSVG(let found):
            ErrorReport(
                what: "\(found) cannot draw SVG.", why: "This build of gnuplot was made without it.",
                next: "Install another build, on Debian and Ubuntu gnuplot-nox, and put its folder first in PATH.")
        case .noFont:
            ErrorReport(
                what: "There is no font on this machine.", why: "The PNG of every figure would be without its text.",
                next: "On Debian and Ubuntu: sudo apt-get install fonts-dejavu-core")
        case .timedOut(let figure, let output):
            ErrorReport(
                what: "gnuplot did not finish figure \(figure) in time.", next: "Look for an endless loop in its script.",
                output: output.isEmpty ? nil : output)
        case .crashed(let figure, let signal, let output):
            if let advice = ResourceLimit.advice(for: output) {
                ErrorReport(what: "gnuplot crashed in figure \(figure) (signal \(signal)).", next: advice, output: output)
            } else {
                ErrorReport(
                    what: "gnuplot crashed in figure \(figure) (signal \(signal)).",
                    why: "Some versions do so on a plot `with vectors` or `with labels` of which no point has a value.",
                    next: "Leave that plot out when there is nothing to draw.",
                    output: output.isEmpty ? nil : output)
            }
        case .nothingDrawn(let figure, let script):
            ErrorReport(
                what: "The script of figure \(figure) draws nothing.", next: "It needs a `plot` command: see \(script).")
        case .warned(let figure, let warnings, let suggestion):
            ErrorReport(
                what: "gnuplot drew figure \(figure) without something: \(warnings[0])", why: suggestion,
                next: "Correct the script; or, if it is right so, say it there with the reason: # expect \"words of the warning\": why",
                output: warnings.count > 1 ? warnings.joined(separator: "\n") : nil)
        case .script(let figure, let place, let message, let suggestion, let output):
            ErrorReport(
                what: "gnuplot stopped in figure \(figure), \(place): \(message)", why: suggestion,
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
