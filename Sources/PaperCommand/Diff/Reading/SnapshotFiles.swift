// The outputs of a build, wherever they are: in a folder, or remembered in a store.
import BuildGraph
import Foundation

/// Reads outputs by their names in the folder of a build: "claims.json", "figures/line.csv".
struct SnapshotFiles {
    /// Nil for what is not there.
    let read: (String) -> [UInt8]?
    /// The names of the files in "figures" or "tables".
    let list: (String) -> [String]

    /// A folder with the outputs of a build.
    static func folder(_ path: String, in files: any FileSystem) -> SnapshotFiles {
        SnapshotFiles(
            read: { name in try? files.read("\(path)/\(name)", atMost: FileLimit.value) }, list: { name in ((try? files.list("\(path)/\(name)")) ?? []).sorted() })
    }

    func text(_ name: String) -> String? { read(name).flatMap { String(validating: $0, as: UTF8.self) } }

    func json<Value: Decodable>(_ type: Value.Type, _ name: String) -> Value? { read(name).flatMap { try? JSONDecoder().decode(type, from: Data($0)) } }
}
