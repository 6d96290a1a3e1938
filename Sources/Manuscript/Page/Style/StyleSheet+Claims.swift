// Verdicts in the text: a sign and a word in a pill, never colour alone.

extension StyleSheet {
    static let claims = """
        .badge { font: 600 0.76em/1.35 var(--sans); white-space: nowrap; padding: 0.08em 0.5em 0.1em; border-radius: 1em; border: 1.5px solid currentColor; }
        .badge .sign { margin-right: 0.35em; }
        .badge.holds { color: var(--holds); }
        .badge.fails { color: var(--paper); background: var(--fails); border-color: var(--fails); }
        .badge.undecided { color: var(--undecided); border-style: dashed; }
        a.badge:hover { text-decoration: none; filter: brightness(1.15); }
        """
}
