// Where the code of targets is. A file is read once.
import BuildGraph
import Manuscript

/// The declarations, in the project's sources, of figures, of what figures are made from at first hand, and of claims.
struct CodePlaces: Sendable {
    /// By type; without those whose declaration is not known, or is not the only one of its name.
    private var known: [String: CodePlace] = [:]

    init(_ workspace: Workspace) {
        let figures = workspace.assembled.figures.map(\.input.node), claims = workspace.assembled.claims.map(\.input.node)
        var files: [String: CodeFile?] = [:]
        for type in Set((figures + figures.flatMap(\.dependencies) + claims).map(\.typeName)) {
            let all = workspace.code.declarations(named: String(type.prefix { $0 != "<" }))
            guard all.count == 1 else { continue }
            let path = all[0].path
            if files[path] == nil {
                files[path] = .some((try? workspace.effects.files.read(workspace.effects.projectPath(path))).map { CodeFile($0, path: path) })
            }
            known[type] = CodePlace(all[0], in: files[path] ?? nil)
        }
    }

    func place(ofType name: String) -> CodePlace? { known[name] }
}
