// Directives that name nothing, with the nearest spelling of what they may have meant.

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

    /// Errors of the chapters: their own, and names that name nothing.
    package func errors(in chapters: [Chapter], naming names: Names) -> [PaperIssue] {
        var errors = problems
        for chapter in chapters {
            chapter.forEach { piece in
                switch piece {
                case .figureStart(let name, let position):
                    if !names.figures.contains(name) && !name.isEmpty {
                        errors.append(Self.unknown("figure", name, position, names.figures))
                    }
                case .tableStart(let path, let position):
                    if !names.quantities.contains(path.name) && !path.name.isEmpty {
                        errors.append(Self.unknown("quantity", path.name, position, names.quantities))
                    }
                case .directive(let directive, let position, _):
                    if let error = error(of: directive, position, names) { errors.append(error) }
                default: break
                }
            }
        }
        // Chapters come in their own order; within one, the order of the text.
        return chapters.map(\.path).uniqued().flatMap { path in
            errors.filter { $0.position?.file == path }.sorted { a, b in
                guard let first = a.position, let second = b.position else { return false }
                return first < second
            }
        }
    }

    private func error(of directive: Directive, _ position: Position, _ names: Names) -> PaperIssue? {
        switch directive {
        case .value(let path, _):
            let known = names.quantities + names.claims
            return known.contains(path.name) ? nil : Self.unknown("value", path.name, position, known)
        case .claim(let id), .reference(.claim, let id):
            return names.claims.contains(id) ? nil : Self.unknown("claim", id, position, names.claims)
        case .claims(let ids):
            return ids.first { !names.claims.contains($0) }.map { Self.unknown("claim", $0, position, names.claims) }
        case .reference(.figure, let name):
            if figures.contains(name) { return nil }
            if names.figures.contains(name) {
                return .error("The figure \(name) is referred to and not shown.", at: position, next: "Show it: `::: figure \(name)`.")
            }
            return Self.unknown("figure", name, position, names.figures)
        case .reference(.table, let name):
            if tables.contains(name) { return nil }
            let next = didYouMean(name, among: tables) ?? "Show it: `::: table \(name)`."
            return .error("No table called \(name) is shown.", at: position, next: next)
        case .reference(.eq, let label):
            return equations.contains(label) ? nil : Self.unknown("equation", label, position, equations)
        case .reference(.sec, let label):
            guard let number = sections[label] else { return Self.unknown("section", label, position, sections.keys.sorted()) }
            return number.isEmpty ? .error("The section \(label) has no number to refer to.", at: position) : nil
        case .label: return nil
        }
    }

    private static func unknown(_ kind: String, _ name: String, _ position: Position, _ known: [String]) -> PaperIssue {
        .error("There is no \(kind) called \(name).", at: position, next: didYouMean(name, among: known))
    }
}

extension Sequence where Element: Hashable {
    /// The elements without repetition, in the order of their first mention.
    package func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
