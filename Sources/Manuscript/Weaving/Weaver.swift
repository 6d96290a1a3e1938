// Puts numbers, verdicts, figures and references where the chapters ask for them. The result is Markdown for pandoc.
// Pure: everything it needs is in the value, so that a woven text can be tested without pandoc.
import BuildGraph

/// Weaves chapters into one Markdown text.
package struct Weaver {
    package let dialect: Dialect
    package let outline: Outline
    /// Quoted values by the names of their targets.
    package let values: [String: Datum]
    package let verdicts: VerdictTable?

    private var problems: [PaperIssue] = []
    private var headings = 0
    /// Claims that have a row to link to, and whether all have.
    private var anchored: Set<String> = []
    private var hasWholeTable = false
    /// The figure whose caption is being woven.
    private var figure = ""
    private var text = ""
    /// The tables that were set.
    private var tables: [WovenTable] = []

    package init(dialect: Dialect, outline: Outline, values: [String: Datum], verdicts: VerdictTable?) {
        self.dialect = dialect
        self.outline = outline
        self.values = values
        self.verdicts = verdicts
    }

    /// The woven text and the tables in it. Throws `PaperError` with everything that could not be woven.
    package static func weave(
        _ chapters: [Chapter], dialect: Dialect, outline: Outline, values: [String: Datum], verdicts: VerdictTable?
    ) throws -> (text: String, tables: [WovenTable]) {
        var weaver = Weaver(dialect: dialect, outline: outline, values: values, verdicts: verdicts)
        for chapter in chapters {
            weaver.add(chapter.pieces)
            weaver.text += "\n\n"
        }
        if !weaver.problems.isEmpty { throw PaperError(weaver.problems) }
        return (weaver.text, weaver.tables)
    }

    private mutating func add(_ pieces: [Chapter.Piece]) {
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .directive(let directive, let position, let inMath): add(directive, position, inMath)
            case .heading(_, _, let isNumbered, _): addHeadingNumber(isNumbered)
            case .equation(let inner, let label, let position): add(equation: inner, label, isBlock: position.column == 1)
            case .figureStart(let name, _): addFigure(name)
            case .tableStart(let path, _): addTableStart(path)
            case .tableEnd(let path, let position): addTable(path, position)
            case .figureEnd:
                switch dialect {
                case .page: text += "\n" + Self.raw("</figcaption>\n<!--provenance \(figure)-->\n</figure>")
                case .report:
                    text += "\n\nData: [\(figure).csv](figures/\(figure).csv); redraw it: [`gnuplot \(figure).gp`](figures/\(figure).gp); "
                        + "how it was made: `paper why \(figure)`.\n\n"
                }
            }
        }
    }

    private mutating func addHeadingNumber(_ isNumbered: Bool) {
        let number = headings < outline.headingNumbers.count ? outline.headingNumbers[headings] : ""
        headings += 1
        guard isNumbered, !number.isEmpty else { return }
        text += dialect == .page ? "[\(number)]{.number} " : "\(number) "
    }

    private mutating func add(equation inner: [Chapter.Piece], _ label: String?, isBlock: Bool) {
        let number = label.flatMap { outline.equationNumber($0) }
        switch dialect {
        case .page:
            let id = label.map { " id=\"eq-\(HTMLText.escaped($0))\"" } ?? ""
            text += Self.inline("<span class=\"equation\"\(id)>") + "$$"
            add(inner)
            text += "$$" + Self.inline((number.map { "<span class=\"number\">(\($0))</span>" } ?? "") + "</span>")
        case .report:
            // A formula that begins its line gets a paragraph of its own: GitHub then sets it on a line of its own.
            text += isBlock ? "\n\n$$" : "$$"
            add(inner)
            text += (number.map { " \\qquad (\($0))" } ?? "") + (isBlock ? "$$\n\n" : "$$")
        }
    }

    private mutating func addFigure(_ name: String) {
        let number = outline.figureNumber(name) ?? 0
        figure = name
        switch dialect {
        case .page:
            text += Self.raw("<figure id=\"fig-\(name)\">\n<!--figure \(name)-->\n<figcaption>")
            text += "[Figure\u{A0}\(number).]{.label} "
        case .report:
            text += "\n![Figure \(number)](figures/\(name).svg)\n\n**Figure\u{A0}\(number).** "
        }
    }

    private mutating func addTableStart(_ path: ValuePath) {
        let label = "Table\u{A0}\(outline.tableNumber(path.text) ?? 0)."
        switch dialect {
        case .page:
            text += Self.raw("<div class=\"wide\"><table class=\"data\" id=\"table-\(WovenTable.fileName(path.text))\">\n<caption>")
            text += "[\(label)]{.label} "
        case .report: text += "\n\n**\(label)** "
        }
    }

    /// The end of the caption, and the table.
    private mutating func addTable(_ path: ValuePath, _ position: Position) {
        guard let datum = value(path.name, position) else { return }
        do throws(CannotQuote) {
            let table = try Table.at(path, in: datum), file = WovenTable.fileName(path.text)
            tables.append(WovenTable(name: file, csv: table.csv()))
            switch dialect {
            case .page:
                text += " " + Self.inline("<a class=\"data\" href=\"tables/\(file).csv\">\(file).csv</a>")
                text += "\n" + Self.raw("</caption>") + TableText.page(table) + Self.raw("</table></div>")
            case .report: text += TableText.report(table) + "\nData: [\(file).csv](tables/\(file).csv).\n\n"
            }
        } catch {
            problems.append(.error(error.reason, at: position, next: error.suggestion))
        }
    }

    /// The stored value of a target or a claim.
    private mutating func value(_ name: String, _ position: Position) -> Datum? {
        if let datum = values[name] ?? claimValue(name) { return datum }
        problems.append(.error("There is no value called \(name).", at: position, next: didYouMean(name, among: values.keys.sorted())))
        return nil
    }

    private mutating func add(_ directive: Directive, _ position: Position, _ inMath: Bool) {
        switch directive {
        case .value(let path, let format):
            guard let datum = value(path.name, position) else { return }
            do {
                text += try QuotedValue.text(of: datum, at: path, format: format, in: inMath ? .math : dialect.prose)
            } catch {
                problems.append(.error(error.reason, at: position, next: error.suggestion))
            }
        case .claim(let id):
            guard let finding = finding(id, position) else { return }
            text += dialect == .page ? Self.inline(Badge.html(finding, link: true)) : "**\(Badge.text(finding))**"
        case .claims(let ids):
            let findings = ids.isEmpty ? verdicts?.findings ?? [] : ids.compactMap { finding($0, position) }
            text += dialect == .page ? claimsTable(findings, isWhole: ids.isEmpty) : ClaimsTable.report(findings, level: ids.isEmpty ? verdicts?.levelText ?? "" : "")
        case .reference(let kind, let label): text += reference(kind, label)
        case .label: break
        }
    }

    /// The table, its rows being anchors unless an earlier table has them.
    private mutating func claimsTable(_ findings: [Finding], isWhole: Bool) -> String {
        let anchors = Set(findings.map(\.id)).subtracting(anchored)
        anchored.formUnion(anchors)
        defer { hasWholeTable = hasWholeTable || isWhole }
        return ClaimsTable.page(
            findings, anchors: anchors, isWhole: isWhole && !hasWholeTable, level: isWhole ? verdicts?.levelText ?? "" : "")
    }

    /// A claim's finding with its final verdict, as a value.
    private func claimValue(_ id: String) -> Datum? {
        verdicts?[id].flatMap { finding in (try? encodeValue(finding)).flatMap { try? Datum(decoding: $0) } }
    }

    private mutating func finding(_ id: String, _ position: Position) -> Finding? {
        if let finding = verdicts?[id] { return finding }
        problems.append(
            .error("There is no claim called \(id).", at: position, next: didYouMean(id, among: verdicts?.findings.map(\.id) ?? [])))
        return nil
    }

    private func reference(_ kind: Directive.ReferenceKind, _ label: String) -> String {
        let words: String, anchor: String
        switch kind {
        case .figure: (words, anchor) = ("Figure\u{A0}\(outline.figureNumber(label) ?? 0)", "fig-\(label)")
        case .table: (words, anchor) = ("Table\u{A0}\(outline.tableNumber(label) ?? 0)", "table-\(WovenTable.fileName(label))")
        case .eq: (words, anchor) = ("(\(outline.equationNumber(label) ?? 0))", "eq-\(label)")
        case .sec: (words, anchor) = ("Section\u{A0}\(outline.sections[label] ?? "")", "sec:\(label)")
        case .claim: (words, anchor) = (label, "claim-\(label)")
        }
        return dialect == .page ? "[\(words)](#\(anchor)){.ref}" : words
    }

    /// A block of HTML.
    static func raw(_ html: String) -> String { "\n```{=html}\n\(html)\n```\n\n" }
    /// HTML within a line.
    static func inline(_ html: String) -> String { "`\(html)`{=html}" }
}
