// A figure as PDF for LaTeX: the figure's own stand-alone script, drawn once more by gnuplot's terminal pdfcairo at the size and with
// the fonts of the PNG. The text stays text, in the font that the script was laid out for.
import BuildGraph

/// Draws stored figures as PDF.
struct FigurePDF {
    let effects: Effects

    /// What LaTeX includes.
    enum Picture {
        case pdf([UInt8])
        /// The figure's PNG, and why there is no PDF of it.
        case png([UInt8], reason: String)
    }

    /// Throws `PaperError` where there is neither.
    func picture(of figure: FigureFiles) throws -> Picture {
        let folder = try effects.files.makeScratchFolder()
        defer { try? effects.files.removeAll(folder) }
        try effects.files.write(Array(figure.csv.utf8), to: "\(folder)/\(figure.name).csv")
        try effects.files.write(Array(figure.gp.utf8), to: "\(folder)/\(figure.name).gp")
        guard let terminal = Self.terminal(of: figure) else { return try png(figure, because: "its script does not say how large it is") }
        let commands = "pass = \"pdf\"; \(terminal); set output \"\(figure.name).pdf\""
        let result: CommandResult
        do {
            result = try effects.processes.run(Gnuplot.command(["-e", commands, "\(figure.name).gp"], folder: folder), until: Cancellation())
        } catch CommandError.notFound { return try png(figure, because: "gnuplot was not found") }
        let bytes = (try? effects.files.read("\(folder)/\(figure.name).pdf")) ?? []
        guard result.succeeded, bytes.starts(with: "%PDF".utf8), bytes.count > 500 else {
            let reason = result.errorText.contains("unknown or ambiguous terminal") ? "this gnuplot has no terminal pdfcairo" : "gnuplot drew none"
            return try png(figure, because: reason)
        }
        return .pdf(Self.withoutDate(bytes))
    }

    private func png(_ figure: FigureFiles, because reason: String) throws -> Picture {
        guard !figure.png.isEmpty else {
            throw PaperError([.error("The figure \(figure.name) can be had neither as PDF nor as PNG: \(reason).", next: "Install a gnuplot with Cairo: gnuplot-nox.")])
        }
        return .png(figure.png, reason: reason)
    }

    /// A pixel of the SVG is a point. The scales of fonts and lines are those that make PDF and PNG look alike.
    private static func terminal(of figure: FigureFiles) -> String? {
        guard let size = figure.gp.firstMatch(of: #/set terminal svg size (\d+),(\d+)/#), let width = Double(size.1), let height = Double(size.2) else { return nil }
        return "set terminal pdfcairo size \(width / 72)in,\(height / 72)in enhanced font \"\(FigureSheet.fontFamily),14\" fontscale 0.75 linewidth 2 background rgb \"white\""
    }

    /// The same figure is the same bytes: the moment at which it was drawn is set to the beginning of 1970.
    private static func withoutDate(_ bytes: [UInt8]) -> [UInt8] {
        let mark = Array("/CreationDate (D:".utf8)
        guard let place = bytes.indices.first(where: { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }) else { return bytes }
        var result = bytes
        for (offset, digit) in "19700101000000".utf8.enumerated() where place + mark.count + offset < bytes.count {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[place + mark.count + offset] else { break }
            result[place + mark.count + offset] = digit
        }
        return result
    }
}
