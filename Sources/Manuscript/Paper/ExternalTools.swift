// The programs a paper needs, asked for their versions before anything runs.
import BuildGraph

extension Gnuplot {
    /// Throws when gnuplot is missing or too old; the result is its version.
    @discardableResult
    public static func check(_ processes: any ProcessRunner) throws -> String {
        let line = try firstLine("gnuplot", processes, missing: GnuplotError.missing)
        if let version = ToolVersion(firstIn: line), version < oldest { throw GnuplotError.tooOld(found: line) }
        return line
    }
}

extension Pandoc {
    /// Throws when pandoc is missing or too old; the result is its version.
    @discardableResult
    public static func check(_ processes: any ProcessRunner) throws -> String {
        let line = try firstLine("pandoc", processes, missing: PandocError.missing)
        if let version = ToolVersion(firstIn: line), version < oldest { throw PandocError.tooOld(found: line) }
        return line
    }
}

/// What a program says first about its version.
private func firstLine(_ program: String, _ processes: any ProcessRunner, missing: any Error) throws -> String {
    do {
        let result = try processes.run(Command(program, ["--version"], timeLimit: 20), until: Cancellation())
        return result.outputText.split(separator: "\n").first.map(String.init) ?? ""
    } catch CommandError.notFound { throw missing }
}
