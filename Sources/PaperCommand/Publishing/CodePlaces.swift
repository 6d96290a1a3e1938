// Where the code of targets is. A file is read once.
import BuildGraph
import Manuscript

/// Finds the declarations of types in the project's sources.
final class CodePlaces {
    private let workspace: Workspace
    private var files: [String: CodeFile?] = [:]
    private var known: [String: CodePlace?] = [:]

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// Nil for a type whose declaration is not known, or is not the only one of its name.
    func place(ofType name: String) -> CodePlace? {
        if let place = known[name] { return place }
        let all = workspace.code.declarations(named: String(name.prefix { $0 != "<" }))
        let place = all.count == 1 ? CodePlace(all[0], in: file(all[0].path)) : nil
        known[name] = .some(place)
        return place
    }

    private func file(_ path: String) -> CodeFile? {
        if let file = files[path] { return file }
        let file = (try? workspace.effects.files.read(workspace.effects.projectPath(path))).map { CodeFile($0, path: path) }
        files[path] = .some(file)
        return file
    }
}
