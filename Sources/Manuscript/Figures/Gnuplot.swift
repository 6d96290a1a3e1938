// Runs gnuplot on a figure's stand-alone script, and turns what it says into errors about the author's own files. It starts
// in a folder that holds the figure's data and nothing else, reads no settings of the user's, and whatever it warns of fails
// the figure unless the script expects it: gnuplot leaves out what it cannot draw, and ends as if all were well.
import BuildGraph

/// gnuplot, run for a target.
public struct Gnuplot {
    /// The first version with arrays in `plot for`, `set tics` and messages as they are used here.
    package static let oldest = ToolVersion(5, 4)

    /// Bytes of its messages that are kept: enough for any author, whatever a script prints in a loop.
    private static let outputLimit = 1 << 17

    /// Of the target that needs it: its files, its log, and the build's life.
    let inputs: Inputs

    /// A run of gnuplot that reads neither /etc/gnuplotrc nor ~/.gnuplot.
    static func command(_ arguments: [String], folder: String? = nil, timeLimit: Double = 600) -> Command {
        .hermetic(
            "gnuplot", ["-d"] + arguments, folder: folder, environment: ["GNUTERM": "dumb"], timeLimit: timeLimit, outputLimit: outputLimit)
    }

    /// Draws a figure in an empty folder. Throws `DrawingError`, `GnuplotError` and, for what a script may not do, `PaperError`.
    func draw(_ sheet: FigureSheet, in folder: String) throws -> FigureFiles {
        do { try sheet.drawing.validate() } catch { throw GnuplotError.drawing(figure: sheet.plot.name, error) }
        let issues = sheet.sources.flatMap { ScriptReview($0.text, path: $0.path).issues }
        guard issues.isEmpty else { throw PaperError(issues) }
        let expected = try ExpectedWarnings(sheet.sources)
        let (inputs, sources) = (inputs, sheet.sources), review = Aside { try FigureFonts(run: inputs.run).review(sources) }
        let csv = sheet.drawing.csv(), gp = sheet.standAlone(), name = sheet.plot.name
        try inputs.effects.files.write(Array(csv.utf8), to: "\(folder)/\(name).csv")
        try inputs.effects.files.write(Array(gp.utf8), to: "\(folder)/\(name).gp")
        let result: CommandResult
        do { result = try inputs.run(Self.command([sheet.scriptName], folder: folder)) } catch CommandError.notFound { throw GnuplotError.missing }
        let messages = GnuplotMessages(result.errorText, sheet: sheet), fonts = try review.value()
        fonts.lines.forEach(inputs.log.add)
        guard result.succeeded else { throw failure(result, messages, sheet) }

        func drawn(_ format: String) -> [UInt8] { (try? inputs.effects.files.read("\(folder)/\(name).\(format)")) ?? [] }
        let svg = String(decoding: drawn("svg"), as: UTF8.self)
        guard svg.contains("</svg>"), svg.contains("<path") || svg.contains("<text") else {
            throw GnuplotError.nothingDrawn(figure: name, script: sheet.plot.script.path)
        }
        let warnings = messages.warnings + fonts.warnings + DrawnCurves(svg: svg).warnings
        let unexpected = expected.unexpected(warnings)
        guard unexpected.isEmpty else { throw GnuplotError.warned(figure: name, warnings: unexpected, suggestion: suggestion(unexpected, sheet)) }
        (messages.lines + warnings.filter { !messages.lines.contains($0) }).forEach(inputs.log.add)
        return FigureFiles(name: name, svg: svg, png: drawn("png"), csv: csv, gp: gp)
    }

    private func failure(_ result: CommandResult, _ messages: GnuplotMessages, _ sheet: FigureSheet) -> any Error {
        let output = messages.lines.joined(separator: "\n")
        switch result.ending {
        case .interrupted: return BuildError.interrupted
        case .timedOut: return GnuplotError.timedOut(figure: sheet.plot.name, output: output)
        case .signalled(let signal): return GnuplotError.crashed(figure: sheet.plot.name, signal: signal, output: output)
        case .exited:
            if let version = try? inputs.run(.hermetic("gnuplot", ["--version"])), version.succeeded,
                let found = ToolVersion(firstIn: version.outputText), found < Self.oldest
            {
                return GnuplotError.tooOld(found: version.outputText.split(separator: "\n").first.map(String.init) ?? "")
            }
            return GnuplotError.script(
                figure: sheet.plot.name, place: messages.place, message: messages.message,
                suggestion: suggestion([messages.message], sheet), output: output)
        }
    }

    /// The names that the script could have used, for a message about one that it could not.
    private func suggestion(_ messages: [String], _ sheet: FigureSheet) -> String? {
        for message in messages {
            for start in ["undefined variable: ", "no column with header \""] {
                guard let range = message.firstRange(of: start) else { continue }
                let name = String(message[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                return sheet.drawing.suggestion(insteadOf: name)
            }
        }
        return nil
    }
}

/// What can go wrong in drawing a figure.
public enum GnuplotError: Error, Equatable {
    case missing
    case tooOld(found: String)
    /// A build of gnuplot that cannot draw SVG.
    case noSVG(found: String)
    case noFont
    case timedOut(figure: String, output: String)
    case crashed(figure: String, signal: Int32, output: String)
    case nothingDrawn(figure: String, script: String)
    /// gnuplot's own message, at a line of one of the author's files.
    case script(figure: String, place: String, message: String, suggestion: String?, output: String)
    /// It drew the figure without something.
    case warned(figure: String, warnings: [String], suggestion: String?)
    case drawing(figure: String, DrawingError)
}
