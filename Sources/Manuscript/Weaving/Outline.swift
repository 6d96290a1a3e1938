// What the chapters number and name: a first walk over all of them, so that a reference may look ahead.

/// The numbers of figures, tables, equations and sections, and what the text asks for.
package struct Outline: Sendable {
    /// Figures in the order they are shown.
    package private(set) var figures: [String] = []
    /// Tables in the order they are shown, as the text calls them: "learning-speed.steps".
    package private(set) var tables: [String] = []
    /// Labels of equations in their order.
    package private(set) var equations: [String] = []
    /// Numbers of labelled sections: "2.1".
    package private(set) var sections: [String: String] = [:]
    /// The numbers of all headings in their order; "" for unnumbered ones.
    package private(set) var headingNumbers: [String] = []
    /// Targets whose values are quoted.
    package private(set) var quoted: Set<String> = []
    /// Claims that are mentioned one by one, and whether all are listed somewhere.
    package private(set) var claims: Set<String> = []
    package private(set) var listsAllClaims = false
    /// Whether claims are mentioned in any way: then the text depends on the verdicts.
    package var usesClaims: Bool { listsAllClaims || !claims.isEmpty }
    /// Labels given twice, blocks that are not closed, directives that do not parse.
    package private(set) var problems: [PaperIssue] = []

    private var counters: [Int] = []

    package init(_ chapters: [Chapter]) {
        for chapter in chapters {
            problems += chapter.problems
            chapter.forEach { note($0) }
        }
    }

    /// 1 for the first figure; nil for one that is not shown.
    package func figureNumber(_ name: String) -> Int? { figures.firstIndex(of: name).map { $0 + 1 } }
    package func tableNumber(_ name: String) -> Int? { tables.firstIndex(of: name).map { $0 + 1 } }
    package func equationNumber(_ label: String) -> Int? { equations.firstIndex(of: label).map { $0 + 1 } }

    private mutating func note(_ piece: Chapter.Piece) {
        switch piece {
        case .text, .figureEnd, .tableEnd: break
        case .figureStart(let name, let position):
            if figures.contains(name) {
                problems.append(.error("The figure \(name) is shown twice.", at: position, next: "Refer to it: {{ref figure:\(name)}}."))
            } else {
                figures.append(name)
            }
        case .tableStart(let path, let position):
            quoted.insert(path.name)
            if tables.contains(path.text) {
                problems.append(.error("The table \(path.text) is shown twice.", at: position, next: "Refer to it: {{ref table:\(path.text)}}."))
            } else {
                tables.append(path.text)
            }
        case .equation(_, let label?, let position):
            if equations.contains(label) {
                problems.append(.error("The label eq:\(label) is given twice.", at: position))
            } else {
                equations.append(label)
            }
        case .equation: break
        case .heading(let level, let label, let isNumbered, let position):
            let number = isNumbered ? next(level) : ""
            headingNumbers.append(number)
            guard let label else { break }
            if sections[label] != nil { problems.append(.error("The label sec:\(label) is given twice.", at: position)) }
            sections[label] = number
        case .directive(let directive, let position, let inMath):
            note(directive, position, inMath)
        }
    }

    private mutating func note(_ directive: Directive, _ position: Position, _ inMath: Bool) {
        switch directive {
        case .value(let path, _): quoted.insert(path.name)
        case .claim(let id): claims.insert(id)
        case .claims(let ids):
            if ids.isEmpty { listsAllClaims = true } else { claims.formUnion(ids) }
        case .reference(.claim, let id): claims.insert(id)
        case .reference: break
        case .label:
            problems.append(.error("A label stands right after the $$ that closes its equation.", at: position))
        }
        if inMath, case .value = directive { return }
        if inMath { problems.append(.error("Only values can stand in math.", at: position)) }
    }

    private mutating func next(_ level: Int) -> String {
        while counters.count < level { counters.append(0) }
        counters.removeLast(counters.count - level)
        counters[level - 1] += 1
        return counters.map(String.init).joined(separator: ".")
    }
}
