// The lines of a declaration in the table that `paper why` reads: itself, and each of its members by name.

struct DeclarationRows {
    let source: TokenizedSource
    let symbols: SymbolTable

    /// All that a declaration says, in order.
    func content(of piece: Declaration) -> [UInt8] {
        var content = Content()
        for range in piece.conditions { content.add(range, of: source, symbols: symbols) }
        content.add(piece.tokens, of: source, symbols: symbols)
        return content.bytes
    }

    func rows(of piece: Declaration) -> [Unit.Row] {
        let name = piece.kind == .extension ? "extension " + piece.title : piece.title
        return rows(of: piece, name: name, owner: piece.title)
    }

    func rows(of piece: Declaration, name: String, owner: String) -> [Unit.Row] {
        guard piece.body != nil else { return [Unit.Row(name: name, digest: Fingerprint(of: content(of: piece)).short)] }
        // What of a type is in no member, and the order of its members.
        var shell = Content()
        for range in piece.conditions { shell.add(range, of: source, symbols: symbols) }
        var here = piece.tokens.lowerBound
        for member in piece.members {
            shell.add(here..<member.tokens.lowerBound, of: source, symbols: symbols)
            shell.add(member.title)
            here = member.tokens.upperBound
        }
        shell.add(here..<piece.tokens.upperBound, of: source, symbols: symbols)
        let members = piece.members.flatMap { rows(of: $0, name: "\(owner).\($0.title)", owner: "\(owner).\($0.title)") }
        return [Unit.Row(name: name, digest: Fingerprint(of: shell.bytes).short)] + members
    }
}
