// A declaration as it is shown to people: its lines, with the comment above it, cut into pieces that look different. The digests of
// its tokens tell whether it is what was compiled.

/// A declaration in its file.
package struct SourceDeclaration: Sendable, Equatable {
    /// As the table of declarations has it: "Trainer.step(images:)".
    package let name: String
    /// Its own and its members', as the table has them.
    package let digests: [String]
    /// Of its file, from 1.
    package let lines: ClosedRange<Int>
    /// Its text, without the indentation that it has in common.
    package let pieces: [CodePiece]
}

/// The declarations of a file, by the names that the table knows them by.
package struct SourceDeclarations {
    private let source: TokenizedSource
    private let symbols: SymbolTable
    private let rows: DeclarationRows
    /// More than one under a name where they stand under `#if`.
    private var pieces: [String: [(piece: Declaration, owner: String)]] = [:]

    package init(_ bytes: [UInt8], isMain: Bool = false) {
        var symbols = SymbolTable()
        source = Lexer.tokenize(bytes, symbols: &symbols)
        self.symbols = symbols
        rows = DeclarationRows(source: source, symbols: symbols)
        for piece in DeclarationSplitter(source: source, symbols: symbols, isMain: isMain).split() {
            add(piece, piece.kind == .extension ? "extension " + piece.title : piece.title, owner: piece.title)
        }
    }

    private mutating func add(_ piece: Declaration, _ name: String, owner: String) {
        pieces[name, default: []].append((piece, owner))
        for member in piece.members {
            let path = "\(owner).\(member.title)"
            add(member, path, owner: path)
        }
    }

    /// What has a name, as it is shown.
    package func named(_ name: String) -> [SourceDeclaration] {
        (pieces[name] ?? []).map { piece, owner in
            let excerpt = SourceExcerpt(piece.tokens, of: source)
            return SourceDeclaration(name: name, digests: digests(piece, name, owner), lines: excerpt.lines, pieces: excerpt.pieces(symbols))
        }
    }

    /// The lines of what has a name and these digests; nil when nothing has.
    package func lines(of name: String, digests: [String]) -> ClosedRange<Int>? {
        (pieces[name] ?? []).first { self.digests($0.piece, name, $0.owner) == digests }.map { SourceExcerpt($0.piece.tokens, of: source).lines }
    }

    private func digests(_ piece: Declaration, _ name: String, _ owner: String) -> [String] {
        rows.rows(of: piece, name: name, owner: owner).map(\.digest)
    }
}
