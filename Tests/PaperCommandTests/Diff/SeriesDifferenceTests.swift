// How series of figures and rows of tables are compared.
import PaperCommand
import Testing

@Suite struct SeriesDifferenceTests {
    private func differences(_ old: String, _ new: String) -> [SeriesDifference] { SeriesDifference.all(SeriesTable(csv: old), SeriesTable(csv: new)) }

    private let head = "panel,series,title,depth,time [s]\n"

    @Test func aCSVOfAFigureIsReadAsItsSeries() {
        let table = SeriesTable(csv: head + "\n\na,theory,\"L = 2, deep\",1,2.5\na,theory,\"L = 2, deep\",2,NaN\n\n\nb,theory,\"say \"\"L\"\"\",1,\n")
        #expect(table.columns.map(\.name) == ["depth", "time"] && table.columns.map(\.unit) == ["", "s"])
        #expect(table.series.map(\.label) == ["a · theory · L = 2, deep", "b · theory · say \"L\""])
        #expect(table.series[0].rows.count == 2 && table.series[1].rows[0] == [.number(1), .text("")])
    }

    @Test func theGreatestAndTheTypicalDifferenceAreInUnitsAndInPartsOfTheRange() throws {
        let old = head + "\n\n" + (0...10).map { "a,run,,\($0),\(Double($0) * 10)\n" }.joined()
        let new = head + "\n\n" + (0...10).map { "a,run,,\($0),\(Double($0) * 10 + ($0 == 7 ? 5 : $0 > 7 ? 1 : 0))\n" }.joined()
        let series = try #require(differences(old, new).first), column = try #require(series.columns.first)
        #expect(series.status == .changed && series.rows == 11 && series.rowsAdded == 0)
        #expect(column.name == "time" && column.unit == "s" && column.greatest == 5 && column.typical == 1)
        #expect(column.differing == 4 && column.rows == 11 && column.range == 101)
        #expect(column.place == "depth = 7" && column.old == .number(70) && column.new == .number(75))
        #expect(abs(column.relative - 5 / 101) < 1e-15)
    }

    @Test func rowsAreMatchedByWhatTheFigureIsDrawnOver() throws {
        let old = "series,x,y\n\n\na,1,10\na,2,20\na,4,40\n", new = "series,x,y\n\n\na,1,10\na,3,30\na,4,41\na,5,50\n"
        let series = try #require(differences(old, new).first)
        #expect(series.rows == 2 && series.rowsAdded == 2 && series.rowsRemoved == 1)
        #expect(series.columns.map(\.greatest) == [1] && series.columns[0].place == "x = 4")
        #expect(series.relative == .infinity && !series.isRoundOff)
    }

    @Test func whereTheAbscissaItselfMovedTheFirstRowIsComparedWithTheFirst() throws {
        let old = "series,x,y\n\n\na,1,1\na,2,2\na,3,3\n", new = "series,x,y\n\n\na,1.5,1\na,2.5,2\na,3.5,3\n"
        let series = try #require(differences(old, new).first)
        #expect(series.rows == 3 && series.rowsAdded == 0 && series.columns.map(\.name) == ["x"] && series.columns[0].greatest == 0.5)
    }

    /// A column that is empty for a series, or the same in all its rows, says nothing of a row.
    @Test func theLeadingColumnIsOneThatTheSeriesHas() throws {
        let old = "series,ratio,depth,step,y\n\n\na,,8,1,1\na,,8,2,2\n", new = "series,ratio,depth,step,y\n\n\na,,8,2,2\na,,8,1,3\n"
        let series = try #require(differences(old, new).first)
        #expect(series.columns.map(\.place) == ["step = 1"] && series.columns.map(\.greatest) == [2])
    }

    @Test func seriesAndColumnsThatCameOrWentAreTold() {
        let old = "series,x,y\n\n\na,1,1\n\n\nb,1,1\n", new = "series,x,y,z\n\n\na,1,1,0\n\n\nc,1,1,0\n"
        #expect(differences(old, new).map { "\($0.label) \($0.status)" } == ["a changed", "c added", "b removed"])
    }

    @Test func aGapThatCameIsGreaterThanAnyNumberAndTwoGapsAreTheSame() throws {
        let old = "series,x,y\n\n\na,1,1\na,2,NaN\n", new = "series,x,y\n\n\na,1,NaN\na,2,NaN\n"
        let column = try #require(differences(old, new).first?.columns.first)
        #expect(column.differing == 1 && column.greatest == .infinity)
    }

    @Test func sumsInAnotherOrderAreRoundOff() throws {
        let old = "series,x,y\n\n\na,1,1\na,2,1000\n", new = "series,x,y\n\n\na,1,1.0000000001\na,2,1000\n"
        #expect(try #require(differences(old, new).first).isRoundOff)
        #expect(!(try #require(differences(old, "series,x,y\n\n\na,1,1.00001\na,2,1000\n").first).isRoundOff))
    }

    @Test func aTableIsOneSeriesWhoseRowsAreCalledByTheirLabels() throws {
        let old = "network,steps,accuracy [%]\ntanh,12,30.5\nReLU,>300,10\n", new = "network,steps,accuracy [%]\nReLU,280,10\ntanh,12,31.5\n"
        let series = try #require(differences(old, new).first)
        #expect(series.rows == 2 && series.columns.map(\.name) == ["steps", "accuracy"])
        #expect(series.columns[1].place == "network = tanh" && series.columns[1].greatest == 1)
        #expect(series.columns[0].greatest == .infinity && series.columns[0].old == .text(">300"))
    }

    @Test(arguments: ["", "\n", "no comma", "series\n\n\na\n", "series,x\n\n\na,1,2,3\n", "series,x\n\n\na\n"]) func whatIsNoTableIsComparedWithoutATrap(text: String) {
        for other in ["", "series,x,y\n\n\na,1,2\n", text] { _ = differences(text, other) + differences(other, text) }
    }
}
