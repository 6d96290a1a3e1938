// docs/reference.md against the code: every directive, format, criterion and kind of observation has a row, and the row says what
// the code does.
import Foundation
import Manuscript
import Testing

@Suite struct ReferenceTests {
    private let page: String

    init() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        page = try String(contentsOf: root.appending(path: "docs/reference.md"), encoding: .utf8)
    }

    /// The rows of the table under a heading, as cells without their backticks.
    private func rows(under heading: String) throws -> [[String]] {
        let section = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") }, "no section \(heading)")
        let lines = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
        return lines.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "`"))) }
        }
    }

    @Test func everyDirectiveIsThereAndIsParsed() throws {
        func kind(_ directive: Directive) -> String {
            switch directive {
            case .value: "value"
            case .claim: "claim"
            case .claims: "claims"
            case .reference(let kind, _): "ref \(kind)"
            case .label: "label"
            }
        }
        let parsed = try rows(under: "Directives").map { $0[0] }.filter { $0.hasPrefix("{{") }.map { text in
            kind(try Directive(parsing: String(text.dropFirst(2).dropLast(2))))
        }
        #expect(Set(parsed) == Set(["value", "claim", "claims", "label"] + Directive.ReferenceKind.allCases.map { "ref \($0)" }))
    }

    @Test func everyFormatIsThereAndWritesWhatTheRowSays() throws {
        let rows = try rows(under: "Formats")
        var kinds: Set<String> = []
        for row in rows {
            switch try ValueFormat(parsing: row[0]) {
            case .uncertainty: kinds.insert("uncertainty")
            case .number(let format):
                kinds.insert("\(format)".prefix { $0 != "(" } + "")
                let value = try #require(Double(row[1]))
                #expect(NumberText.text(value, format, in: .plain) == row[2], "\(row[0])")
            }
        }
        func name(_ format: NumberFormat) -> String {
            switch format {
            case .fixed: "fixed"
            case .significant: "significant"
            case .scientific: "scientific"
            case .percent: "percent"
            case .integer: "integer"
            }
        }
        #expect(kinds == Set([.fixed(1), .significant(1), .scientific(1), .percent(1), .integer].map(name) + ["uncertainty"]))
    }

    @Test func everyCriterionIsThereInItsOwnWords() throws {
        let criteria: [(String, Criterion)] = [
            (".equals(2, within: 0.1)", .equals(2, within: 0.1, because: "")), (".less(than: 10)", .less(than: 10, because: "")),
            (".greater(than: 10)", .greater(than: 10, because: "")), (".within(0.5...2)", .within(0.5...2, because: "")),
            (".ordered(.increasing)", .ordered(.increasing, because: "")),
            (".monotone(.decreasing, slack: 0.1)", .monotone(.decreasing, slack: 0.1, because: "")),
            (".slope(within: 0.49...0.51)", .slope(within: 0.49...0.51, because: "")), (".ratio(lessThan: 2)", .ratio(lessThan: 2, because: "")),
            (".ratio(greaterThan: 2)", .ratio(greaterThan: 2, because: "")), (".ratio(within: 0.9...1.1)", .ratio(within: 0.9...1.1, because: "")),
        ]
        // A new condition is to be added above and in the page.
        for (_, criterion) in criteria {
            switch criterion.condition {
            case .equals, .less, .greater, .within, .ordered, .monotone, .slope, .ratioLess, .ratioGreater, .ratioWithin: break
            }
        }
        #expect(try rows(under: "Criteria").map { Array($0.prefix(2)) } == criteria.map { [$0.0, $0.1.text] })
    }

    @Test func everyKindOfObservationIsThereAndSaysHowItIsJudged() throws {
        let observations: [(String, Observation)] = [
            (".exact(2, error: 0.1)", .exact(2, error: 0.1)), (".sample([1, 2, 3])", .sample([1, 2, 3])),
            (".ratio(.sample([1, 2]), over: .exact(2))", .ratio(.sample([1, 2]), over: .exact(2))),
            (".difference(.exact(2), minus: .exact(1))", .difference(.exact(2), minus: .exact(1))),
            (".list([.init(\"L = 2\", .exact(1))])", .list([.init("L = 2", .exact(1))])), (".curve([.init(x: 1, y: 2)])", .curve([.init(x: 1, y: 2)])),
            (".points([.init(x: 1, y: 2, error: 0.1)])", .points([.init(x: 1, y: 2, error: 0.1)])),
        ]
        for (_, observation) in observations {
            switch observation.form {
            case .value, .ratio, .difference, .list, .curve, .points: break
            }
        }
        let expected = observations.map { text, observation in [text, observation.isAnalytic ? "outright" : "by a test"] }
        #expect(try rows(under: "Observations").map { [$0[0], $0[1]] } == expected)
    }
}
