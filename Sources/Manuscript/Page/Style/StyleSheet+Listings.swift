// Code: as quiet as the text around it. Colours are those of the page, and comments the quietest; no meaning rests on colour alone.

extension StyleSheet {
    static let listings = """
        .listing pre { overflow-x: auto; margin: 0.6rem 0 0; padding: 0.7rem 0; font-size: 0.94em; tab-size: 4; }
        .listing code { display: block; width: max-content; min-width: 100%; padding-right: 1rem; font-variant-ligatures: none; }
        .listing .line::before { counter-increment: line; content: counter(line); display: inline-block; width: 2.6rem; margin-right: 1rem;
          text-align: right; color: var(--quiet); font-size: 0.85em; user-select: none; }
        .listing .source { font: 0.76rem/1.5 var(--sans); color: var(--quiet); margin: 0; }
        .listing .source code { display: inline; padding: 0; }
        .listing .keyword, .listing .attribute { color: var(--accent); }
        .listing .keyword { font-weight: 600; }
        .listing .type { color: var(--holds); }
        .listing .string, .listing .number { color: var(--undecided); }
        .listing .comment { color: var(--quiet); font-style: italic; }
        """
}
