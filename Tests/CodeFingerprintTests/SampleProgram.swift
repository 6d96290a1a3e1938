// Programs of a few lines, for tests of what reaches what.
import CodeFingerprint
import Testing

/// Modules with their files, in memory.
struct SampleProgram {
    struct Module {
        var name: String
        var sees: [String] = []
        /// What a file of its own imports; nil for all that it sees.
        var imports: [String]?
        var files: [String: String]
        var otherFiles: [String: String] = [:]
        var conditions: [String] = []
        var isMacro = false
    }

    var modules: [Module]
    var packages: [String] = []
    var manifest: String?

    /// One module, M, with one file.
    init(_ source: String) { modules = [Module(name: "M", files: ["a.swift": source])] }

    init(_ modules: [Module]) { self.modules = modules }

    func read() throws -> Program {
        var description = ProgramDescription()
        var contents = ["/Package.swift": manifest ?? ""]
        description.packages = packages
        for module in modules {
            var described = ProgramDescription.Module(name: module.name, sees: module.sees)
            described.folder = "/" + module.name
            described.conditions = module.conditions
            described.isMacro = module.isMacro
            if manifest != nil { described.manifest = "/Package.swift" }
            let imports = ["imports.swift": (module.imports ?? module.sees).map { "import \($0)" }.joined(separator: "\n")]
            for (name, text) in module.files.merging(imports, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
                described.sources.append("/\(module.name)/\(name)")
                contents["/\(module.name)/\(name)"] = text
            }
            for (name, text) in module.otherFiles.sorted(by: { $0.key < $1.key }) {
                described.otherFiles.append("/\(module.name)/\(name)")
                contents["/\(module.name)/\(name)"] = text
            }
            description.modules.append(described)
        }
        return try Program(description) { Array((contents[$0] ?? "").utf8) }
    }

    /// The fingerprint of a type; `T` of the last module by default.
    func fingerprint(_ type: String? = nil) throws -> Fingerprint {
        try #require(try read().fingerprint(ofType: type ?? "\(modules.last?.name ?? "").T"))
    }

    /// The same program with a text replaced wherever it stands.
    func replacing(_ old: String, _ new: String) -> SampleProgram {
        var copy = self
        for index in copy.modules.indices {
            copy.modules[index].files = copy.modules[index].files.mapValues { $0.replacingOccurrences(old, new) }
            copy.modules[index].otherFiles = copy.modules[index].otherFiles.mapValues { $0.replacingOccurrences(old, new) }
        }
        copy.manifest = manifest?.replacingOccurrences(old, new)
        return copy
    }

    /// Whether the type's fingerprint changes when the number 1 becomes 2 everywhere.
    func isReached(_ type: String? = nil) throws -> Bool {
        try fingerprint(type) != replacing("1", "2").fingerprint(type)
    }
}

extension String {
    func replacingOccurrences(_ old: String, _ new: String) -> String { split(separator: old, omittingEmptySubsequences: false).joined(separator: new) }
}
