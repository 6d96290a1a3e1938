// What the plugin tells the tool: which modules the program is made of, which of them see which, and their files. A list of
// lines of fields with tabs between them, written only when it changes.

/// The modules of a program, before any file has been read.
package struct ProgramDescription: Sendable, Equatable {
    package struct Module: Sendable, Equatable {
        package var name: String
        /// Its code runs in the compiler and writes code.
        package var isMacro = false
        /// The manifest that says how it is compiled; nil when the version of its package tells.
        package var manifest: String?
        /// What the manifest calls it.
        package var target: String
        package var folder = ""
        /// All modules below it.
        package var sees: [String] = []
        package var conditions: [String] = []
        package var sources: [String] = []
        package var otherFiles: [String] = []

        package init(name: String, target: String? = nil, sees: [String] = []) {
            self.name = name
            self.target = target ?? name
            self.sees = sees
        }
    }

    /// The folder of the program's package; "" when it is not told.
    package var root = ""
    package var modules: [Module] = []
    /// "swift-argument-parser 1.5.0"
    package var packages: [String] = []

    package init() {}

    /// A line that says nothing known.
    package struct Malformed: Error, CustomStringConvertible {
        package var line: String
        package var description: String { "The description of the program has a line that is not understood: \(line)" }
    }

    package init(parsing text: String) throws(Malformed) {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 2 else { throw Malformed(line: String(line)) }
            let value = fields[1]
            switch fields[0] {
            case "root": root = value
            case "package": packages.append(value)
            case "module": modules.append(Module(name: value, target: fields.last))
            default:
                guard !modules.isEmpty else { throw Malformed(line: String(line)) }
                let last = modules.count - 1
                switch fields[0] {
                case "macro": modules[last].isMacro = true
                case "manifest": modules[last].manifest = value
                case "folder": modules[last].folder = value
                case "sees": modules[last].sees.append(value)
                case "condition": modules[last].conditions.append(value)
                case "source": modules[last].sources.append(value)
                case "file": modules[last].otherFiles.append(value)
                default: throw Malformed(line: String(line))
                }
            }
        }
    }
}
