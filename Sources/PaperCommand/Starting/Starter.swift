// A small complete paper in a package of its own, for `init`. Its files are in the folder Starter of this module; three words in
// them stand for what is not known before: NAME, DEPENDENCY and IDENTITY.
import BuildGraph
import Foundation

/// The files of a new paper.
struct Starter {
    /// The paper's program.
    let name: String
    let package: Toolkit

    /// The package that a new paper depends on.
    enum Toolkit: Equatable {
        /// An absolute path.
        case folder(String)
        case repository(url: String)

        /// What SwiftPM calls it: the last part of its address.
        var identity: String {
            switch self {
            case .folder(let path): path.lastPathComponent
            case .repository(let url): url.lastPathComponent.hasSuffix(".git") ? String(url.lastPathComponent.dropLast(4)) : url.lastPathComponent
            }
        }

        var dependency: String {
            switch self {
            case .folder(let path): ".package(path: \(path.debugDescription)),"
            case .repository(let url): ".package(url: \(url.debugDescription), branch: \"main\"),"
            }
        }
    }

    /// A program's name from that of a folder: "Random walks" gives "random-walks-paper". It cannot be `paper`, which is a program of
    /// the package that the new one depends on.
    static func programName(forFolder folder: String) -> String {
        let words = folder.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
        let name = words.first?.isLetter == true ? words : "my-" + words
        return name.hasSuffix("-paper") ? name : words.isEmpty || words == "paper" ? "my-paper" : name + "-paper"
    }

    /// The files, by their paths in the new folder.
    func files(from folder: String, in system: any FileSystem) throws -> [(path: String, bytes: [UInt8])] {
        try Self.paths(in: folder, system).map { path in
            let text = String(decoding: try system.read("\(folder)/\(path)"), as: UTF8.self)
            // With another ending Swift files are not compiled here.
            let path = path.hasSuffix(Self.ending) ? String(path.dropLast(Self.ending.count)) : path
            let parts = path.split(separator: "/").map { Self.hidden.contains(String($0)) ? "." + $0 : $0 == "NAME" ? name : String($0) }
            return (parts.joined(separator: "/"), Array(filled(text).utf8))
        }
    }

    private static let ending = ".template"
    /// Names that begin with a dot in the new folder.
    private static let hidden: Set<String> = ["gitignore", "github"]

    private func filled(_ text: String) -> String {
        [("NAME", name), ("DEPENDENCY", package.dependency), ("IDENTITY", package.identity)].reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    private static func paths(in folder: String, _ system: any FileSystem, below prefix: String = "") throws -> [String] {
        try system.list(folder + "/" + prefix).flatMap { name in
            let path = prefix + name
            return try system.status("\(folder)/\(path)")?.isFolder == true ? paths(in: folder, system, below: path + "/") : [path]
        }
    }

    // MARK: Where things are

    /// The folder with the starter's files, which the build puts beside the program.
    static func folder(besideProgram program: String, in system: any FileSystem) throws -> String {
        let bundles = try system.list(program.parentFolder).filter { $0.hasSuffix("_PaperCommand.resources") || $0.hasSuffix("_PaperCommand.bundle") }
        for bundle in bundles {
            let folders = ["Starter", "Contents/Resources/Starter"].map { "\(program.parentFolder)/\(bundle)/\($0)" }
            if let found = try folders.first(where: { try system.status($0) != nil }) { return found }
        }
        throw UsageError(
            what: "The files of a new paper are missing.", why: "They are not beside \(program).",
            next: "Run the program in the folder where it was built, .build/release.")
    }

    /// The package that a program was built from; nil when it was moved, or is of another package.
    static func toolkit(ofProgram program: String, in system: any FileSystem) -> Toolkit? {
        sequence(first: program.parentFolder, next: { $0 == "/" ? nil : $0.parentFolder }).first { folder in
            (try? system.status("\(folder)/Sources/PaperCommand/Starter")) != nil
        }.map { .folder($0) }
    }
}
