// What a figure's script may not do: read what the figure does not declare, run programs, lose the look of all figures.
import Foundation
import Manuscript
import TestSupport
import Testing

@Suite struct ScriptReviewTests {
    private func places(_ script: String) -> [String] {
        ScriptReview(script, path: "f.gp").issues.compactMap { $0.position.map { "\($0.file):\($0.line)" } }
    }

    @Test(arguments: [
        "plot '/tmp/extra.csv' using 1:2", "plot \"extra.csv\"", "p 'x.dat' w l", "plot sin(x), '../data/extra.csv' using 1:2 with lines",
        "plot for [k=1:3] sprintf(\"run%d.csv\", k) using 1:2", "file = \"extra.csv\"\nplot file using 1:2", "file = 'extra.csv'\nplot file",
        "name(k) = \"run\" . k\nplot name(2) with lines", "if (1) plot 'x.csv'", "do for [k=1:2] {\n  plot 'x.csv'\n}",
        "plot data index a using 1:2, \\\n  \"other.csv\" using 1:2", "splot 'x.csv' matrix", "stats 'x.csv' using 1", "fit a*x 'x.csv' using 1:2 via a",
        "data = 'mine.csv'\nplot data using 1:2", "plot (1 ? 'a.csv' : 'b.csv')", "eval \"plot 'x.csv'\"", "plot '< sort x.csv' using 1:2",
        "x = 1; plot 'x.csv'", "replot 'x.csv'", "plot unknown using 1:2", "plot [0:1] [0:2] 'x.csv'", "else plot 'x.csv'",
    ])
    func aFileThatTheFigureDoesNotDeclareIsRefused(script: String) {
        let issues = ScriptReview(script, path: "f.gp").issues
        #expect(issues.count == 1 && issues[0].message.contains("does not declare"), "\(issues)")
    }

    @Test(arguments: [
        "load 'palette.pal'", "call 'x.gp' 1", "x = system('date')", "system 'date'", "!date", "x = `date`", "set label \"`date`\"", "shell",
        "reset", "  reset session", "if (1) { reset }", "set terminal png", "set term svg", "set output 'x.svg'", "exit", "quit", "cd '/tmp'",
    ])
    func whatWouldReachOutOfTheFigureIsRefused(script: String) {
        #expect(ScriptReview(script, path: "f.gp").issues.count == 1, "\(ScriptReview(script, path: "f.gp").issues)")
    }

    @Test(arguments: [
        "plot data index a using x:y with lines title 'load \"x\"'", "plot sin(x) title 'p', cos(x) with lines", "plot '+' using 1:2", "plot \"\" using 1:2",
        "$d << EOD\nplot 'x.csv'\nEOD\nplot $d using 1:2", "# plot 'x.csv'", "plot [0:1] root * sqrt(x) with lines linestyle 100",
        "plot for [k=1:|a|] data index (g ? a : b) using (column(x) == 1 ? x : NaN):y:(k == 1 ? \"≤ \" : \"\") with labels",
        "plot (kind eq \"tanh\" ? sin(x) : cos(x))", "stats data index a using y nooutput", "p = 3", "l(x) = x", "set title 'reset'; set tics out",
        "array A[3] = [1, 2, 3]\nplot A using 2", "fit a*x data index b using 1:2 via a", "exit error \"no\"", "reset errors", "set offsets 0, 0, 0, 0",
        "plot keyentry with lines title 'a'", "splot data index a using 1:2:3", "set label 1 'don''t plot' at 1, 2", "plot f(x) = x**2, f(x)",
        "if (p == 1) { set xrange [0:1] } else { plot data using 1:2 }", "set xlabel \"say \\\"plot\\\"\"",
    ])
    func whatAFigureIsDrawnFromIsLeftAlone(script: String) {
        #expect(ScriptReview(script, path: "f.gp").issues == [])
    }

    @Test(arguments: [
        ("plot data index a using (column(x) * 2:y with lines title 'a', data index b using x:y", "f.gp:1:25", "("),
        ("x = 1\nplot [0:1 sin(x)\nplot 'other.csv'", "f.gp:2:6", "["), ("plot for [k=1:3] data index f(g(k using x:y; set tics", "f.gp:1:30", "("),
        ("plot data index a using x:y, \\\n  data index b using x:(y", "f.gp:2:24", "("), ("do for [k=1:2] {\n  set label sprintf(\"%d\", k at 1, 2\n}", "f.gp:2:20", "("),
        ("print 'a\\\nb', (1", "f.gp:2:5", "("),
    ])
    func aBracketThatIsNotClosedIsOneMessageAtItsPlace(script: String, place: String, bracket: String) {
        let issues = ScriptReview(script, path: "f.gp").issues
        #expect(issues.count == 1 && issues[0].text.hasPrefix("\(place): The bracket \(bracket) is not closed before its command ends."), "\(issues)")
    }

    @Test(arguments: [
        "set label \"(\" at 1, 2 # (", "z = ({1, 2})", "f(x) = (x > 0 \\\n  ? 1 : 2)", "$d << END\n(1\nEND\nplot $d using 1:2", "if (1) {\n  x = (1)\n}", "a = ')'",
    ])
    func closedBracketsAndThoseOfWordsAreNoMistake(script: String) {
        #expect(ScriptReview(script, path: "f.gp").issues == [])
    }

    @Test func ofALongSourceTheMessageQuotesTheBeginning() {
        let issues = ScriptReview("plot '\(String(repeating: "x", count: 500)).csv' using 1:2", path: "f.gp").issues
        #expect(issues.count == 1 && issues[0].message.count < 200 && issues[0].message.contains("xxx…"), "\(issues)")
    }

    @Test func placesAreThoseOfTheAuthorsFile() {
        #expect(places("$d << END\n1\n2\nEND\n# a comment\nplot data, \\\n\\\n  'x.csv'\n\nreset\n") == ["f.gp:8", "f.gp:10"])
    }

    @Test(arguments: ["isometry-in-training", "largest-singular-value", "learning-curves", "learning-times", "order-chaos", "spectra-at-criticality", "panels", "style"])
    func theScriptsOfThisPaperPass(name: String) throws {
        let script = try String(contentsOf: .project(of: #filePath).appending(path: "figures/\(name).gp"), encoding: .utf8)
        #expect(ScriptReview(script, path: name).issues == [])
    }

    @Test func aTextIsReadAsItIsMeantOrRefusedAtItsPlace() throws {
        #expect(try SourceText.text(Array("\u{FEFF}a\r\nb\rc\n".utf8), of: "f.gp") == "a\nb\nc\n")
        let error = #expect(throws: PaperError.self) { try SourceText.text(Array("é\ncaf".utf8) + [0xe9] + Array("\n".utf8), of: "f.gp") }
        #expect(error?.issues.first?.text.hasPrefix("f.gp:2:4: This is not UTF-8.") == true)
    }
}
