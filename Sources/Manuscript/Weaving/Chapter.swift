// A chapter, cut into pieces: prose that is passed on as it is, and what the weaver replaces.

/// A chapter of the paper as the weaver sees it.
package struct Chapter: Sendable {
    package var path: String
    package var pieces: [Piece]
    /// What could not be understood.
    package var problems: [PaperIssue]

    package indirect enum Piece: Sendable {
        case text(String)
        case directive(Directive, Position, inMath: Bool)
        /// Stands after the #s of a heading. `label` is the LABEL of `{#sec:LABEL}`.
        case heading(level: Int, label: String?, isNumbered: Bool, Position)
        /// Display math: what stands between the double dollars.
        case equation([Piece], label: String?, Position)
        case figureStart(String, Position)
        case figureEnd
        case tableStart(ValuePath, Position)
        case tableEnd(ValuePath, Position)
    }

    /// All pieces, those inside equations included, in order.
    package func forEach(_ body: (Piece) -> Void) {
        func visit(_ pieces: [Piece]) {
            for piece in pieces {
                body(piece)
                if case .equation(let inner, _, _) = piece { visit(inner) }
            }
        }
        visit(pieces)
    }
}
