// The fonts that the text of a PNG is drawn with. They are the machine's and not the paper's: fontconfig takes another one
// for a font that is not there, and without any font draws no text; neither it nor gnuplot says so. The SVG names its fonts
// and needs none.
import BuildGraph

/// The fonts of a figure, as fontconfig finds them.
package struct FigureFonts {
    /// Runs a program for the figure.
    let run: (Command) throws -> CommandResult

    /// What fontconfig takes for a font.
    package struct Match: Equatable {
        package var families: [String]
        package var file: String
    }

    /// Nil where the machine has no fontconfig to ask. Throws `GnuplotError.noFont` when there is no font at all.
    package func match(_ family: String) throws -> Match? {
        guard let result = try? run(.hermetic("fc-match", ["--format", "%{family}|%{file}", family], timeLimit: 60)), result.succeeded else {
            return nil
        }
        let parts = result.outputText.split(separator: "|").map(String.init)
        guard parts.count == 2 else { throw GnuplotError.noFont }
        return Match(
            families: parts[0].split(separator: ",").map(String.init), file: String(parts[1].split(separator: "/").last ?? ""))
    }

    /// A line for the log about each font, and a warning of each that scripts name and is not there.
    package func review(_ sources: [(path: String, text: String)]) throws -> (lines: [String], warnings: [String]) {
        var lines: [String] = [], warnings: [String] = []
        if let match = try match(FigureSheet.fontFamily) { lines.append("font \(FigureSheet.fontFamily): \(match.file)") }
        var known: Set = [FigureSheet.fontFamily]
        for (path, text) in sources {
            for (family, line) in Self.families(in: text) where known.insert(family).inserted {
                guard let match = try match(family), let fallback = try self.match("a font that nobody has") else { continue }
                lines.append("font \(family): \(match.file)")
                if match.file == fallback.file && !match.families.contains(where: { $0.lowercased() == family.lowercased() }) {
                    warnings.append("\(path):\(line): warning: the font \(family) is not installed; the PNG would have \(match.families[0])")
                }
            }
        }
        return (lines, warnings)
    }

    /// The families that a script names: `font "Times,12"`.
    static func families(in script: String) -> [(family: String, line: Int)] {
        let tokens = ScriptTokens(script).tokens
        return zip(tokens, tokens.dropFirst()).compactMap { word, name in
            guard word.kind == .word, word.text == "font", name.kind == .string else { return nil }
            let family = name.text.prefix { $0 != "," && $0 != ":" }
            return family.isEmpty ? nil : (String(family), name.line)
        }
    }
}
