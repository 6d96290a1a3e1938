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

    /// The declarations of a file that the table knows by this name: more than one where they stand under `#if`.
    package static func all(named name: String, in bytes: [UInt8], isMain: Bool = false) -> [SourceDeclaration] {
        var symbols = SymbolTable()
        let source = Lexer.tokenize(bytes, symbols: &symbols)
        let splitter = DeclarationSplitter(source: source, symbols: symbols, isMain: isMain)
        let rows = DeclarationRows(source: source, symbols: symbols)
        var found: [SourceDeclaration] = []
        func visit(_ piece: Declaration, _ pieceName: String, owner: String) {
            if pieceName == name {
                let excerpt = SourceExcerpt(piece.tokens, of: source)
                found.append(
                    SourceDeclaration(
                        name: name, digests: rows.rows(of: piece, name: pieceName, owner: owner).map(\.digest), lines: excerpt.lines,
                        pieces: excerpt.pieces(symbols)))
            }
            for member in piece.members {
                let path = "\(owner).\(member.title)"
                visit(member, path, owner: path)
            }
        }
        for piece in splitter.split() {
            visit(piece, piece.kind == .extension ? "extension " + piece.title : piece.title, owner: piece.title)
        }
        return found
    }
}
