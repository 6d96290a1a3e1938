// Real disks that are full or cannot be written: one clear message with the next step, and nothing that was finished is lost.
import BuildGraph
import Foundation
import Testing

/// A small disk in memory. Making one needs root: elsewhere these tests are skipped, and say so.
private final class SmallDisk {
    let path: String

    init(kilobytes: Int) throws {
        path = try RealFileSystem().makeScratchFolder()
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
    }

    func remount(_ options: String) throws { try Self.run("mount", "-o", "remount,\(options)", path) }

    /// Fills the disk but for so many kilobytes.
    func fill(leaving kilobytes: Int) throws {
        let ballast = path + "/ballast", files = RealFileSystem()
        let block = [UInt8](repeating: 1, count: 4096)
        while (try? files.append(block, to: ballast)) != nil {}
        let size = try files.status(ballast)?.size ?? 0
        try files.truncate(ballast, to: max(0, size / 4096 * 4096 - kilobytes * 1024))
    }

    func empty() throws { try RealFileSystem().remove(path + "/ballast") }

    deinit {
        try? Self.run("umount", "-l", path)
        try? RealFileSystem().remove(path)
    }

    private static func run(_ program: String, _ arguments: String...) throws {
        let result = try SystemProcessRunner().run(Command(program, arguments), until: Cancellation())
        guard result.succeeded else { throw BuildError.workerEnded(result.ending, log: result.errorText) }
    }

    static let isPossible: Bool = {
        guard let disk = try? SmallDisk(kilobytes: 64) else { return false }
        return FileManager.default.fileExists(atPath: disk.path)
    }()
}

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small disk needs root"))
struct DiskTests {
    let project: ExampleProject
    private let disk: SmallDisk
    private var cache: [String: String] { ["PAPER_CACHE": disk.path + "/cache"] }

    init() throws {
        project = try ExampleProject()
        disk = try SmallDisk(kilobytes: 2048)
    }

    @Test func aFullDiskEndsTheBuildWithOneMessageAndFinishedWorkIsKept() throws {
        try disk.remount("size=64k")
        let first = try project.run(["build"], environment: cache)
        #expect(first.ending == .exited(2))
        #expect(first.errorText.contains("The disk of \(disk.path)/") && first.errorText.contains(" is full."), "\(first.errorText)")
        #expect(first.errorText.contains("→ Make room"))
        #expect(first.errorText.components(separatedBy: "✗").count == 2, "one message: \(first.errorText)")
        try disk.remount("size=2048k")
        let second = try project.build(environment: cache)
        #expect(second.result.succeeded, "\(second.result.errorText)")
        // The replicates of noise had been stored before there was no room for a figure.
        #expect(second.ran.count(where: { $0 == "Noise" }) == 0, "\(second.ran)")
        #expect(try project.build(environment: cache).ran.isEmpty)
    }

    @Test func aDiskThatIsFullForOutputsOnlyIsSaidToBeFull() throws {
        #expect(try project.build(environment: cache).result.succeeded)
        try project.remove("build")
        try FileManager.default.createSymbolicLink(atPath: "\(project.folder)/build", withDestinationPath: disk.path)
        try disk.fill(leaving: 24)
        let result = try project.run(["build"], environment: cache)
        #expect(result.ending == .exited(2), "\(result.errorText)")
        #expect(result.errorText.contains("The disk of ") && result.errorText.contains("/build") && result.errorText.contains(" is full."), "\(result.errorText)")
        try disk.empty()
        #expect(try project.build(environment: cache).ran.isEmpty)
        #expect(project.exists("build/paper.html"))
    }

    @Test func aReadOnlyStoreServesWhatItHoldsAndIsNamedWhenItMustBeWritten() throws {
        #expect(try project.build(environment: cache).result.succeeded)
        try disk.remount("ro")
        try project.remove("build")
        let again = try project.build(environment: cache)
        #expect(again.result.succeeded, "\(again.result.errorText)")
        #expect(again.ran.isEmpty && project.exists("build/figures/line.svg"))

        var edited = cache
        edited["EXAMPLE_SLOPE"] = "3"
        let result = try project.run(["build"], environment: edited)
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("The store cannot be written: \(disk.path)/cache."))
        #expect(result.errorText.contains("PAPER_CACHE"))
        // Looking costs no writing.
        #expect(try project.run(["why", "line"], environment: edited).succeeded)
        try disk.remount("rw")
        #expect(try project.build(environment: edited).result.succeeded)
    }

    @Test func aDiskWithoutRoomForCheckpointsDoesNotFailTheTarget() throws {
        try project.write(try project.read("paper/example.md") + "\nThe walk ends at {{walk.end:.3f}}.\n", to: "paper/example.md")
        // A state takes 160 kB, and twice that while it is replaced; the value is small.
        try disk.fill(leaving: 240)
        var environment = cache
        environment["EXAMPLE_WALK"] = "40"
        let build = try project.run(["build", "walk"], environment: environment)
        #expect(build.succeeded, "\(build.errorText)")
        let why = try project.run(["why", "walk"], environment: environment).outputText
        #expect(why.contains("A checkpoint could not be written") && why.contains("The disk of \(disk.path)/") && why.contains(" is full."), "\(why)")
    }
}
