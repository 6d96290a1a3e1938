// The preview as a command: what leads to how many builds, how it ends, and what it says.
import BuildGraph
import Foundation
import PaperCommand
import TestSupport
import Testing

@Suite struct PreviewTests {
    private let project: ExampleProject

    init() throws { project = try ExampleProject() }

    /// A target that takes a second per thousand steps is built only if something needs it.
    private func quoteTheWalk() throws { try project.write(project.read("paper/example.md") + "\n\nIt ends at {{walk.end:.2f}}.\n", to: "paper/example.md") }

    @Test func thousandsOfFilesThatChangeAtOnceAreOneBuild() throws {
        let preview = try RunningPreview(project)
        try preview.waitForBuilds(1)
        for number in 0..<2000 { try project.write("\(number)", to: "staging/notes-\(number).txt") }
        #expect(try SystemProcessRunner().run(Command("sh", ["-c", "mv staging/* paper/"], folder: project.folder), until: Cancellation()).succeeded)
        try project.write("set title 'a thousand'\nplot data index line using x:y with lines\n", to: "figures/line.gp")
        try preview.waitForBuilds(2)
        try preview.program.wait { try project.read("build/figures/line.svg").contains("a thousand") }
        usleep(500_000)
        // One for all, or two where moving them took longer than half a second, and perhaps one for the script.
        #expect(preview.builds.count <= 4, "\(preview.program.output)")
        #expect(preview.interrupt() == 0)
    }

    @Test func anEditDuringABuildIsBuiltAfterItAndCtrlCEndsTheBuildToo() throws {
        try quoteTheWalk()
        let preview = try RunningPreview(project, environment: ["EXAMPLE_WALK": "1200"])
        try preview.program.wait { !preview.program.workers.isEmpty }
        try project.write("set title 'meanwhile'\nplot data index line using x:y with lines\n", to: "figures/line.gp")
        try preview.program.wait { (try? project.read("build/figures/line.svg"))?.contains("meanwhile") == true }
        #expect(preview.interrupt() == 0)
        // A long one is interrupted, and nothing of it goes on.
        let long = try RunningPreview(project, environment: ["EXAMPLE_WALK": "60000"])
        try long.program.wait { !long.program.workers.isEmpty }
        #expect(long.interrupt() == 0 && long.program.programs.isEmpty)
        #expect(long.program.output.contains("Finished work is kept"))
        #expect(try project.run(["doctor"], environment: ["EXAMPLE_WALK": "60000"]).succeeded)
    }

    @Test func aPreviewThatIsKilledLeavesNothingRunning() throws {
        try quoteTheWalk()
        let preview = try RunningPreview(project, environment: ["EXAMPLE_WALK": "60000"])
        try preview.program.wait { !preview.program.workers.isEmpty }
        preview.program.kill(.main)
        preview.program.wait()
        try preview.program.wait { preview.program.programs.isEmpty }
    }

    @Test func filesThatComeLaterOrGoForAWhileAreNoticed() throws {
        let preview = try RunningPreview(project)
        try preview.waitForBuilds(1)
        let script = try project.read("figures/line.gp")
        try project.remove("figures/line.gp")
        try preview.program.wait { preview.program.output.contains("figures/line.gp") && preview.builds.count == 2 }
        try project.write(script, to: "figures/line.gp")
        try preview.waitForBuilds(3)
        #expect(preview.builds.last?.hasPrefix("✓") == true, "\(preview.program.output)")
        // A folder that is replaced.
        try FileManager.default.moveItem(atPath: project.folder + "/figures", toPath: project.folder + "/figures-old")
        try preview.waitForBuilds(4)
        try FileManager.default.moveItem(atPath: project.folder + "/figures-old", toPath: project.folder + "/figures")
        try preview.program.wait { preview.builds.last?.hasPrefix("✓") == true }
        #expect(preview.interrupt() == 0)
    }

    @Test func figuresAloneAreShownWithoutAPage() throws {
        let preview = try RunningPreview(project, ["line"])
        try preview.waitForBuilds(1)
        let page = try preview.ask("/").text
        #expect(page.contains("<img src=\"figures/line.svg?") && !page.contains("noise.svg") && !project.exists("build/paper.html"))
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try preview.waitForBuilds(2)
        #expect(try preview.ask("/").text != page && preview.interrupt() == 0)
    }

    /// For programs: what a build is made from, and what is wrong with it.
    @Test func buildsTellTheirFilesWarningsAndErrorsAsEvents() throws {
        try project.write("# Forgotten", to: "paper/forgotten.md")
        let built = try project.run(["build", "--json"])
        #expect(built.outputText.contains("\"event\":\"files\"") && built.outputText.contains("\(project.folder)/figures/style.gp"))
        #expect(built.outputText.contains("{\"event\":\"warning\",\"what\":\"paper/forgotten.md is no chapter"))
        try project.write("# A\n\n{{EX-9.observed:.2f}}\n", to: "paper/example.md")
        let failed = try project.run(["build", "--json"])
        #expect(failed.ending == .exited(2) && failed.outputText.contains("{\"event\":\"error\",\"what\":\"paper/example.md:3:"), "\(failed.outputText)")
    }
}

