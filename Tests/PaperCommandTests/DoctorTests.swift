// paper doctor: what is well, what is not, and how each is mended; and that the mends mend.
import BuildGraph
import Foundation
import Testing

@Suite struct DoctorTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    struct Finding: Decodable { var what: String, state: String, detail: String, mend: String? }

    private func findings(_ environment: [String: String] = [:]) throws -> (result: CommandResult, findings: [Finding]) {
        let result = try project.run(["doctor", "--json"], environment: environment)
        return (result, try JSONDecoder().decode([Finding].self, from: Data(result.output)))
    }

    private func object() throws -> String {
        let objects = "\(project.folder)/build/cache/objects"
        let paths = (FileManager.default.enumerator(atPath: objects)?.allObjects as? [String] ?? []).sorted()
        return "\(objects)/" + (try #require(paths.first { $0.count == 65 && $0.contains("/") }))
    }

    @Test func aSoundProjectIsWellAndNothingIsWritten() throws {
        try project.build()
        let before = try FileManager.default.subpathsOfDirectory(atPath: project.folder)
        let (result, findings) = try findings()
        #expect(result.ending == .exited(0))
        #expect(findings.allSatisfy { $0.state == "ok" }, "\(findings)")
        for what in ["paper", "store", "gnuplot", "pandoc", "machine"] { #expect(findings.contains { $0.what == what }, "\(what)") }
        #expect(try FileManager.default.subpathsOfDirectory(atPath: project.folder) == before)
        let text = try project.run(["doctor"])
        #expect(text.outputText.contains("✓ gnuplot"))
        #expect(text.outputText.contains("No problems found."))
        #expect(text.outputText.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text.outputText)")
    }

    @Test func aProjectThatWasNeverBuiltIsWell() throws {
        #expect(try findings().result.ending == .exited(0))
        #expect(!project.exists("build"))
    }

    @Test func aDamagedValueIsAProblemAndItsMendMendsIt() throws {
        try project.build()
        let path = try object()
        var bytes = try #require(FileManager.default.contents(atPath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: path))
        let (result, findings) = try findings()
        #expect(result.ending == .exited(1))
        let finding = try #require(findings.first { $0.state == "problem" })
        let mend = try #require(finding.mend).replacingOccurrences(of: "paper build", with: "\"$0\" build --project .")
            .replacingOccurrences(of: "paper doctor", with: "\"$0\" doctor --project .")
        let mended = try SystemProcessRunner().run(
            Command("bash", ["-c", mend, ExampleProject.program], folder: project.folder, environment: ["PAPER_CACHE": ""]), until: Cancellation())
        #expect(mended.succeeded, "\(mend): \(mended.errorText)")
        #expect(try self.findings().result.ending == .exited(0))
    }

    @Test func whatKilledBuildsLeftIsAWarningAndItsMendMendsIt() throws {
        try project.build()
        try project.write("half", to: "build/cache/objects/new/99-1-1")
        let (result, findings) = try findings()
        #expect(result.ending == .exited(0))
        #expect(findings.first { $0.state == "warning" }?.mend == "paper gc")
        #expect(try project.run(["gc", "--apply"]).succeeded)
        #expect(try self.findings().findings.allSatisfy { $0.state == "ok" })
    }

    @Test(arguments: ["gnuplot", "pandoc"]) func aMissingProgramIsAProblemWithItsCommand(program: String) throws {
        let folder = try RealFileSystem().makeScratchFolder()
        for other in ["gnuplot", "pandoc", "curl"] where other != program {
            if let real = SystemProcessRunner.find(other) {
                try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(other)", withDestinationPath: real)
            }
        }
        let (result, findings) = try findings(["PATH": folder])
        #expect(result.ending == .exited(1))
        let finding = try #require(findings.first { $0.what == program })
        #expect(finding.state == "problem")
        #expect(finding.mend?.contains("apt-get install") == true)
    }

    @Test func anOldProgramIsAProblem() throws {
        let folder = try RealFileSystem().makeScratchFolder()
        try "#!/bin/sh\necho 'gnuplot 4.6 patchlevel 3'\n".write(toFile: "\(folder)/gnuplot", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/gnuplot")
        let path = "\(folder):" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        let finding = try #require(try findings(["PATH": path]).findings.first { $0.what == "gnuplot" })
        #expect(finding.state == "problem")
        #expect(finding.detail.contains("4.6"))
    }

    @Test func aMistakeInTheTextIsAProblem() throws {
        try project.write("# Title\n\n{{claim EX-77}}\n", to: "paper/example.md")
        let (result, findings) = try findings()
        #expect(result.ending == .exited(1))
        #expect(findings.first?.state == "problem")
        #expect(findings.first?.detail.contains("EX-77") == true)
    }

    @Test func aStoreOfAnotherVersionIsToldAndTheProgramsAreStillLookedAt() throws {
        try project.write("PAPER999 and more", to: "build/cache/traces.journal")
        let (result, findings) = try findings()
        #expect(result.ending == .exited(1))
        #expect(findings.contains { $0.state == "problem" && $0.detail.contains("another version") })
        #expect(findings.contains { $0.what == "gnuplot" && $0.state == "ok" })
    }

    @Test func aPaperAddsChecksOfItsOwn() throws {
        let finding = try #require(try findings(["EXAMPLE_HEALTH": "ailing"]).findings.first { $0.what == "example" })
        #expect(finding.state == "warning")
        #expect(finding.mend == "rest")
        let broken = try findings(["EXAMPLE_HEALTH": "broken"])
        #expect(broken.result.ending == .exited(1))
    }
}
