// What people and other programs do to the folders of a build: each is survived, or answered with one message and the next
// step; the report comes out as if nothing had been.
import BuildGraph
import Foundation
import Testing

@Suite struct StoreFolderTests {
    let project: ExampleProject
    private let manager = FileManager.default

    init() throws { project = try ExampleProject() }

    private func outputs(_ project: ExampleProject) throws -> [String] {
        try ["paper.md", "claims.json", "figures/line.svg", "figures/noise.csv"].map { try project.read("build/\($0)") }
    }

    @Test func aStoreDeletedUnderARunningBuildIsSaidAndTheNextBuildMakesItAnew() throws {
        try project.write(try project.read("paper/example.md") + "\nThe walk ends at {{walk.end:.3f}}.\n", to: "paper/example.md")
        let environment = ["EXAMPLE_WALK": "300"]
        #expect(try project.build(environment: environment).result.succeeded)
        let expected = try outputs(project)
        for wait in [100_000, 200_000, 300_000, 400_000, 500_000] as [UInt32] {
            try project.remove("build")
            let build = try SpawnedBuild(["build", "--project", project.folder], environment: environment)
            usleep(wait)
            // As `rm -r` does it; what is written meanwhile may make it begin again.
            for _ in 0..<100 where project.exists("build/cache") { try? project.remove("build/cache") }
            let status = build.wait()
            if status != 0 {
                #expect(status == 2 || status == 1, "\(build.output)")
                #expect(build.output.contains("→"), "\(build.output)")
            }
            let next = try project.build(environment: environment)
            #expect(next.result.succeeded, "after \(wait) µs: \(next.result.errorText)")
            #expect(try outputs(project) == expected)
            #expect(try project.build(environment: environment).ran.isEmpty)
        }
    }

    @Test func aLockFileThatSomebodyLeftBehindStopsNobody() throws {
        try manager.createDirectory(atPath: "\(project.folder)/build/cache", withIntermediateDirectories: true)
        try project.write("12345\n", to: "build/cache/lock")
        #expect(try project.build().result.succeeded)
        #expect(try project.build().ran.isEmpty)
    }

    @Test func aLockThatIsHeldIsWaitedFor() throws {
        try project.build()
        let lock = try RealFileSystem().lock("\(project.folder)/build/cache/lock")
        let build = try SpawnedBuild(["build", "--project", project.folder], environment: ["EXAMPLE_SLOPE": "3"])
        usleep(600_000)
        lock.unlock()
        #expect(build.wait() == 0, "\(build.output)")
        #expect(try project.build(environment: ["EXAMPLE_SLOPE": "3"]).ran.isEmpty)
    }

    @Test func anObjectThatIsFourBytesShortIsToldAndMadeAgain() throws {
        try project.build()
        let objects = "\(project.folder)/build/cache/objects"
        let before = try outputs(project)
        for case let path as String in manager.enumerator(atPath: objects) ?? .init() {
            guard let bytes = manager.contents(atPath: "\(objects)/\(path)"), String(decoding: bytes, as: UTF8.self).contains("line.csv")
            else { continue }
            try RealFileSystem().truncate("\(objects)/\(path)", to: bytes.count - 4)
        }
        try project.remove("build/figures/line.svg")
        let again = try project.build()
        #expect(again.ran == ["line"])
        #expect(again.result.errorText.contains("The stored value of line was damaged."))
        #expect(try outputs(project) == before)
    }

    @Test func aBuildFolderThatIsASymbolicLinkIsUsedAndNotReplaced() throws {
        let elsewhere = try RealFileSystem().makeScratchFolder()
        try manager.createSymbolicLink(atPath: "\(project.folder)/build", withDestinationPath: elsewhere)
        #expect(try project.build().result.succeeded)
        #expect(try RealFileSystem().isLink("\(project.folder)/build"))
        #expect(manager.fileExists(atPath: "\(elsewhere)/paper.html"))
        #expect(try project.build().ran.isEmpty)
        #expect(try project.run(["clean"]).succeeded)
        #expect(try RealFileSystem().isLink("\(project.folder)/build"))
        #expect(try project.build().ran.isEmpty)
    }

    @Test func aBuildFolderThatLeadsNowhereIsNamed() throws {
        try manager.createSymbolicLink(atPath: "\(project.folder)/build", withDestinationPath: "\(project.folder)/nowhere/at/all")
        let result = try project.run(["build"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("The store cannot be written: \(project.folder)/build/cache."), "\(result.errorText)")
        #expect(result.errorText.contains("a link that leads nowhere"))
    }

    @Test func twoCheckoutsShareOneStoreAlsoAtOnce() throws {
        let other = try ExampleProject()
        let shared = ["PAPER_CACHE": try RealFileSystem().makeScratchFolder() + "/cache"]
        #expect(try project.build(environment: shared).result.succeeded)
        let second = try other.build(environment: shared)
        #expect(second.ran.isEmpty)
        #expect(try outputs(other) == outputs(project))
        for slope in 3..<7 {
            let edit = shared.merging(["EXAMPLE_SLOPE": "\(slope)"]) { $1 }
            let builds = try [project, other].map { try SpawnedBuild(["build", "--project", $0.folder], environment: edit) }
            for build in builds { #expect(build.wait() == 0, "\(build.output)") }
            #expect(try outputs(other) == outputs(project))
            #expect(try project.build(environment: edit).ran.isEmpty)
        }
    }

    @Test func filesFromTheFutureAreReadAnewAndTheirEditsAreSeen() throws {
        try project.build()
        let file = "\(project.folder)/figures/line.gp"
        func setTime(_ date: Date) throws { try manager.setAttributes([.modificationDate: date], ofItemAtPath: file) }
        try setTime(Date(timeIntervalSinceNow: 10 * 365 * 86_400))
        #expect(try project.build().ran.isEmpty)
        // An edit of the same length at the same time: size and time alone would not show it.
        let script = try project.read("figures/line.gp")
        try project.write(script.replacingOccurrences(of: "with lines", with: "with steps"), to: "figures/line.gp")
        try setTime(Date(timeIntervalSinceNow: 10 * 365 * 86_400))
        #expect(try project.build().ran == ["PlacedFigure", "line", "paper.html"])
        // The clock was set back: what was built in its future is up to date.
        try setTime(Date(timeIntervalSince1970: 0))
        #expect(try project.build().ran.isEmpty)
    }
}
