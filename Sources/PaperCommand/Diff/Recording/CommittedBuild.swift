// What a build of a commit came to, remembered in the store beside the values that it is made of: so a commit that was built once, here or wherever the store
// was filled, can be compared later without building it again. A file holds what is small; figures are values of the store.
//
//   STORE/builds/COMMIT-PROFILE.json
import BuildGraph
import Foundation
import Manuscript

/// The outputs of a build whose files were those of a commit.
struct CommittedBuild: Codable {
    static let format = 1
    /// So many are kept, the newest.
    static let most = 60

    var format = Self.format
    /// The whole name.
    var commit: String
    var profile: String
    /// Small outputs by their names in the folder of the build.
    var files: [String: String]
    /// The stored values of figures, by name.
    var figures: [String: String]
    /// The stored table of declarations.
    var code: String?
}

extension CommittedBuild {
    static func folder(of store: Store) -> String { store.folder + "/builds" }

    private static func path(_ commit: String, _ profile: Profile, in store: Store) -> String { "\(folder(of: store))/\(commit)-\(profile.name).json" }

    /// What the store remembers of a commit; nil where it remembers nothing that can be read.
    init?(_ commit: String, _ profile: Profile, in store: Store, _ files: any FileSystem) {
        guard commit.count >= 40, commit.allSatisfy(\.isHexDigit), let bytes = try? files.read(Self.path(commit, profile, in: store), atMost: FileLimit.value),
            let build = try? JSONDecoder().decode(Self.self, from: Data(bytes)), build.format == Self.format, build.commit == commit
        else { return nil }
        self = build
    }

    /// Remembers it, and forgets the oldest of more than are kept.
    func write(_ profile: Profile, to store: Store, _ files: any FileSystem) throws {
        let folder = Self.folder(of: store)
        try files.makeFolder(folder)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try files.replace(Self.path(commit, profile, in: store), with: Array(try encoder.encode(self)), durable: false)
        let all = try files.list(folder).filter { $0.hasSuffix(".json") }
        guard all.count > Self.most else { return }
        let dated = all.map { name in (name, (try? files.status("\(folder)/\(name)"))??.modified ?? 0) }.sorted { $0.1 > $1.1 }
        for (name, _) in dated.dropFirst(Self.most) { try files.removeAll("\(folder)/\(name)") }
    }

    /// The outputs. A figure that the store no longer has is not there.
    func snapshotFiles(in store: Store) -> SnapshotFiles {
        func figure(_ name: String) -> FigureFiles? {
            figures[name].flatMap { Digest(hexadecimal: $0) }.flatMap { try? store.load($0, target: name) }.flatMap { try? decodeValue(FigureFiles.self, from: $0) }
        }
        return SnapshotFiles(
            read: { name in
                if name == Lineage.codeFileName { return code.flatMap { Digest(hexadecimal: $0) }.flatMap { try? store.load($0, target: "the list of declarations") } }
                if let text = files[name] { return Array(text.utf8) }
                let stem = String(name.drop { $0 != "/" }.dropFirst().dropLast(4))
                guard name.hasPrefix("figures/"), let value = figure(stem) else { return nil }
                return Array((name.hasSuffix(".csv") ? value.csv : value.svg).utf8)
            },
            list: { folder in
                (folder == "figures" ? figures.keys.map { $0 + ".csv" } : files.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) })
                    .sorted()
            })
    }
}
