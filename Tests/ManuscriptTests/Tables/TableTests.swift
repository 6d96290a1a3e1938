// Tables: how they are set on the page and in the report, what is published of them, and what is refused.
import BuildGraph
import Manuscript
import Testing

private struct Speeds: Codable {
    var steps = Table(
        "network",
        columns: [
            .init("SGD", unit: "steps", format: .significant(2)), .init("accuracy", heading: "$a$", format: .percent(1)),
        ],
        rows: [
            .init("orthogonal, 1.05", label: "orthogonal, $\\sigma_w^2 = 1.05$", [.interval(12.4, low: 9.96, high: 14.1), .number(0.3125)]),
            .init("ReLU", [.above(300), .number(0.1)]),
            .init("linear | \"plain\"", [.missing, .text("a < b")]),
        ])
    var count = 3
}

private func weave(_ text: String, _ dialect: Dialect, _ speeds: Speeds = Speeds()) throws -> (text: String, tables: [WovenTable]) {
    let chapter = ChapterScanner.scan(text, path: "a.md")
    return try Weaver.weave(
        [chapter], dialect: dialect, outline: Outline([chapter]), values: ["speed": try Datum(decoding: encodeValue(speeds))], verdicts: nil)
}

private func failure(_ text: String, _ change: (inout Table) -> Void = { _ in }) -> String? {
    var speeds = Speeds()
    change(&speeds.steps)
    do { _ = try weave(text, .page, speeds) } catch { return (error as? PaperError)?.issues.first?.text }
    return nil
}

private let block = "See {{ref table:speed.steps}}.\n\n::: table speed.steps\nSteps of {{speed.count}} kinds.\n:::\n"

@Suite struct TableTests {
    @Test func aTableHasACaptionANumberAndHeadersWithAScope() throws {
        let html = try weave(block, .page).text
        for needle in [
            "[Table\u{A0}1](#table-speed.steps){.ref}", "id=\"table-speed.steps\"", "<caption>", "[Table\u{A0}1.]{.label} ", "Steps of 3 kinds.",
            "href=\"tables/speed.steps.csv\"", "<th scope=\"col\">network</th>", "<th scope=\"col\" class=\"number\">$a$</th>",
            "<th scope=\"row\">orthogonal, $\\sigma_w^2 = 1.05$</th>", "<th scope=\"row\">linear \\| \\\"plain\\\"</th>", "a &lt; b",
            "<span class=\"unit\">steps</span>",
        ] { #expect(html.contains(needle), "\(needle)") }
    }

    @Test func numbersOfAColumnAreRoundedAlikeAndAlignedAtTheirPoints() throws {
        let html = try weave(block, .page).text
        // 9.96 to two digits is 10; "12 (10–14)" is the longest behind the whole part of its number.
        #expect(html.contains("<td class=\"number\">12 (10–14)</td>"))
        let filler = "<span class=\"filler\" aria-hidden=\"true\"> ()0000–</span>"
        #expect(html.contains("<td class=\"number\">&gt;\u{202F}300\(filler)</td>"))
        #expect(html.contains("<td class=\"number\">31.2\u{202F}%</td>"))
    }

    @Test func theReportHasAPipeTable() throws {
        let report = try weave(block, .report).text
        #expect(report.hasPrefix("See Table\u{A0}1."))
        for needle in [
            "**Table\u{A0}1.** Steps of 3 kinds.", "| network | SGD (steps) | $a$ |\n|:--|--:|--:|\n",
            "| orthogonal, $\\sigma_w^2 = 1.05$ | 12 (10–14) | 31.2\u{202F}% |", "| ReLU | \\>\u{202F}300 | 10.0\u{202F}% |",
            "| linear \\| \\\"plain\\\" | – | a \\< b |", "Data: [speed.steps.csv](tables/speed.steps.csv).",
        ] { #expect(report.contains(needle), "\(needle)") }
    }

    @Test func whatIsPublishedHasFullPrecision() throws {
        #expect(try weave(block, .page).tables == [
            WovenTable(
                name: "speed.steps",
                csv: """
                    network,SGD [steps],SGD low [steps],SGD high [steps],accuracy
                    "orthogonal, 1.05",12.4,9.96,14.1,0.3125
                    ReLU,>300,,,0.1
                    "linear | ""plain\""",,,,a < b

                    """)
        ])
    }

    @Test func cellsAreQuotedByRowAndColumn() throws {
        let text = #"{{speed.steps["ReLU"]["accuracy"]:.0%}} {{speed.steps["orthogonal, 1.05"]["SGD"].low:.1f}} {{speed.steps["ReLU"]["SGD"]}}"#
        let woven = try weave(text, .report).text
        #expect(woven == "10\u{202F}% 10.0 \\>\u{202F}300\n\n")
        #expect(failure(#"{{speed.steps["Relu"]["accuracy"]:.0%}}"#)?.hasSuffix("has no element called \"Relu\". Did you mean \"ReLU\"?") == true)
        #expect(failure(#"{{speed.steps["ReLU"]["acuracy"]:.0%}}"#)?.hasSuffix("Did you mean \"accuracy\"?") == true)
    }

    @Test func whatCannotBeSetIsAnErrorAtItsPlace() {
        #expect(failure("\n::: table speed\n:::\n") == "a.md:2:1: speed is an object and not a table. Its tables: speed.steps.")
        #expect(failure("::: table speed.step\n:::\n") == "a.md:1:1: speed has no field step. Did you mean steps?")
        #expect(failure(block) { $0.rows[1].cells.removeLast() }?.hasSuffix("has 2 columns, and its row \"ReLU\" has 1 cells.") == true)
        #expect(failure(block) { $0.rows[1].cells[1] = .number(.nan) }?
            .hasSuffix("has a number that cannot be printed, in row \"ReLU\", column \"accuracy\".") == true)
        #expect(failure(block) { $0.rows[1].name = "orthogonal, 1.05" }?.hasSuffix("has two rows called \"orthogonal, 1.05\".") == true)
        #expect(failure(block) { $0.rows = [] }?.hasSuffix("has no rows.") == true)
    }
}
