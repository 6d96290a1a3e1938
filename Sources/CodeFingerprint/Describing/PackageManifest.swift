// What of a manifest can change what code means: settings and language modes, and not which targets there are or what they
// depend on, which the plugin tells by itself. A manifest of another form than `Package(… targets: [.target(…), …])` counts whole.

struct PackageManifest {
    private let source: TokenizedSource
    private let symbols: SymbolTable
    /// Calls like `.target(name: "A", …)` with the target's name.
    private var targets: [(name: String, tokens: Range<Int>)] = []

    /// Arguments that only tell where code is and what it sees.
    private static let structural: Set<String> = ["dependencies", "path", "exclude", "sources", "plugins", "products", "name", "providers", "pkgConfig"]

    init(_ bytes: [UInt8]) {
        var symbols = SymbolTable()
        source = Lexer.tokenize(bytes, symbols: &symbols)
        self.symbols = symbols
        guard let call = packageCall, let list = arguments(of: call).first(where: { $0.label == "targets" })?.value,
            source.isPunctuation(list.lowerBound, "["), source.afterClosing(list.lowerBound, before: list.upperBound) == list.upperBound
        else { return }
        for element in elements(of: list.lowerBound) {
            let parenthesis = element.lowerBound + 2
            guard element.count > 3, source.isOperator(element.lowerBound, "."), source.isPunctuation(parenthesis, "("),
                let name = arguments(of: parenthesis).first(where: { $0.label == "name" })?.value, name.count == 1, source.tokens[name.lowerBound].kind == .string
            else { continue }
            let text = source.text(source.tokens[name.lowerBound])
            targets.append((String(decoding: text.dropFirst().dropLast(), as: UTF8.self), element))
        }
    }

    /// What counts for every module: the manifest without the targets whose names could be read.
    var common: [UInt8] {
        guard let call = packageCall else { return content(0..<source.tokens.count, without: []) }
        var left = targets.map(\.tokens)
        for argument in arguments(of: call) where Self.structural.contains(argument.label) { left.append(argument.tokens) }
        return content(0..<source.tokens.count, without: left)
    }

    /// The settings of one target: its call without what is structural.
    func settings(ofTarget name: String) -> [UInt8] {
        targets.filter { $0.name == name }.flatMap { target in
            let structural = arguments(of: target.tokens.lowerBound + 2).filter { Self.structural.contains($0.label) }
            return content(target.tokens, without: structural.map(\.tokens))
        }
    }

    private func content(_ range: Range<Int>, without left: [Range<Int>]) -> [UInt8] {
        var content = Content()
        for index in range where !left.contains(where: { $0.contains(index) }) {
            // The comma between arguments and targets is left with them.
            if source.isPunctuation(index, ",") { continue }
            content.add(source.text(source.tokens[index]))
        }
        return content.bytes
    }

    // MARK: Calls

    /// The parenthesis of `Package(`.
    private var packageCall: Int? {
        source.tokens.indices.first { index in
            source.isPunctuation(index, "(") && index > 0 && source.tokens[index - 1].symbol == symbols.known("Package") && source.tokens[index - 1].kind == .identifier
        }
    }

    /// The parts between the commas of a bracket.
    private func elements(of bracket: Int) -> [Range<Int>] {
        let end = source.afterClosing(bracket, before: source.tokens.count) - 1
        var parts: [Range<Int>] = []
        var start = bracket + 1
        var here = start
        while here <= end {
            if here == end || source.isPunctuation(here, ",") {
                if here > start { parts.append(start..<here) }
                start = here + 1
                here += 1
            } else {
                here = source.depthChange(here) > 0 ? source.afterClosing(here, before: end) : here + 1
            }
        }
        return parts
    }

    private func arguments(of parenthesis: Int) -> [(label: String, value: Range<Int>, tokens: Range<Int>)] {
        elements(of: parenthesis).compactMap { part in
            guard part.count > 2, source.tokens[part.lowerBound].kind == .identifier, source.isPunctuation(part.lowerBound + 1, ":") else { return nil }
            let label = symbols.names[Int(source.tokens[part.lowerBound].symbol)]
            return (label, part.lowerBound + 2..<part.upperBound, part)
        }
    }
}
