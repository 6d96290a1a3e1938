// `paper export` on the real example: what leaves, and what is refused.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct LeavingTests {
    let project: ExampleProject
    var folder: String { project.folder + ".out" }

    init() throws { project = try ExampleProject() }

    private func refused(_ arguments: [String], _ environment: [String: String] = [:]) throws -> String {
        let result = try project.run(["export"] + arguments, environment: environment)
        #expect(result.ending == .exited(2))
        #expect(!FileManager.default.fileExists(atPath: folder))
        return result.errorText
    }

    @Test func whatIsNotBuiltOrNotAtThisProfileOrNotUpToDateDoesNotLeave() throws {
        #expect(try refused(["rocrate", folder]).contains("The paper is not built at profile laptop."))
        try project.build()
        let other = try refused(["latex", folder, "--profile", "paper"])
        #expect(other.contains("at profile paper") && other.contains("→ Build first: example-paper build --profile paper"))
        try project.write(try project.read("paper/example.md") + "\nMore.\n", to: "paper/example.md")
        #expect(try refused(["archive", folder]).contains("The build at profile laptop is not up to date."))
    }

    @Test func aFigureThatFailedKeepsThePaperFromLeavingAndIsNamed() throws {
        try project.build()
        try project.write("plot nonsense(\n", to: "figures/line.gp")
        #expect(try !project.build().result.succeeded)
        let text = try refused(["latex", folder])
        #expect(text.contains("The figure line failed in the last build, so that nothing is exported."))
    }

    @Test func aFolderThatIsNotEmptyIsRefused() throws {
        try project.build()
        let result = try project.run(["export", "rocrate", project.folder])
        #expect(result.ending == .exited(2) && result.errorText.contains("is not empty."))
    }

    @Test func theLaTeXSourceIsCompiledWithoutAnError() throws {
        try project.build()
        let result = try project.run(["export", "latex", folder])
        #expect(result.succeeded, "\(result.errorText)")
        #expect(FileManager.default.fileExists(atPath: folder + "/figures/line.pdf"))
        guard let latexmk = OptionalProgram.find("latexmk") else { return }
        let compiled = try SystemProcessRunner().run(Command(latexmk, ["-interaction=nonstopmode"], folder: folder), until: Cancellation())
        #expect(compiled.succeeded, "\(compiled.outputText.suffix(3000))")
        let log = String(decoding: FileManager.default.contents(atPath: folder + "/paper.log") ?? Data(), as: UTF8.self)
        for word in ["Overfull", "undefined", "Missing character"] { #expect(!log.contains(word), "\(word)") }
    }

    @Test func theSamePaperIsTheSameLaTeX() throws {
        try project.build()
        for name in ["a", "b"] { #expect(try project.run(["export", "latex", folder + name]).succeeded) }
        for file in ["paper.tex", "figures/line.pdf", "figures/noise.pdf"] {
            #expect(FileManager.default.contents(atPath: "\(folder)a/\(file)") == FileManager.default.contents(atPath: "\(folder)b/\(file)"), "\(file)")
        }
    }

    @Test func thePrintedPageIsTaggedAndHasATitleAndAnOutline() throws {
        guard OptionalProgram.find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable") != nil else { return }
        try project.build()
        let result = try project.run(["export", "pdf"], timeLimit: 300)
        #expect(result.succeeded && result.outputText == "build/paper.pdf\n" && result.errorText.isEmpty, "\(result.errorText)")
        guard let pdfinfo = OptionalProgram.find("pdfinfo") else { return }
        let information = try SystemProcessRunner().run(Command(pdfinfo, [project.folder + "/build/paper.pdf"]), until: Cancellation()).outputText
        #expect(information.contains(#/Title: +An example\n/#) && information.contains(#/Tagged: +yes/#))
    }

    @Test func withoutChromiumThatIsSaidInOneMessage() throws {
        try project.build()
        // A PATH with the programs of the build alone.
        for name in ["gnuplot", "pandoc", "git"] {
            guard let real = SystemProcessRunner.find(name) else { continue }
            try FileManager.default.createDirectory(atPath: project.folder + "/programs", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: "\(project.folder)/programs/\(name)", withDestinationPath: real)
        }
        let result = try project.run(["export", "pdf"], environment: ["PATH": project.folder + "/programs"])
        #expect(result.ending == .exited(2) && result.errorText.contains("Chromium was not found."))
        #expect(!project.exists("build/paper.pdf"))
    }

    @Test func theCitationIsWrittenIntoTheProject() throws {
        let result = try project.run(["export", "citation"])
        #expect(result.succeeded && result.outputText == "CITATION.cff\n")
        #expect(try project.read("CITATION.cff").contains("title: \"An example\"\nauthors:\n  - name: \"The tests\"\n"))
    }

    @Test func whoHasTheArchiveAloneStartsWarmAndVerifiesASample() throws {
        try project.build()
        #expect(try project.run(["export", "archive", folder]).succeeded)
        let guide = try String(contentsOfFile: folder + "/REVIEW.md", encoding: .utf8)
        #expect(guide.contains("cache import ../values.tar"))
        // Another folder, another home, and no store.
        let sources = folder + "/sources", environment = ["PAPER_CACHE": "", "HOME": folder + "/home"]
        func run(_ arguments: [String]) throws -> CommandResult {
            try SystemProcessRunner().run(Command(ExampleProject.program, arguments, folder: sources, environment: environment, timeLimit: 120), until: Cancellation())
        }
        let imported = try run(["cache", "import", "../values.tar"])
        #expect(imported.succeeded && imported.errorText.contains("\(SharingMachine.targets) of \(SharingMachine.targets) targets of profile laptop are now up to date."), "\(imported.errorText)")
        let verified = try run(["verify", "--sample", "20%", "--seed", "1"])
        #expect(verified.succeeded, "\(verified.errorText)")
        let built = try run(["build", "--json"])
        #expect(try ExampleProject.Report(events: built.outputText).ran.isEmpty)
        #expect(try String(contentsOfFile: sources + "/build/paper.md", encoding: .utf8) == String(contentsOfFile: folder + "/report/paper.md", encoding: .utf8))
    }

    @Test func theArchiveIsSignedByTheAuthorsKeyAndTheReviewersImportNamesIt() throws {
        let author = try SharingMachine.signing(), folder = author.project.folder + ".out", targets = SharingMachine.targets
        func guide(_ folder: String) throws -> String { try String(contentsOfFile: folder + "/REVIEW.md", encoding: .utf8) }
        func taken(_ folder: String, _ more: [String] = []) throws -> CommandResult {
            let environment = ["PAPER_CACHE": "", "HOME": folder + "/home", "XDG_CONFIG_HOME": "", "PAPER_SIGNING_KEY": ""]
            let command = Command(ExampleProject.program, ["cache", "import", "../values.tar"] + more, folder: folder + "/sources", environment: environment, timeLimit: 60)
            return try SystemProcessRunner().run(command, until: Cancellation())
        }
        try author.build(remote: nil)
        let signed = try author.run(["export", "archive", folder])
        #expect(signed.succeeded && signed.errorText.contains("✓ \(targets) values signed by"), "\(signed.errorText)")
        #expect(try guide(folder).contains("\(targets) of them are signed by") && !guide(folder).contains("--untrusted"))
        let imported = try taken(folder)
        #expect(imported.succeeded && imported.errorText.contains("✓ \(targets) values signed by"), "\(imported.errorText)")
        // Without the key the paper would refuse its own archive: this is said, and the reviewer's steps say how it is taken all the same.
        let other = folder + ".unsigned", unsigned = try author.run(["export", "archive", other], environment: ["HOME": author.home + "/other"])
        #expect(unsigned.succeeded && unsigned.errorText.contains("refuses the archive without --untrusted"), "\(unsigned.errorText)")
        #expect(try guide(other).contains("Nobody signed them.") && guide(other).contains("cache import ../values.tar --untrusted\n"))
        #expect(try !taken(other).succeeded)
        #expect(try taken(other, ["--untrusted"]).succeeded)
    }

    @Test func theReviewersCommandCompilesWithTheFlagsOfTheMakefile() throws {
        try project.write("compiled:\n\tswift build\n", to: "Makefile")
        try project.build()
        #expect(try project.run(["export", "archive", folder]).succeeded)
        #expect(try String(contentsOfFile: folder + "/REVIEW.md", encoding: .utf8).contains("cd sources\nmake compiled\n"))
    }
}
