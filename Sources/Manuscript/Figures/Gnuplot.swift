// Runs gnuplot on a figure's stand-alone script, and turns what it says into errors about the author's own files.
import BuildGraph

/// gnuplot, run for a target.
public struct Gnuplot {
    /// The first version with arrays in `plot for`, `set tics` and messages as they are used here.
    package static let oldest = ToolVersion(5, 4)

    /// Bytes of its messages that are kept: enough for any author, whatever a script prints in a loop.
    private static let outputLimit = 1 << 17

    /// Of the target that needs it: its files, its log, and the build's life.
    let inputs: Inputs

    /// Draws a figure in an empty folder. Throws `DrawingError` and `GnuplotError`.
    func draw(_ sheet: FigureSheet, in folder: String) throws -> FigureFiles {
        do { try sheet.drawing.validate() } catch { throw GnuplotError.drawing(figure: sheet.plot.name, error) }
        let csv = sheet.drawing.csv(), gp = sheet.standAlone(), name = sheet.plot.name
        try inputs.effects.files.write(Array(csv.utf8), to: "\(folder)/\(name).csv")
        try inputs.effects.files.write(Array(gp.utf8), to: "\(folder)/\(name).gp")
        // The version of gnuplot and the fonts aside, only the locale could change what is drawn.
        var command = Command("gnuplot", [sheet.scriptName], folder: folder, environment: ["LC_ALL": "C.UTF-8", "GNUTERM": "dumb"])
        command.outputLimit = Self.outputLimit
        let result: CommandResult
        do { result = try inputs.run(command) } catch CommandError.notFound { throw GnuplotError.missing }
        let messages = GnuplotMessages(result.errorText, sheet: sheet)
        guard result.succeeded else { throw try failure(result, messages, sheet) }
        messages.lines.forEach(inputs.log.add)

        let svg = try inputs.effects.files.read("\(folder)/\(name).svg"), png = try inputs.effects.files.read("\(folder)/\(name).png")
        let drawn = String(decoding: svg, as: UTF8.self)
        guard drawn.contains("</svg>"), drawn.contains("<path") || drawn.contains("<text"), !png.isEmpty else {
            throw GnuplotError.nothingDrawn(figure: name, script: sheet.plot.script.path)
        }
        return FigureFiles(name: name, svg: drawn, png: png, csv: csv, gp: gp)
    }

    private func failure(_ result: CommandResult, _ messages: GnuplotMessages, _ sheet: FigureSheet) throws -> any Error {
        let output = messages.lines.joined(separator: "\n")
        switch result.ending {
        case .interrupted: return BuildError.interrupted
        case .timedOut: return GnuplotError.timedOut(figure: sheet.plot.name, output: output)
        case .signalled(let signal): return GnuplotError.crashed(figure: sheet.plot.name, signal: signal, output: output)
        case .exited:
            if let version = try? inputs.run(Command("gnuplot", ["--version"])), version.succeeded,
                let found = ToolVersion(firstIn: version.outputText), found < Self.oldest
            {
                return GnuplotError.tooOld(found: version.outputText.split(separator: "\n").first.map(String.init) ?? "")
            }
            return GnuplotError.script(
                figure: sheet.plot.name, place: messages.place, message: messages.message, output: output)
        }
    }
}

/// What can go wrong in drawing a figure.
public enum GnuplotError: Error, Equatable {
    case missing
    case tooOld(found: String)
    case timedOut(figure: String, output: String)
    case crashed(figure: String, signal: Int32, output: String)
    case nothingDrawn(figure: String, script: String)
    /// gnuplot's own message, at a line of one of the author's files.
    case script(figure: String, place: String, message: String, output: String)
    case drawing(figure: String, DrawingError)
}
