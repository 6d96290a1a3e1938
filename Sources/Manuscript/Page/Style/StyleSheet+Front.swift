// The head of the page, and the contents: a list in place on a narrow screen, beside the text on a wide one.

extension StyleSheet {
    static let front = """
        .front { padding: 3rem 0 0.5rem; }
        .front h1 { font-size: clamp(1.8rem, 1.1rem + 2.6vw, 2.7rem); line-height: 1.12; margin: 0 0 0.6rem; letter-spacing: -0.015em; }
        .front .subtitle { font-size: 1.16rem; line-height: 1.4; color: var(--quiet); font-style: italic; margin: 0 0 1rem; text-wrap: balance; }
        .front .byline { margin: 0 0 1rem; }
        .imprint { font: 0.8rem/1.5 var(--sans); color: var(--quiet); margin: 0 0 1rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; }
        .imprint li { margin: 0; }
        .imprint code { font-size: 0.95em; padding: 0; background: none; }
        .status { font: 0.82rem/1.5 var(--sans); border-block: 1px solid var(--rule); padding: 0.65rem 0; display: flex;
          flex-wrap: wrap; gap: 0.4rem 1rem; align-items: baseline; }
        .status .counts { display: flex; flex-wrap: wrap; gap: 0.35rem; }
        .status .profile { margin: 0; color: var(--quiet); }
        .status .profile strong { color: var(--ink); font-weight: 600; }
        .abstract { margin: 1.5rem 0 0; font-size: 0.96rem; line-height: 1.55; }
        .abstract p:first-child::before { content: "Abstract. "; font-weight: 600; }
        """

    static let contents = """
        .contents { margin: 1.6rem 0 0; font: 0.8rem/1.4 var(--sans); }
        .contents summary { cursor: pointer; font-weight: 600; padding: 0.7rem 0; border-block: 1px solid var(--rule); }
        .contents ul { list-style: none; margin: 0.6rem 0; padding: 0; }
        .contents li { margin: 0; }
        .contents a { color: var(--quiet); display: block; padding: 0.22rem 0 0.22rem 2.6rem; text-indent: -1.8rem; border-left: 2px solid transparent; }
        .contents .level3 a { padding-left: 4.3rem; text-indent: -2.4rem; }
        .contents a:hover { color: var(--accent); text-decoration: none; }
        .contents a > * { text-indent: 0; }
        .contents .number { display: inline-block; min-width: 1.8rem; margin-right: -0.3em; font-variant-numeric: tabular-nums; }
        .contents .level3 .number { min-width: 2.4rem; }
        .contents a[aria-current] { color: var(--ink); border-left-color: var(--accent); font-weight: 600; }
        @media (max-width: 65.99rem) { .contents .level3 { display: none; } .contents a { padding-left: 1.8rem; border: 0; } }
        @media (min-width: 66rem) {
          .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; margin: 2.4rem 0 0; padding: 1rem 0 2rem;
            overscroll-behavior: contain; scrollbar-width: thin; }
          .contents ul { margin-top: 0; }
          @supports selector(::details-content) {
            .contents summary { display: none; }
            .contents details::details-content { content-visibility: visible; }
          }
          /* Of the sections only those of the chapter that is being read. */
          .contents .level3 { display: none; }
          .contents .level3.near { display: block; }
          .contents:not(:has([aria-current])) .level3 { display: block; }
        }
        """
}
