// What is no file in the place of each file that the command opens: it is refused at once and by name, with the next step.
import BuildGraph
import Foundation
import Testing

@Suite struct ObstacleTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    enum Obstacle: String, Sendable, CaseIterable {
        case folder, pipe, device, socket, link, large

        /// Puts it in the place of a file.
        func put(at path: String) throws {
            _ = try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path.parentFolder, withIntermediateDirectories: true)
            switch self {
            case .folder: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            case .pipe: #expect(mkfifo(path, 0o600) == 0)
            case .device: #expect(symlink("/dev/zero", path) == 0)
            case .socket: try bindSocket(at: path)
            case .link: #expect(symlink(path, path) == 0)
            case .large:
                _ = FileManager.default.createFile(atPath: path, contents: nil)
                #expect(truncate(path, 60_000_000_000) == 0)
            }
        }

        private func bindSocket(at path: String) throws {
            let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
            }
            #expect(result == 0)
        }
    }

    /// What a build needs, and cannot do without.
    static let needed = [
        "paper/example.md", "paper/references.bib", "figures/style.gp", "figures/line.gp", "paper/verdicts.json", "paper/ledger.json",
        "build/cache/traces.journal", "build/cache/lock", "build/cache/in-use",
    ]

    @Test(arguments: needed, Obstacle.allCases) func inTheWayOfABuildItIsNamed(file: String, obstacle: Obstacle) throws {
        // A lock of any size is a lock, and a journal is read as far as it goes.
        if obstacle == .large && file.hasPrefix("build/cache/") { return }
        try obstacle.put(at: "\(project.folder)/\(file)")
        let result = try project.run(["build"], timeLimit: 40)
        #expect(result.ending == .exited(1) || result.ending == .exited(2), "\(result.ending) \(result.errorText)")
        #expect(result.errorText.contains(file), "\(result.errorText)")
        #expect(result.errorText.contains("→"), "\(result.errorText)")
        #expect(!result.errorText.contains("There is no section"), "\(result.errorText)")
        for command in [["list"], ["plan"], ["why", "line"]] {
            #expect(try project.run(command, timeLimit: 40).ending != .timedOut, "\(command)")
        }
    }

    /// What only saves time, or is written anew.
    static let replaced = ["build/cache/files.journal", "build/.outputs", "build/.profile"]

    @Test(arguments: replaced, [Obstacle.pipe, .device, .socket]) func inThePlaceOfWhatOnlySavesTimeItDoesNotMatter(file: String, obstacle: Obstacle) throws {
        try obstacle.put(at: "\(project.folder)/\(file)")
        #expect(try project.build().result.succeeded)
        #expect(try project.build().ran.isEmpty)
    }

    @Test(arguments: ["build/paper.html", "build/figures", "build/figures/line.svg"]) func aFolderOrAFileInTheWayOfAnOutputIsNamed(file: String) throws {
        let obstacle = file == "build/figures" ? "a file" : "a folder"
        if obstacle == "a folder" { try Obstacle.folder.put(at: "\(project.folder)/\(file)") } else { try project.write("mine", to: file) }
        let result = try project.run(["build"], timeLimit: 40)
        #expect(result.ending == .exited(2), "\(result.ending) \(result.errorText)")
        #expect(result.errorText.contains(file) && result.errorText.contains("→"), "\(result.errorText)")
        try project.remove(file)
        #expect(try project.build().result.succeeded)
        #expect(project.exists("build/paper.html"))
    }

    @Test(arguments: Obstacle.allCases) func inThePlaceOfAnArchiveItIsNamed(_ obstacle: Obstacle) throws {
        let archive = "\(project.folder)/values.tar"
        try obstacle.put(at: archive)
        let result = try project.run(["cache", "import", archive], timeLimit: 40)
        #expect(result.ending == .exited(2), "\(result.ending) \(result.errorText)")
        #expect(result.errorText.contains(archive), "\(result.errorText)")
    }

    @Test func aTextThatIsLongerThanAnyIsRefusedWithItsLimit() throws {
        try project.write(String(repeating: "word ", count: 1_000_000), to: "paper/example.md")
        let result = try project.run(["build"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("paper/example.md is too large") && result.errorText.contains("4.0 MB"), "\(result.errorText)")
    }
}
