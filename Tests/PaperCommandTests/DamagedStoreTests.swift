// A flipped bit in a journal, as every command meets it: told once, nothing changed by those that only look, refused by those that take
// something out, mended by builds and when asked for.
import BuildGraph
import Foundation
import Testing

@Suite struct DamagedStoreTests {
    let project: ExampleProject
    private var cache: String { project.folder + "/build/cache" }

    init() throws { project = try ExampleProject() }

    private func store() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: cache) ?? .init() {
            files[path] = try? RealFileSystem().read("\(cache)/\(path)")
        }
        return files.filter { !$0.value.isEmpty }
    }

    private func flipABit(_ journal: String, at share: Double = 0.5) throws {
        var bytes = try RealFileSystem().read("\(cache)/\(journal)")
        bytes[Int(Double(bytes.count) * share)] ^= 4
        try RealFileSystem().write(bytes, to: "\(cache)/\(journal)")
    }

    @Test(arguments: ["traces.journal", "files.journal"]) func readersTellItOnceAndChangeNothing(journal: String) throws {
        // Digests of files are remembered when the files are older than two seconds.
        if journal == "files.journal" { Thread.sleep(forTimeInterval: 2.1) }
        try project.build()
        try flipABit(journal, at: 0.4)
        let before = try store()
        for arguments in [["list"], ["plan"], ["why", "line"], ["show", "EX-1"], ["graph"], ["profile"], ["build", "--dry-run"]] {
            let result = try project.run(arguments)
            #expect(result.errorText.components(separatedBy: "\(cache)/\(journal) is damaged").count == 2, "\(arguments): \(result.errorText)")
            #expect(try store() == before, "\(arguments)")
        }
        let doctor = try project.run(["doctor"])
        #expect(doctor.ending == .exited(1))
        #expect(doctor.outputText.contains("→ example-paper doctor --mend"), "\(doctor.outputText)")
        #expect(!doctor.errorText.contains("damaged"), "\(doctor.errorText)")
        for arguments in [["gc"], ["gc", "--apply"], ["cache", "export", project.folder + "/values.tar"]] {
            let result = try project.run(arguments)
            #expect(result.ending == .exited(2), "\(arguments)")
            #expect(result.errorText.contains("→ `example-paper build` and `example-paper doctor --mend`"), "\(arguments): \(result.errorText)")
            #expect(try store() == before, "\(arguments)")
        }
        #expect(!project.exists("values.tar"))
    }

    @Test func aBuildMendsAndRunsOnlyWhatWasLost() throws {
        try project.build()
        try flipABit("traces.journal")
        let damaged = try store()["traces.journal"]
        let build = try project.build()
        #expect(build.ran.count <= 1, "\(build.ran)")
        #expect(build.result.errorText.contains("It was set aside as"), "\(build.result.errorText)")
        #expect(try store().contains { $0.key.hasPrefix("traces.journal.damaged-") && $0.value == damaged })
        #expect(try project.build().ran.isEmpty)
        // The copy is not collected without a word.
        let collection = try project.run(["gc", "--apply"])
        #expect(collection.succeeded && collection.errorText.contains("What was damaged and set aside stays"), "\(collection.errorText)")
        #expect(try store().contains { $0.key.hasPrefix("traces.journal.damaged-") && $0.value == damaged })
        #expect(try project.build().ran.isEmpty)
    }

    @Test func theDoctorMendsWhenAsked() throws {
        try project.build()
        try flipABit("traces.journal")
        let damaged = try store()["traces.journal"]
        let doctor = try project.run(["doctor", "--mend"])
        #expect(doctor.errorText.contains("It was set aside as"), "\(doctor.errorText)")
        #expect(!doctor.outputText.contains("is damaged"), "\(doctor.outputText)")
        #expect(try store().contains { $0.key.hasPrefix("traces.journal.damaged-") && $0.value == damaged })
        #expect(try project.run(["gc"]).succeeded)
        #expect(try project.build().ran.count <= 1)
    }

    @Test func aDamagedVersionIsDamageAndNotAnotherVersion() throws {
        try project.build()
        var bytes = try RealFileSystem().read("\(cache)/traces.journal")
        bytes[7] ^= 1
        try RealFileSystem().write(bytes, to: "\(cache)/traces.journal")
        #expect(try project.run(["list"]).errorText.contains("is damaged"))
        #expect(try project.build().ran.isEmpty)
    }
}
