// Directives and links that lead nowhere, with the nearest spelling of what they may have meant.

extension Outline {
    /// What the text may name.
    package struct Names: Sendable {
        package var figures: [String]
        package var claims: [String]
        package var quantities: [String]

        package init(figures: [String], claims: [String], quantities: [String]) {
            self.figures = figures
            self.claims = claims
            self.quantities = quantities
        }
    }

    /// Errors of the chapters: their own, and names that name nothing. Sections and equations are known from the trees only.
    package func errors(in chapters: [Chapter], naming names: Names) -> [PaperIssue] {
        PaperIssue.sorted(
            problems + chapters.flatMap { $0.marks.compactMap { error(of: $0, names) } }, by: chapters.map(\.path))
    }

    private func error(of mark: Chapter.Mark, _ names: Names) -> PaperIssue? {
        let position = mark.position
        switch mark.meaning {
        case .figure(let name): return names.figures.contains(name) || name.isEmpty ? nil : .unknown("figure", name, position, names.figures)
        case .table(let path):
            return names.quantities.contains(path.name) || path.name.isEmpty ? nil : .unknown("quantity", path.name, position, names.quantities)
        case .directive(let directive): return error(of: directive, position, names)
        // Which declaration is meant is looked for when the graph is made.
        case .code, .braces: return nil
        }
    }

    private func error(of directive: Directive, _ position: Position, _ names: Names) -> PaperIssue? {
        switch directive {
        case .value(let path, _):
            let known = names.quantities + names.claims
            return known.contains(path.name) ? nil : .unknown("value", path.name, position, known)
        case .claim(let id), .reference(.claim, let id):
            return names.claims.contains(id) ? nil : .unknown("claim", id, position, names.claims)
        case .claims(let ids):
            return ids.first { !names.claims.contains($0) }.map { .unknown("claim", $0, position, names.claims) }
        case .reference(.figure, let name):
            if figures.contains(name) { return nil }
            if names.figures.contains(name) {
                return .error("The figure \(name) is referred to and not shown.", at: position, next: "Show it: `::: figure \(name)`.")
            }
            return .unknown("figure", name, position, names.figures)
        case .reference(.table, let name):
            if tables.contains(name) { return nil }
            let next = didYouMean(name, among: tables) ?? "Show it: `::: table \(name)`."
            return .error("No table called \(name) is shown.", at: position, next: next)
        case .reference(.code, let name):
            if listingNumber(name) != nil { return nil }
            let next = didYouMean(name, among: listings.map(\.name)) ?? "Show it: `::: code \(name)`."
            return .error("No code called \(name) is shown.", at: position, next: next)
        case .reference, .label: return nil
        }
    }
}

extension Numbering {
    /// References to sections and equations, and links within the page, that lead nowhere; labels given twice.
    func errors(_ chapters: [(scanned: Chapter, read: ChapterTree.Value)], other anchors: [String]) -> [PaperIssue] {
        var errors = problems
        var labels: Set<String> = []
        let known = self.anchors.reduce(Set(anchors)) { $0.union($1) }
        for (chapter, value) in chapters {
            errors += chapter.marks.compactMap(error)
            errors += value.labels.filter { !labels.insert($0.name).inserted }.map { .error("The label sec:\($0.name) is given twice.", at: $0.position) }
            errors += value.links.filter { !known.contains($0.name) }.map { .unknown("place", $0.name, $0.position, known.sorted()) }
        }
        return errors
    }

    private func error(of mark: Chapter.Mark) -> PaperIssue? {
        switch mark.meaning {
        case .directive(.reference(.eq, let label)):
            return equations.contains(label) ? nil : .unknown("equation", label, mark.position, equations)
        case .directive(.reference(.sec, let label)):
            guard let number = sections[label] else { return .unknown("section", label, mark.position, sections.keys.sorted()) }
            return number.isEmpty ? .error("The section \(label) has no number to refer to.", at: mark.position) : nil
        default: return nil
        }
    }
}

extension PaperIssue {
    fileprivate static func unknown(_ kind: String, _ name: String, _ position: Position, _ known: [String]) -> PaperIssue {
        .error("There is no \(kind) called \(name).", at: position, next: didYouMean(name, among: known))
    }

    /// Files in their own order; within one, the order of the text.
    static func sorted(_ issues: [PaperIssue], by files: [String]) -> [PaperIssue] {
        let ranks = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
        return issues.enumerated().sorted { a, b in
            func key(_ item: (offset: Int, element: PaperIssue)) -> (Int, Int, Int, Int) {
                let position = item.element.position
                return (position.flatMap { ranks[$0.file] } ?? files.count, position?.line ?? 0, position?.column ?? 0, item.offset)
            }
            return key(a) < key(b)
        }.map(\.element)
    }
}

extension Sequence where Element: Hashable {
    /// The elements without repetition, in the order of their first mention.
    package func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
