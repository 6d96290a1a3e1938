// What of a manifest can change what code means: settings and language modes, and not which targets there are or what they
// depend on, which the plugin tells by itself. A manifest whose settings cannot be read from the calls that have them counts whole.

struct PackageManifest {
    /// `.target(name: "A", …)`, wherever it stands.
    private struct Call {
        /// Nil when it is not a string.
        let name: String?
        /// What is not structural.
        let settings: [Range<Int>]
    }

    private let source: TokenizedSource
    private let symbols: SymbolTable
    private var targets: [Call] = []

    private static let kinds: Set<String> = ["target", "executableTarget", "testTarget", "macro", "systemLibrary", "plugin", "binaryTarget"]

    /// Arguments that only tell where code is and what it sees.
    private static let structural: Set<String> = [
        "dependencies", "path", "exclude", "sources", "plugins", "products", "name", "providers", "pkgConfig", "targets", "capability",
    ]

    init(_ bytes: [UInt8]) {
        var symbols = SymbolTable()
        source = Lexer.tokenize(bytes, symbols: &symbols)
        self.symbols = symbols
        targets = source.tokens.indices.compactMap(target)
    }

    /// What counts for every module: the arguments of `Package(…)`, and the settings of targets whose names are made by code.
    var common: [UInt8] {
        guard let package = packageCall, settingsAreLiteral(package) else { return content(0..<source.tokens.count) }
        let nameless = targets.filter { $0.name == nil }.flatMap(\.settings)
        return (settings(of: package) + nameless).flatMap(content)
    }

    /// The settings of one target: its call without what is structural.
    func settings(ofTarget name: String) -> [UInt8] { targets.filter { $0.name == name }.flatMap(\.settings).flatMap(content) }

    private func target(_ dot: Int) -> Call? {
        let parenthesis = dot + 2
        guard source.isOperator(dot, "."), source.isPunctuation(parenthesis, "("), Self.kinds.contains(spelling(dot + 1)) else { return nil }
        guard let name = arguments(of: parenthesis).first(where: { $0.label == "name" })?.value else { return nil }
        let isLiteral = name.count == 1 && source.tokens[name.lowerBound].kind == .string
        let text = source.text(source.tokens[name.lowerBound])
        return Call(
            name: isLiteral ? String(decoding: text.dropFirst().dropLast(), as: UTF8.self) : nil, settings: settings(of: parenthesis))
    }

    private func settings(of parenthesis: Int) -> [Range<Int>] {
        arguments(of: parenthesis).filter { !Self.structural.contains($0.label) }.map(\.tokens)
    }

    /// Whether no setting is made of a name that stands for something else, and nothing is done with the package afterwards.
    private func settingsAreLiteral(_ package: Int) -> Bool {
        let names = (settings(of: package) + targets.flatMap(\.settings)).flatMap { $0 }.filter(isFreeName)
        let uses = source.tokens.indices.filter { spelling($0) == "package" && isFreeName($0) && spelling($0 - 1) != "let" }
        return names.isEmpty && uses.isEmpty
    }

    /// Whether a token is a name that is neither a member, as `.v6`, nor a label.
    private func isFreeName(_ index: Int) -> Bool {
        source.tokens[index].kind == .identifier && !source.isOperator(index - 1, ".") && !source.isPunctuation(index + 1, ":")
            && !["true", "false", "nil"].contains(spelling(index))
    }

    /// An identifier's own; empty for other tokens.
    private func spelling(_ index: Int) -> String {
        guard source.tokens.indices.contains(index), source.tokens[index].kind == .identifier else { return "" }
        return symbols.names[Int(source.tokens[index].symbol)]
    }

    private func content(_ range: Range<Int>) -> [UInt8] {
        var content = Content()
        // The comma after the last argument is of no meaning.
        for index in range where !source.isPunctuation(index, ",") { content.add(source.text(source.tokens[index])) }
        return content.bytes
    }

    // MARK: Calls

    /// The parenthesis of `Package(`.
    private var packageCall: Int? {
        source.tokens.indices.first { source.isPunctuation($0, "(") && spelling($0 - 1) == "Package" }
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
            guard part.count > 2, source.tokens[part.lowerBound].kind == .identifier, source.isPunctuation(part.lowerBound + 1, ":")
            else { return nil }
            return (spelling(part.lowerBound), part.lowerBound + 2..<part.upperBound, part)
        }
    }
}
