// `init` writes a paper. What the written paper does is tried by `StarterPaperTests`, which compiles it.
import BuildGraph
import Foundation
import Testing

@Suite struct InitTests {
    let parent: String

    init() throws { parent = try RealFileSystem().makeScratchFolder() }

    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private func run(_ folder: String, package: String? = root) throws -> CommandResult {
        try SystemProcessRunner().run(
            Command(ExampleProject.program, ["init", folder] + (package.map { ["--package", $0] } ?? []), folder: parent), until: Cancellation())
    }

    private func read(_ path: String) throws -> String { try String(contentsOfFile: "\(parent)/\(path)", encoding: .utf8) }

    @Test func itWritesEveryFileOfAPaper() throws {
        let result = try run("Random walks")
        #expect(result.succeeded, "\(result.errorText)")
        for path in [
            "Package.swift", "Makefile", ".gitignore", ".github/workflows/paper.yml", "README.md", "figures/style.gp", "figures/displacement.gp",
            "paper/01-random-walk.md", "paper/references.bib", "Sources/Walks/WalkEnsemble.swift", "Sources/Walks/DisplacementFigure.swift",
            "Sources/Walks/LinearGrowth.swift", "Sources/Walks/Contents.swift", "Sources/random-walks-paper/Program.swift",
        ] { #expect(FileManager.default.fileExists(atPath: "\(parent)/Random walks/\(path)"), "\(path)") }
        let manifest = try read("Random walks/Package.swift")
        #expect(manifest.contains(".package(path: \"\(Self.root)\")") && manifest.contains("package: \"\(Self.root.lastPathComponent)\""))
        #expect(try read("Random walks/Makefile").contains("program := .build/release/random-walks-paper"))
        #expect(!manifest.contains("NAME") && !manifest.contains("IDENTITY") && !manifest.contains("DEPENDENCY"))
    }

    @Test func aPackageMayBeTheURLOfARepository() throws {
        #expect(try run("one", package: "https://example.org/tools/paper-kit.git").succeeded)
        let manifest = try read("one/Package.swift")
        #expect(manifest.contains(".package(url: \"https://example.org/tools/paper-kit.git\", branch: \"main\")"))
        #expect(manifest.contains("package: \"paper-kit\""))
    }

    @Test func aFolderWithSomethingInItIsRefusedAndLeftAlone() throws {
        try FileManager.default.createDirectory(atPath: parent + "/full", withIntermediateDirectories: true)
        try "mine".write(toFile: parent + "/full/Makefile", atomically: true, encoding: .utf8)
        let result = try run("full")
        #expect(result.ending == .exited(2) && result.errorText.contains("full is not empty") && result.errorText.contains("Makefile"))
        #expect(try read("full/Makefile") == "mine" && FileManager.default.contentsOfDirectory(atPath: parent + "/full").count == 1)
        // A file, and the current folder after `git init`.
        #expect(try run("full/Makefile").errorText.contains("is not empty"))
        try FileManager.default.createDirectory(atPath: parent + "/new/.git", withIntermediateDirectories: true)
        #expect(try run("new").succeeded)
    }

    @Test func aFolderThatIsNoSuchPackageIsRefused() throws {
        let result = try run("one", package: "/nowhere")
        #expect(result.ending == .exited(2) && result.errorText.contains("/nowhere is not the package that papers use"))
        #expect(!FileManager.default.fileExists(atPath: parent + "/one"))
    }

    @Test(arguments: [("paper", "my-paper"), ("2025", "my-2025-paper"), ("Größe", "gr-e-paper"), ("a_b", "a-b-paper"), ("my-paper", "my-paper"), ("…", "my-paper")])
    func theProgramIsCalledAfterTheFolder(folder: String, name: String) throws {
        let result = try run(folder)
        #expect(result.succeeded, "\(result.errorText)")
        #expect(try read("\(folder)/Package.swift").contains("name: \"\(name)\""))
    }
}
