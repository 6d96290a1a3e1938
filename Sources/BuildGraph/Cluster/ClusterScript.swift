// The script of a job. It finds out, in words that a build understands, what would otherwise be an error of the shell.

enum ClusterScript {
    /// The exit status of a job that finds no store.
    static let storeIsMissing: Int32 = 79

    /// - Parameters:
    ///   - folder: of the batch.
    ///   - program: what is run, with its arguments.
    static func text(folder: String, program: [String], environment: [String: String]) -> String {
        let variables = environment.sorted { $0.key < $1.key }.map { "export \($0.key)=\(quoted($0.value))" }
        return """
            #!/bin/sh
            [ -r \(quoted(folder + "/batch")) ] || exit \(storeIsMissing)
            [ -d "${TMPDIR:-/tmp}" ] || unset TMPDIR
            \(variables.joined(separator: "\n"))
            exec \(program.map(quoted).joined(separator: " "))

            """
    }

    static func quoted(_ word: String) -> String {
        let parts = word.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
