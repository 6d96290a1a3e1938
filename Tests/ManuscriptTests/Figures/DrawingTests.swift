// The data of a figure: one CSV for gnuplot and for data frames, and names that mean something in the script.
import Manuscript
import Testing

@Suite struct DrawingTests {
    static func sample() -> Drawing {
        var drawing = Drawing()
        drawing.add("theory", family: [
            .init("L = 2", panel: "a", [Column("depth", constant: 2), Column("x", [0, 0.1]), Column("time", unit: "s", [1, 1e-5])]),
            .init("L = 8", panel: "b", [Column("depth", constant: 8), Column("x", [1e300]), Column("time", unit: "s", [.nan])]),
        ])
        drawing.add("marks", [Column("x", [1, -0.0]), Column("note", ["a, b", "say \"c\""])])
        drawing.set("edge", 3)
        drawing.set("colours", ["red"])
        return drawing
    }

    @Test func theCSVHasAHeaderAndThenBlocksSeparatedByTwoBlankLines() {
        #expect(
            Self.sample().csv() == """
                panel,series,title,depth,x,time [s],note


                a,theory,L = 2,2,0,1,
                a,theory,L = 2,2,0.1,1e-05,


                b,theory,L = 8,8,1e+300,NaN,


                ,marks,,,1,,"a, b"
                ,marks,,,0,,"say ""c\"""

                """)
    }

    @Test func theScriptKnowsColumnsSeriesAndVariablesByName() {
        let sheet = FigureSheet(plot: Plot("spectra"), drawing: Self.sample(), styles: ["set border 3\n"], script: "plot 1\n")
        let gp = sheet.standAlone()
        for line in [
            "depth = 4", "x = 5", "time = 6", "note = 7", "array theory[2] = [1, 2]",
            "array theory_title[2] = [\"L = 2\", \"L = 8\"]", "marks = 3", "edge = 3.0", "array colours[1] = [\"red\"]",
            "data = \"spectra.csv\"", "set border 3", "plot 1",
        ] {
            #expect(gp.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
    }

    @Test func panelsHaveTheirLettersAndTheirNumber() {
        var drawing = Self.sample()
        drawing.setPanels(["linear", "", "{/:Italic q}* = 1"])
        let gp = FigureSheet(plot: .panels("spectra", width: 500, height: 300), drawing: drawing, styles: ["", ""], script: "plot 1").standAlone()
        for line in [
            "array panels[3] = [\"(a) linear\", \"(b)\", \"(c) {/:Italic q}* = 1\"]", "panel_count = 3", "figure_width = 500.0",
            "figure_height = 300.0",
        ] { #expect(gp.split(separator: "\n").contains(Substring(line)), "\(line)") }
    }

    @Test func everyLineOfTheScriptIsTracedBackToItsFile() throws {
        let sheet = FigureSheet(
            plot: .panels("spectra", height: 400), drawing: Self.sample(), styles: ["a\nb\n", "e\nf\n"], script: "c\n\nd\n")
        let lines = sheet.standAlone().split(separator: "\n", omittingEmptySubsequences: false)
        func origin(_ text: Substring) throws -> FigureSheet.Origin {
            sheet.origin(ofLine: try #require(lines.firstIndex(of: text)) + 1)
        }
        #expect(try origin("b") == .file("figures/style.gp", line: 2))
        #expect(try origin("f") == .file("figures/panels.gp", line: 2))
        #expect(try origin("c") == .file("figures/spectra.gp", line: 1))
        #expect(try origin("d") == .file("figures/spectra.gp", line: 3))
        guard case .generated = try origin("edge = 3.0") else {
            Issue.record("a generated line was taken for a file's")
            return
        }
        #expect(sheet.origin(ofLine: 1) == .generated(line: 1))
    }

    @Test func numbersReadBackAsThemselves() {
        for value: Double in [0.1, 1.0 / 3, 2.3e-308, 1.7976931348623157e308, -2.5, 1.2345678901234568e17] {
            #expect(Double(Drawing.number(value)) == value)
        }
        #expect(Drawing.number(-0.0) == "0")
    }

    @Test func whatCannotBeDrawnIsRefusedByName() {
        func error(_ change: (inout Drawing) -> Void) -> DrawingError? {
            var drawing = Drawing()
            change(&drawing)
            do { try drawing.validate() } catch { return error }
            return nil
        }
        #expect(error { _ in } == .noData)
        #expect(error { $0.add("theory", [Column("x", [Double]())]) } == .emptySeries("theory"))
        #expect(error { $0.add("theory", family: []) } == .noData)
        #expect(error { $0.add("x", [Column("x", [1])]) } == .nameTwice("x"))
        #expect(error { $0.add("theory", [Column("x", [1]), Column("y", [1, 2])]) }
            == .unequalColumns(series: "theory", counts: ["x: 1", "y: 2"]))
        #expect(error { $0.add("theory", [Column("x", [1, .infinity])]) } == .infinite(series: "theory", column: "x", row: 1))
        #expect(error { drawing in
            drawing.add("a", [Column("t", unit: "s", [1])])
            drawing.add("b", [Column("t", unit: "ms", [1])])
        } == .unitChanges(column: "t", units: ["s", "ms"]))
        for name in ["two words", "9a", "", "data", "GPVAL_x", "é"] {
            guard case .badName = error({ $0.add(name, [Column("x", [1])]) }) else {
                Issue.record("the name \(name) was accepted")
                continue
            }
        }
    }
}
