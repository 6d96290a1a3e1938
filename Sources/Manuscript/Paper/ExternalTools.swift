// The programs a paper needs, asked for their versions and for what they lack before anything runs.
import BuildGraph

extension Gnuplot {
    /// Throws when gnuplot is missing or too old; the result is its version.
    @discardableResult
    public static func check(_ run: (Command) throws -> CommandResult) throws -> String {
        let line = try firstLine("gnuplot", run, missing: GnuplotError.missing)
        if let version = ToolVersion(firstIn: line), version < oldest { throw GnuplotError.tooOld(found: line) }
        let terminals = try run(command(["-e", "print GPVAL_TERMINALS"], timeLimit: 20))
        guard terminals.succeeded else { return line }
        let names = terminals.errorText.split(whereSeparator: \.isWhitespace)
        guard names.contains("svg") else { throw GnuplotError.noSVG(found: line) }
        return line + (names.contains("pngcairo") ? "" : names.contains("png") ? ", PNGs without Cairo" : ", \(withoutPNG)")
    }

    /// What its version says of a build that cannot draw PNGs.
    package static let withoutPNG = "no PNGs"

    /// The font of the PNGs. Nil where the machine has no fontconfig to ask. Throws `GnuplotError.noFont`.
    public static func font(_ run: @escaping (Command) throws -> CommandResult) throws -> String? {
        try FigureFonts(run: run).match(FigureSheet.fontFamily)
            .map { "\($0.families[0]) (\($0.file)) for \(FigureSheet.fontFamily)" }
    }
}

extension Pandoc {
    /// Throws when pandoc is missing or too old; the result is its version.
    @discardableResult
    public static func check(_ run: (Command) throws -> CommandResult) throws -> String {
        let line = try firstLine("pandoc", run, missing: PandocError.missing)
        if let version = ToolVersion(firstIn: line), version < oldest { throw PandocError.tooOld(found: line) }
        return line
    }
}

/// What a program says first about its version.
private func firstLine(_ program: String, _ run: (Command) throws -> CommandResult, missing: any Error) throws -> String {
    do {
        let result = try run(.hermetic(program, ["--version"], timeLimit: 20))
        return result.outputText.split(separator: "\n").first.map(String.init) ?? ""
    } catch CommandError.notFound { throw missing }
}
