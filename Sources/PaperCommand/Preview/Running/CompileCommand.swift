// How a project compiles its program.
import BuildGraph

package enum CompileCommand {
    /// The command for a shell, in the project's folder; nil where the program is not the project's own.
    ///
    /// - Parameters:
    ///   - program: the path of the program that runs.
    ///   - makefile: the text of the project's Makefile; nil where there is none.
    package static func found(root: String, program: String, makefile: String?) -> String? {
        guard program.hasPrefix(root + "/.build/") else { return nil }
        if let makefile, isOfMake(makefile) { return "make --no-print-directory compiled" }
        let mode = program.contains("/debug/") ? "debug" : "release"
        return "swift build -c \(mode) --product '\(program.lastPathComponent)'"
    }

    /// Whether a Makefile has a target that compiles: with all that the project does when it compiles, such as flags.
    static func isOfMake(_ makefile: String) -> Bool { makefile.split(separator: "\n").contains { $0.hasPrefix("compiled:") } }
}
