// Which changes matter, and where to look for them. The running build says which files its targets declare; everything below
// Sources/ and the manifest is compiled.
import BuildGraph

package struct WatchedFiles: Equatable {
    /// What a change asks for.
    package enum Kind: Equatable {
        case sources, contents, page
    }

    /// The project's folder.
    package let root: String
    package let outputFolder: String
    /// Absolute paths of files that the paper is made from, present or not.
    package var declared: Set<String> {
        didSet { folders = Self.folders(of: declared) }
    }
    /// The folders that hold them.
    private var folders: Set<String>

    private static let manifests = ["Package.swift", "Package.resolved"]
    private static let pageName = "paper.html"

    package init(root: String, outputFolder: String, declared: Set<String>) {
        (self.root, self.outputFolder, self.declared) = (root, outputFolder, declared)
        folders = Self.folders(of: declared)
    }

    private static func folders(of files: Set<String>) -> Set<String> { Set(files.map(\.parentFolder)) }

    /// Nil for a change that matters to nobody.
    package func kind(of path: String) -> Kind? {
        if path.parentFolder == outputFolder { return path.lastPathComponent == Self.pageName ? .page : nil }
        if Self.isTemporary(path.lastPathComponent) { return nil }
        if path == root + "/Sources" || path.hasPrefix(root + "/Sources/") || Self.manifests.contains(where: { path == "\(root)/\($0)" }) { return .sources }
        if declared.contains(path) || declared.contains(where: { $0.hasPrefix(path + "/") }) { return .contents }
        // A file beside those of the paper may become one of it, or be one that is forgotten; elsewhere, as among data, it is nothing.
        return path.hasPrefix(root + "/") && folders.contains(path.parentFolder) ? .contents : nil
    }

    /// What editors and tools put beside a file for a while.
    private static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasPrefix("#") || name.hasSuffix("~") || name.hasSuffix(".tmp") || name.hasSuffix(".lock") || name == "4913"
    }

    /// The folders to watch: those of the files and, up to the project, those above, since a folder can be removed and made again.
    package var watched: Set<WatchedFolder> {
        var all: Set<WatchedFolder> = [WatchedFolder(root), WatchedFolder(outputFolder), WatchedFolder(root + "/Sources", isDeep: true)]
        for folder in folders {
            var here = folder
            all.insert(WatchedFolder(here))
            while here.hasPrefix(root + "/") {
                here = here.parentFolder
                all.insert(WatchedFolder(here))
            }
        }
        return all
    }

    /// The names of changed files for people: without what came and went meanwhile, such as an editor's files, where there is anything else.
    package func names(of paths: [String], isThere: (String) -> Bool) -> [String] {
        let lasting = paths.filter { declared.contains($0) || isThere($0) }
        return (lasting.isEmpty ? paths : lasting).map { $0.relative(to: root) }
    }
}
