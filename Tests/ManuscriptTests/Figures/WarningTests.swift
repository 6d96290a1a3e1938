// What gnuplot would leave out of a figure without failing: each is an error of the figure, unless its script expects it.
import BuildGraph
import Foundation
import Manuscript
import Testing

@Suite struct WarningTests {
    private static let curve = "data index theory[1] using x:density"

    private func outcome(_ script: String, style: String = "set border 3\n") throws -> (log: String?, failure: ErrorReport?) {
        let project = try Project()
        try project.write(style, to: "figures/style.gp")
        try project.write(script, to: "figures/test-figure.gp")
        let outcome = try project.build([AnyInput(TestFigure())])
        return (outcome.trace(of: AnyInput(TestFigure()).node)?.details.provenance.log, outcome.failures.first?.1)
    }

    @Test func aWarningOfGnuplotFailsTheFigureAtItsLine() throws {
        let failure = try #require(outcome("set key off\nplot \(WarningTests.curve), data index 99 using 1:2\n").failure)
        #expect(failure.what.hasPrefix("gnuplot drew figure test-figure without something: figures/test-figure.gp:2: warning: Skipping data file with no valid points"))
        #expect(failure.next?.contains("# expect \"") == true)
    }

    @Test(arguments: [
        "set xrange [100:200]\nset yrange [0:1]\nplot \(WarningTests.curve) with lines", "set xrange [100:200]\nset yrange [0:1]\nplot \(WarningTests.curve) with points title 'A'",
        "plot x, data index theory[1] using x:(NaN) with lines title 'A'", "set xrange [0:1]\nset yrange [5:6]\nplot \(WarningTests.curve) with impulses title 'A'",
        "set xrange [0:1]\nset yrange [5:6]\nplot \(WarningTests.curve) with linespoints notitle",
    ])
    func aCurveWithoutAPointFailsTheFigure(script: String) throws {
        #expect(try outcome(script).failure?.what.contains("has no valid points inside its axes") == true)
    }

    @Test(arguments: ["lines", "points", "linespoints", "impulses", "boxes", "steps", "histeps", "dots", "filledcurves", "circles"], ["title 'A'", "notitle"])
    func aCurveThatShowsSomethingPasses(style: String, title: String) throws {
        #expect(try outcome("plot \(WarningTests.curve) with \(style) \(title)").failure == nil)
    }

    @Test func anExpectedWarningIsKeptInTheLog() throws {
        let script = "# expect \"no valid points\": block 99 is there at other profiles alone\nplot \(WarningTests.curve), data index 99 using 1:2\n"
        let (log, failure) = try outcome(script)
        #expect(failure == nil)
        #expect(try #require(log).contains("figures/test-figure.gp:2: warning: Skipping data file with no valid points"))
    }

    @Test(arguments: ["# expect \"no valid points\"", "# expect \"\": because", "# expect \"x\":"])
    func anExpectationNeedsAReason(comment: String) throws {
        #expect(try outcome("plot \(WarningTests.curve)\n\(comment)\n").failure?.what == "figures/test-figure.gp:2:1: A warning is expected without a reason.")
    }

    @Test func aWrongNameIsAnsweredWithTheNamesThereAre() throws {
        let failure = try #require(outcome("plot data index theory[1] using x:densty\n").failure)
        #expect(failure.what.hasSuffix("figures/test-figure.gp:1: undefined variable: densty"))
        #expect(failure.why == "Did you mean density? The figure has the columns depth, x, density; the series theory; the variable largest.")
    }

    @Test(arguments: ["\n", "\r\n"])
    func linesAreThoseOfTheAuthorsFileWhateverEndsThem(end: String) throws {
        let script = (1..<20).map { "y\($0) = \($0)" }.joined(separator: end) + end + "plot nothing" + end
        #expect(try outcome(script, style: "set border 3" + end + "set key off" + end).failure?.what.contains("figures/test-figure.gp:20: undefined variable: nothing") == true)
    }

    @Test func aScriptInLatin1IsRefusedAtItsByte() throws {
        let project = try Project()
        try project.write("", to: "figures/style.gp")
        try project.effects.files.write(Array("\nset title 'caf".utf8) + [0xe9] + Array("'\n".utf8), to: project.root + "/figures/test-figure.gp")
        let failure = try project.build([AnyInput(TestFigure())]).failures.first?.1
        #expect(failure?.what == "figures/test-figure.gp:2:15: This is not UTF-8.")
    }

    @Test func aFontThatIsNotInstalledFailsTheFigureWhereFontsCanBeAskedFor() throws {
        guard SystemProcessRunner.find("fc-match") != nil else { return print("Skipped: there is no fc-match.") }
        let failure = try #require(outcome("set title \"A\" font \"No Such Font,12\"\nplot \(WarningTests.curve)\n").failure)
        #expect(failure.what.contains("figures/test-figure.gp:1: warning: the font No Such Font is not installed"))
    }

    @Test func theFontOfThePNGIsInTheLog() throws {
        guard SystemProcessRunner.find("fc-match") != nil else { return print("Skipped: there is no fc-match.") }
        #expect(try #require(outcome("plot \(WarningTests.curve)\n").log).hasPrefix("font Helvetica: "))
    }

    @Test func aMachineWithoutAnyFontIsToldHowToGetOne() throws {
        let project = try Project(processes: StandInProcesses { command in
            command.program == "fc-match" ? CommandResult(ending: .exited(0)) : try SystemProcessRunner().run(command, until: Cancellation())
        })
        try project.write("", to: "figures/style.gp")
        try project.write("plot \(WarningTests.curve)\n", to: "figures/test-figure.gp")
        let failure = try #require(try project.build([AnyInput(TestFigure())]).failures.first).1
        #expect(failure.what == "There is no font on this machine." && failure.next?.contains("fonts-dejavu") == true)
    }
}