@Suite struct PreviewWordsTests {
    @Test func errorsOfTheCompilerHaveTheirPlaces() {
        let output = """
            [1/3] Compiling Walks WalkEnsemble.swift
            /p/Sources/Walks/A.swift:12:9: error: cannot find 'steps' in scope
            10 |     let a = 1
            12 |     let b = steps
               |             `- error: cannot find 'steps' in scope
            13 | }
            [2/3] Compiling Walks B.swift
            /p/Sources/Walks/A.swift:12:9: error: cannot find 'steps' in scope
            /p/Sources/Walks/B.swift:3:1: warning: unused
            /p/Sources/Walks/B.swift:4:5: \u{1b}[31merror:\u{1b}[0m missing return
            error: fatalError
            """
        let problems = CompilerMessages.problems(in: output, root: "/p")
        #expect(problems.map(\.place) == ["Sources/Walks/A.swift:12:9", "Sources/Walks/B.swift:4:5"])
        #expect(problems.map(\.what) == ["cannot find 'steps' in scope", "missing return"])
        #expect(problems.first?.output?.contains("let b = steps") == true && problems.last?.output == nil)
        let other = CompilerMessages.problems(in: "Building\nerror: no such module 'Walks'\n", root: "/p")
        #expect(other.map(\.what) == ["no such module 'Walks'"])
        #expect(CompilerMessages.problems(in: "", root: "/p").count == 1)
        let many = (1...30).map { "/p/Sources/A.swift:\($0):1: error: no \($0)" }.joined(separator: "\n")
        #expect(CompilerMessages.problems(in: many, root: "/p").count == 21 && CompilerMessages.problems(in: many, root: "/p").last?.what == "10 more errors of the compiler.")
    }

    @Test func placesAreFoundWhereverTheyStand() {
        let first = PreviewProblem(.error, "paper/02-spectra.md:12:5: There is no figure called specra.")
        #expect(first.place == "paper/02-spectra.md:12:5" && first.what == "There is no figure called specra.")
        let inside = PreviewProblem(.error, "gnuplot stopped in figure line, figures/line.gp:3: undefined variable: x")
        #expect(inside.place == "figures/line.gp:3" && inside.what.hasPrefix("gnuplot stopped"))
        #expect(PreviewProblem(.warning, "At 12:30 the disk was full.").place == nil)
        #expect(PreviewProblem(.error, "It stopped, figures/line.gp:3: undefined variable: x", output: "figures/line.gp:3: undefined variable: x\n").output == nil)
        #expect(PreviewProblem(.error, "It stopped, figures/line.gp:3: undefined variable: x", output: "line one\nline two").output == "line one\nline two")
        // An error of several places is several.
        var event = PreviewEvent("error")
        (event.what, event.output) = ("The paper has 2 errors.", "paper/a.md:1:1: One.\npaper/b.md:2:1: Two.")
        #expect(PreviewProblem.all(in: event).map(\.place) == ["paper/a.md:1:1", "paper/b.md:2:1"])
    }

    @Test func theProjectsOwnCommandCompiles() {
        func command(_ program: String, _ makefile: String?) -> String? { CompileCommand.found(root: "/p", program: program, makefile: makefile) }
        #expect(command("/p/.build/x86_64/release/my-paper", "all:\n\tx\ncompiled: .build/x\n") == "make --no-print-directory compiled")
        #expect(command("/p/.build/x86_64/release/my-paper", "all:\n") == "swift build -c release --product 'my-paper'")
        #expect(command("/p/.build/x86_64/debug/my-paper", nil) == "swift build -c debug --product 'my-paper'")
        // Another project's program, or one that is installed.
        #expect(command("/usr/bin/paper", "compiled:\n") == nil)
    }

    @Test func theStripIsPutBeforeTheEndOfThePageAndNowhereElse() {
        let page = "<body>a</body><p>not </body> here</p><body>b</body>\n</html>"
        let text = String(decoding: PreviewStrip.added(to: Array(page.utf8), version: "abc"), as: UTF8.self)
        #expect(text.hasPrefix("<body>a</body><p>not </body> here</p><body>b\n<script data-preview>") && text.hasSuffix("</script>\n\n</body>\n</html>".replacing("\n\n</body>", with: "\n</body>")))
        #expect(text.contains("let version = \"abc\"") && text.components(separatedBy: "</script>").count == 2)
        #expect(String(decoding: PreviewStrip.added(to: Array("no end".utf8), version: nil), as: UTF8.self).hasPrefix("no end\n<script data-preview>"))
    }
}
