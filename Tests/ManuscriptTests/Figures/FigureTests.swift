// Figures through the engine and the real gnuplot: what comes out, and what its errors say.
import BuildGraph
import Foundation
import Manuscript
import Testing

struct TestFigure: Figure {
    var plot = Plot("test-figure", width: 400, height: 260)
    var depths: [Double] = [2, 8]

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        drawing.add("theory", family: depths.map { depth in
            let x = (0...20).map { Double($0) / 10 }
            return .init("L = \(Int(depth))", [Column("depth", constant: depth), Column("x", x), Column("density", x.map { exp(-$0 * depth) })])
        })
        drawing.set("largest", depths.max() ?? 0)
        return drawing
    }
}

private let script = """
    set xlabel "singular value"
    set ylabel "density"
    plot for [k=1:|theory|] data index theory[k] using x:density title theory_title[k] with lines lt k
    """

@Suite struct FigureTests {
    func project(_ script: String = script, processes: (any ProcessRunner)? = nil) throws -> Project {
        let project = try Project(processes: processes)
        try project.write("set border 3\nset tics out nomirror\n", to: "figures/style.gp")
        try project.write(script, to: "figures/test-figure.gp")
        return project
    }

    /// The one failure of a build of the figure.
    func failure(_ project: Project) throws -> ErrorReport {
        let outcome = try project.build([AnyInput(TestFigure())])
        return try #require(outcome.failures.first).1
    }

    @Test func aFigureIsDrawnAndItsScriptDrawsItAgainBitForBit() throws {
        let project = try project()
        let figure = TestFigure()
        let files = try project.build([AnyInput(figure)]).value(of: figure)
        #expect(files.svg.contains("singular value"))
        #expect(files.png.starts(with: [0x89, 0x50, 0x4e, 0x47]))
        #expect(files.csv.hasPrefix("series,title,depth,x,density\n"))

        let folder = project.root + "/elsewhere"
        try project.effects.files.makeFolder(folder)
        for file in files.files where file.name.hasSuffix(".csv") || file.name.hasSuffix(".gp") {
            try project.effects.files.write(file.bytes, to: folder + "/" + file.name)
        }
        #expect(try project.run("gnuplot", ["-d", "test-figure.gp"], in: folder).succeeded)
        #expect(try project.effects.files.read(folder + "/test-figure.svg") == Array(files.svg.utf8))
        #expect(try project.effects.files.read(folder + "/test-figure.png") == files.png)
    }

    @Test func gnuplotsMessageIsShownWithTheLineOfTheAuthorsScript() throws {
        let report = try failure(try project("set xlabel \"x\"\n\nplot densities\n"))
        #expect(report.what == "gnuplot stopped in figure test-figure, figures/test-figure.gp:3: undefined variable: densities")
        #expect(report.output?.contains("undefined variable: densities") == true)
    }

    @Test func anErrorInTheStyleIsAnErrorOfTheStyle() throws {
        let project = try project()
        try project.write("set border 3\nset nonsense\n", to: "figures/style.gp")
        let report = try failure(project)
        #expect(report.what.contains("figures/style.gp:2: unrecognized option"))
    }

    @Test(arguments: ["while (1) { x = 1 }", "while (1) { print \"noise\" }", "pause -1"])
    func aScriptThatDoesNotEndIsEndedAndItsWordsAreKept(line: String) throws {
        let project = try project("print \"before the loop\"\n\(line)\n", processes: Hurried())
        let start = SystemClock().monotonic()
        let report = try failure(project)
        #expect(SystemClock().monotonic() - start < 20)
        // Standard input is at its end, so that a pause does not wait; the script then draws nothing.
        if line == "pause -1" { return #expect(report.what == "The script of figure test-figure draws nothing.") }
        #expect(report.what == "gnuplot did not finish figure test-figure in time.")
        #expect(report.next == "Look for an endless loop in its script.")
        #expect(report.output?.hasPrefix("before the loop") == true)
        let kept = try #require(try Store(folder: project.root + "/build/cache", effects: project.effects)
            .lastFailure(ofIdentity: AnyInput(TestFigure()).node.identity))
        #expect(kept.output.hasPrefix("before the loop") && kept.output.utf8.count < 20_000)
    }

    @Test(arguments: [("last words", "Leave that plot out"), ("Error creating thread: Resource temporarily unavailable", "ulimit -u")])
    func aCrashOfGnuplotIsReportedWithItsLastOutput(words: String, next: String) throws {
        let crash = StandInProcesses { command in
            guard command.program == "gnuplot" else { throw CommandError.notFound(program: command.program) }
            return CommandResult(ending: .signalled(11), errorOutput: Array("\(words)\n".utf8))
        }
        let report = try failure(try project(processes: crash))
        #expect(report.what == "gnuplot crashed in figure test-figure (signal 11).")
        #expect(report.output == words)
        #expect(report.next?.contains(next) == true)
    }

    @Test func aScriptThatDrawsNothingIsAnError() throws {
        #expect(try failure(try project("set xlabel \"x\"\n")).what == "The script of figure test-figure draws nothing.")
    }

    @Test func aMissingGnuplotIsReportedWithTheCommandThatInstallsIt() throws {
        let report = try failure(try project(processes: StandInProcesses { throw CommandError.notFound(program: $0.program) }))
        #expect(report.what == "gnuplot was not found.")
        #expect(report.next?.contains("apt-get install gnuplot-nox") == true)
    }

    @Test func anOldGnuplotIsReportedAsTooOld() throws {
        let old = StandInProcesses { command in
            command.arguments == ["--version"]
                ? CommandResult(ending: .exited(0), output: Array("gnuplot 5.2 patchlevel 8\n".utf8))
                : CommandResult(ending: .exited(1), errorOutput: Array("\"test-figure.gp\" line 2: unrecognized option\n".utf8))
        }
        #expect(try failure(try project(processes: old)).what == "gnuplot is too old: gnuplot 5.2 patchlevel 8.")
    }

    @Test func dataThatCannotBeDrawnIsReportedInTheFiguresOwnNames() throws {
        let project = try project()
        let outcome = try project.build([AnyInput(TestFigure(depths: []))])
        #expect(outcome.failures.first?.1.what == "The data of figure test-figure cannot be drawn.")
    }

    @Test func aMissingScriptIsNamed() throws {
        let project = try project()
        try project.effects.files.remove(project.root + "/figures/test-figure.gp")
        #expect(try failure(project).what == "figures/test-figure.gp is missing.")
    }
}

/// Programs of the machine, with a second to end.
private struct Hurried: ProcessRunner {
    func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult {
        var command = command
        command.timeLimit = 1
        return try SystemProcessRunner().run(command, until: cancellation)
    }
}
