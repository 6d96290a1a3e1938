// What the Swift compiler says, as problems with their places. SwiftPM prints each message once for every module that is compiled
// with the file.

package enum CompilerMessages {
    private static let mostMessages = 20

    /// The problems in the output of a compilation that failed: the compiler's errors, or what else was printed last.
    ///
    /// - Parameter root: the project's folder, whose paths are told relative to it.
    package static func problems(in output: String, root: String) -> [PreviewProblem] {
        var errors: [PreviewProblem] = []
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map { plain(String($0)) }
        for (number, line) in lines.enumerated() {
            guard let match = line.prefixMatch(of: /(\/?[^\s:][^:]*:\d+:\d+): error: (.*)/) else { continue }
            let problem = PreviewProblem(.error, "\(String(match.1).relative(to: root)): \(match.2)", output: excerpt(lines[(number + 1)...]))
            if !errors.contains(where: { $0.place == problem.place && $0.what == problem.what }) { errors.append(problem) }
        }
        if errors.isEmpty {
            let plainErrors = lines.compactMap { $0.prefixMatch(of: /error: (.+)/).map { String($0.1) } }
            let last = lines.filter { !$0.isEmpty }.suffix(20).joined(separator: "\n")
            return [PreviewProblem(.error, plainErrors.first ?? "The compilation failed.", output: last.isEmpty ? nil : last)]
        }
        let hidden = errors.count - mostMessages
        return hidden > 0 ? errors.prefix(mostMessages) + [PreviewProblem(.error, "\(hidden) more errors of the compiler.")] : errors
    }

    /// The lines of source that the compiler shows below a message: "12 |     let x = …" and "   |         `- error: …".
    private static func excerpt(_ lines: ArraySlice<String>) -> String? {
        let shown = lines.prefix { $0.contains(/^\s*\d*\s*\|/) }
        return shown.isEmpty ? nil : shown.joined(separator: "\n")
    }

    /// Without colours.
    private static func plain(_ line: String) -> String { line.replacing(/\u{1b}\[[0-9;]*m/, with: "") }
}
