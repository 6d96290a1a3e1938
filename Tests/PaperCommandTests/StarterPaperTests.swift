// The paper that `init` writes, compiled: it builds and passes, and after an edit of each of its files exactly what the edit can change
// runs. This is also the test of a study in another package: a simulation, a figure and a claim in one module. Compiling the library for
// another package takes minutes the first time (.build/starter keeps it), so it runs only when PAPER_PACKAGE_TESTS is set.
import BuildGraph
import Foundation
import Testing

@Suite(
    .enabled(if: ProcessInfo.processInfo.environment["PAPER_PACKAGE_TESTS"] != nil, "set PAPER_PACKAGE_TESTS=1 to compile the paper that init writes"))
struct StarterPaperTests {
    @Test func itPassesAndRunsAfterEachEditWhatTheEditCanChange() throws {
        let paper = try StarterPaper()
        let first = try paper.build()
        #expect(first.isSuperset(of: ["WalkEnsemble", "displacement", "W-1", "paper.html"]))
        #expect(try paper.run(["check"]).succeeded)
        #expect(try paper.build() == [])

        let walks = "Sources/Walks/"
        // A comment.
        #expect(try paper.build(after: walks + "WalkEnsemble.swift", "// The simulation", "// The simulation, in short") == [])
        // The figure: its code, its script, the style.
        for (file, old, new) in [
            (walks + "DisplacementFigure.swift", "/ Double(replicates.count) }", "* (1 / Double(replicates.count)) }"),
            ("figures/displacement.gp", "\"steps\"", "\"number of steps\""), ("figures/style.gp", "linewidth 1.8", "linewidth 2"),
        ] {
            let ran = try paper.build(after: file, old, new)
            #expect(ran.contains("displacement") && ran.isDisjoint(with: ["WalkEnsemble", "W-1"]), "\(file): \(ran)")
        }
        // The claim.
        let claimed = try paper.build(after: walks + "LinearGrowth.swift", "?? .nan", "?? Double.nan")
        #expect(claimed.contains("W-1") && claimed.isDisjoint(with: ["WalkEnsemble", "displacement"]), "\(claimed)")
        // The text, the references, the title.
        for (file, old, new) in [
            ("paper/01-random-walk.md", "spreads as", "spreads just as"), ("paper/references.bib", "Annalen der Physik", "Ann. Phys."),
            ("Sources/\(StarterPaper.name)/Program.swift", "How far", "How very far"),
        ] {
            let ran = try paper.build(after: file, old, new)
            #expect(ran.contains("paper.html") && ran.isDisjoint(with: ["WalkEnsemble", "displacement", "W-1"]), "\(file): \(ran)")
        }
        // The simulation, so that its values stay: what depends on them does not run.
        #expect(try paper.build(after: walks + "WalkEnsemble.swift", "? -1 : 1", "? 1 : -1").subtracting(["Replicates"]) == ["WalkEnsemble"])
        // The number of walkers.
        #expect(try paper.build(after: walks + "Contents.swift", "1000 : 5000", "1000 : 5001").isSuperset(of: ["WalkEnsemble", "displacement", "W-1", "walks"]))
        #expect(try paper.run(["check"]).succeeded)
    }

    @Test func thePackageMayBeARepository() throws {
        let paper = try StarterPaper(fromRepository: true)
        #expect(try paper.swift(["package", "resolve"]).succeeded)
        #expect(try paper.swift(["package", "show-dependencies"]).outputText.contains("kit"))
    }
}

/// A written paper, and its program.
private struct StarterPaper {
    static let name = "walks-paper"
    let folder: String
    private let scratch: String
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    init(fromRepository: Bool = false) throws {
        // Always in the same place: what was compiled for it stays.
        let parent = Self.root + "/.build/starter" + (fromRepository ? "-url" : "")
        (folder, scratch) = (parent + "/walks", parent + "/build")
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        var package = Self.root
        if fromRepository {
            package = "file://\(parent)/kit.git"
            try? FileManager.default.removeItem(atPath: parent + "/kit.git")
            _ = try Self.run("git", ["clone", "--quiet", "--bare", Self.root, parent + "/kit.git"], in: parent)
            _ = try Self.run("git", ["-C", parent + "/kit.git", "branch", "--force", "main", "HEAD"], in: parent)
        }
        _ = try Self.run(ExampleProject.program, ["init", folder, "--package", package], in: parent)
    }

    private static func run(_ program: String, _ arguments: [String], in folder: String) throws -> CommandResult {
        let result = try SystemProcessRunner().run(
            Command(program, arguments, folder: folder, environment: ["PAPER_CACHE": ""], timeLimit: 2400), until: Cancellation())
        try #require(result.succeeded, "\(program): \(result.outputText)\n\(result.errorText)")
        return result
    }

    func swift(_ arguments: [String]) throws -> CommandResult {
        try Self.run("swift", arguments.prefix(1) + ["--scratch-path", scratch] + arguments.dropFirst(), in: folder)
    }

    func run(_ arguments: [String]) throws -> CommandResult { try Self.run("\(scratch)/release/\(Self.name)", arguments, in: folder) }

    /// Compiles and builds; what ran, by type or label.
    func build() throws -> Set<String> {
        _ = try swift(["build", "-c", "release", "--product", Self.name])
        let ran = try ExampleProject.Report(events: try run(["build", "--json"]).outputText).ran
        return Set(ran.map { $0.contains("-") && $0 != "W-1" ? String($0.prefix { $0 != "-" }) : $0 })
    }

    /// The same, after a text in a file was replaced by another.
    func build(after path: String, _ old: String, _ new: String) throws -> Set<String> {
        let url = URL(filePath: "\(folder)/\(path)"), text = try String(contentsOf: url, encoding: .utf8)
        try #require(text.contains(old), "\(path) has no \(old)")
        try text.replacingOccurrences(of: old, with: new).write(to: url, atomically: true, encoding: .utf8)
        return try build()
    }
}
