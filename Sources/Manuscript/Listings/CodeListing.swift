// The code of a declaration, taken from the source that the program was compiled from. The source lies open and may have been edited
// since: its tokens must be those that were compiled, or the paper would show code that did not make it.
import BuildGraph
import CodeFingerprint

/// Reads the code that a chapter shows.
package struct CodeListing: Target {
    /// As the table of declarations has it.
    package let declaration: String
    package let file: SourceFile
    /// Of its tokens, when the program was compiled.
    package let digests: [String]

    /// What is shown.
    package struct Value: Codable, Sendable, Equatable {
        package var path: String
        package var firstLine: Int
        package var lastLine: Int
        /// Its lines, each in pieces that look different.
        package var lines: [[Piece]]

        package struct Piece: Codable, Sendable, Equatable {
            /// A `CodePiece.Kind`.
            package var kind: String
            package var text: String
        }

        /// "lines 12–18"
        var place: String { firstLine == lastLine ? "line \(firstLine)" : "lines \(firstLine)–\(lastLine)" }

        /// The code as plain text.
        package var text: String { lines.map { $0.map(\.text).joined() }.joined(separator: "\n") }
    }

    package static var kind: TargetKind { .document }

    package init(_ declaration: CompiledDeclaration) {
        self.declaration = declaration.name
        file = SourceFile(declaration.path)
        digests = declaration.digests
    }

    package func make(_ inputs: Inputs) throws -> Value {
        let bytes = try inputs[file, atMost: FileLimit.text]
        let found = SourceDeclarations(bytes, isMain: file.path.hasSuffix("/main.swift")).named(declaration)
        guard let shown = found.first(where: { $0.digests == digests }) else {
            throw PaperError([
                .error(
                    found.isEmpty ? "\(file.path) does not declare \(declaration) any more." : "\(declaration) was edited in \(file.path) since the program was compiled.",
                    next: "Compile the program again: it shows the code that it was made from.")
            ])
        }
        return Value(path: file.path, firstLine: shown.lines.lowerBound, lastLine: shown.lines.upperBound, lines: Self.lines(of: shown.pieces))
    }

    private static func lines(of pieces: [CodePiece]) -> [[Value.Piece]] {
        var lines: [[Value.Piece]] = [[]]
        for piece in pieces {
            for (number, part) in piece.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if number > 0 { lines.append([]) }
                if !part.isEmpty { lines[lines.count - 1].append(.init(kind: piece.kind.rawValue, text: String(part))) }
            }
        }
        return lines
    }
}
