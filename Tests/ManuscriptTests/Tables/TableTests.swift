// Tables: how they are set on the page and in the report, what is published of them, and what is refused.
import BuildGraph
import Manuscript
import TestSupport
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

private func sample(_ text: String, _ speeds: Speeds = Speeds()) throws -> Woven {
    var sample = Woven(text)
    sample.values = ["speed": try Datum(decoding: encodeValue(speeds))]
    return sample
}

private func failure(_ text: String, _ change: (inout Table) -> Void = { _ in }) throws -> String? {
    var speeds = Speeds()
    change(&speeds.steps)
    return try sample(text, speeds).issues().first
}

private let block = "See {{ref table:speed.steps}}.\n\n::: table speed.steps\nSteps of {{speed.count}} kinds.\n:::\n"

@Suite struct TableTests {
    @Test func aTableHasACaptionANumberAndHeadersWithAScope() throws {
        let html = try sample(block).page()
        for needle in [
            "<a href=\"#table-speed.steps\" class=\"ref\">Table\u{A0}1</a>", "id=\"table-speed.steps\"", "<caption>", "<span class=\"label\">Table\u{A0}1.</span> ", "Steps of 3 kinds.",
            "href=\"tables/speed.steps.csv\"", "<th scope=\"col\">", "<th scope=\"col\" class=\"number\">", ">a</annotation>",
            "<th scope=\"row\">", ">\\sigma_w^2 = 1.05</annotation>", "linear | \"plain\"", "a &lt; b",
            "<span class=\"unit\">steps</span>",
        ] { #expect(html.contains(needle), "\(needle)") }
    }

    @Test func numbersOfAColumnAreRoundedAlikeAndAlignedAtTheirPoints() throws {
        let html = try sample(block).page()
        // 9.96 to two digits is 10; "12 (10–14)" is the longest behind the whole part of its number.
        #expect(html.contains("<td class=\"number\">12 (10–14)</td>"))
        let filler = "<span class=\"filler\" aria-hidden=\"true\"> ()0000–</span>"
        #expect(html.contains("<td class=\"number\">&gt;\u{202F}300\(filler)</td>"))
        #expect(html.contains("<td class=\"number\">31.2\u{202F}%</td>"))
    }

    @Test func theReportHasAPipeTable() throws {
        let report = try sample(block).report().replacing(#/ +/#, with: " ")
        #expect(report.hasPrefix("See [Table\u{A0}1](#table-speed.steps)."))
        for needle in [
            "**Table\u{A0}1.** Steps of 3 kinds.", "| network | SGD (steps) | $a$ |",
            "| orthogonal, $\\sigma_w^2 = 1.05$ | 12 (10–14) | 31.2\u{202F}% |", "| ReLU | \\>\u{202F}300 | 10.0\u{202F}% |",
            "| linear \\| \"plain\" | – | a \\< b |", "Data: [speed.steps.csv](tables/speed.steps.csv).",
        ] { #expect(report.contains(needle), "\(needle)") }
    }

    @Test func whatIsPublishedHasFullPrecision() throws {
        #expect(try sample(block).text(.page).tables == [
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

    @Test func anEstimateIsRoundedByItsErrorAndKeepsIt() throws {
        var speeds = Speeds()
        speeds.steps.rows[0].cells[1] = .estimate(0.31254, standardError: 0.0213)
        speeds.steps.rows[1].cells[1] = .estimate(0.5, standardError: 0)
        let sample = try sample(block + #"{{speed.steps["orthogonal, 1.05"]["accuracy"].standardError:.2f}}"#, speeds)
        let html = try sample.page(), report = try sample.report(), csv = try sample.text(.page).tables[0].csv
        #expect(html.contains("0.313\u{202F}±\u{202F}0.021") && report.contains("0.313\u{202F}±\u{202F}0.021"))
        // Equal values have no error that could be told.
        #expect(html.contains(">50.0\u{202F}%"))
        #expect(report.hasSuffix("0.02\n"))
        #expect(csv.contains("accuracy,accuracy standard error\n") && csv.contains(",0.31254,0.0213\n") && csv.contains(",0.5,0\n"))
        #expect(try failure(block) { $0.rows[1].cells[1] = .estimate(0.5, standardError: .nan) }?.contains("cannot be printed") == true)
    }

    @Test func cellsAreQuotedByRowAndColumn() throws {
        let text = #"{{speed.steps["ReLU"]["accuracy"]:.0%}} {{speed.steps["orthogonal, 1.05"]["SGD"].low:.1f}} {{speed.steps["ReLU"]["SGD"]}}"#
        #expect(try sample(text).report() == "10\u{202F}% 10.0 \\>\u{202F}300\n")
        #expect(try failure(#"{{speed.steps["Relu"]["accuracy"]:.0%}}"#)?.hasSuffix("has no element called \"Relu\". Did you mean \"ReLU\"?") == true)
        #expect(try failure(#"{{speed.steps["ReLU"]["acuracy"]:.0%}}"#)?.hasSuffix("Did you mean \"accuracy\"?") == true)
    }

    @Test func whatCannotBeSetIsAnErrorAtItsPlace() throws {
        #expect(try failure("\n::: table speed\n:::\n") == "a.md:2:1: speed is an object and not a table. Its tables: speed.steps.")
        #expect(try failure("::: table speed.step\n:::\n") == "a.md:1:1: speed has no field step. Did you mean steps?")
        #expect(try failure(block) { $0.rows[1].cells.removeLast() }?.hasSuffix("has 2 columns, and its row \"ReLU\" has 1 cells.") == true)
        #expect(try failure(block) { $0.rows[1].cells[1] = .number(.nan) }?
            .hasSuffix("has a number that cannot be printed, in row \"ReLU\", column \"accuracy\".") == true)
        #expect(try failure(block) { $0.rows[1].name = "orthogonal, 1.05" }?.hasSuffix("has two rows called \"orthogonal, 1.05\".") == true)
        #expect(try failure(block) { $0.rows = [] }?.hasSuffix("has no rows.") == true)
    }
}
