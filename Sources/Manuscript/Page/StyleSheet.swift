// The look of the page. Type first: one reading face, a measure of about 68 characters, one accent; figures and tables
// as wide as the text. Colours are two sets of the same six variables, for light and for dark; gnuplot's black and
// white take --ink and --paper.

package enum StyleSheet {
    package static var all: String { [colours, text, front, contents, figures, claims, listings, print].joined(separator: "\n") }

    static let colours = """
        :root {
          color-scheme: light dark;
          --paper: #fdfdfb; --ink: #1c1e21; --quiet: #5d636b; --rule: #dcdcd5; --accent: #1257a0; --wash: #f3f3ee;
          --holds: #1b6b43; --fails: #a3291b; --undecided: #7a5a00;
          --serif: "Iowan Old Style", "Palatino Linotype", "URW Palladio L", P052, Palatino, "Source Serif 4", Georgia, "Noto Serif", "DejaVu Serif", serif;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15171a; --ink: #e3e3de; --quiet: #9ba1a9; --rule: #33373d; --accent: #86b9f0; --wash: #1d2024;
            --holds: #7ccb9f; --fails: #f19a8d; --undecided: #e2bd5c;
          }
        }
        """

    static let text = """
        * { box-sizing: border-box; }
        html { font-size: 106.25%; -webkit-text-size-adjust: 100%; scroll-behavior: smooth; scroll-padding-top: 1rem; }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
        body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 44rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.6 var(--serif); font-variant-numeric: oldstyle-nums; text-rendering: optimizeLegibility; }
        main { hyphens: auto; overflow-wrap: break-word; }
        p { margin: 0 0 0.9em; }
        a { color: var(--accent); text-decoration: none; }
        a:hover, a:focus-visible { text-decoration: underline; text-underline-offset: 0.15em; }
        h1, h2, h3, h4, h5 { line-height: 1.25; font-weight: 600; hyphens: none; text-wrap: balance; }
        h2 { font-size: 1.4rem; margin: 2.8rem 0 0.8rem; }
        h3 { font-size: 1.12rem; margin: 2rem 0 0.5rem; }
        h4, h5, h6 { font-size: 1rem; margin: 1.5rem 0 0.4rem; }
        main h2 > .number, main h3 > .number, main h4 > .number { color: var(--quiet); font-weight: 400; margin-right: 0.45em; }
        code { font: 0.85em var(--mono); background: var(--wash); padding: 0.1em 0.3em; border-radius: 3px; }
        pre { overflow-x: auto; padding: 0.8rem 1rem; background: var(--wash); border-radius: 4px; line-height: 1.45; }
        pre code { background: none; padding: 0; }
        blockquote { margin: 1em 0; padding-left: 1.1rem; border-left: 3px solid var(--rule); color: var(--quiet); }
        ul, ol { padding-left: 1.5rem; }
        hr { border: 0; border-top: 1px solid var(--rule); margin: 2rem 0; }
        math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", "DejaVu Math TeX Gyre", math; font-size: 1.04em; font-variant-numeric: lining-nums; }
        .equation { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0.75rem; margin: 1.1em 0;
          text-align: left; }
        .equation > math { min-width: 0; overflow-x: auto; overflow-y: hidden; padding: 0.15em 0; }
        .equation > .number { font-variant-numeric: lining-nums; color: var(--quiet); }
        table { border-collapse: collapse; font-size: 0.9rem; line-height: 1.4; font-variant-numeric: lining-nums tabular-nums; }
        th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.8rem 0.45rem 0; }
        th { font: 600 0.78rem/1.3 var(--sans); color: var(--quiet); border-bottom: 1px solid var(--ink); white-space: nowrap; }
        td { border-bottom: 1px solid var(--rule); }
        td[style*="right"] { white-space: nowrap; }
        th p, td p { margin: 0; }
        table.data { margin: 1.6em 0; font-size: 0.86rem; }
        table.data caption { caption-side: top; text-align: left; font-size: 0.9rem; line-height: 1.45; margin-bottom: 0.6rem; }
        table.data caption p { margin: 0; }
        table.data caption .label { font: 600 0.86rem var(--sans); }
        table.data a.data { font: 0.76rem var(--mono); white-space: nowrap; }
        table.data .number { text-align: right; white-space: nowrap; padding-right: 0; padding-left: 0.8rem; }
        table.data th { vertical-align: bottom; }
        table.data th[scope="row"] { font: inherit; color: inherit; border-bottom: 1px solid var(--rule); vertical-align: top; }
        table.data .unit { font-weight: 400; }
        .filler { visibility: hidden; user-select: none; }
        main > table { display: block; width: fit-content; max-width: 100%; margin: 1.4em 0; }
        .csl-entry { margin: 0 0 0.6em; padding-left: 1.4em; text-indent: -1.4em; font-size: 0.92rem; line-height: 1.45; }
        .footnotes { font-size: 0.88rem; }
        .footnote-ref sup, sup, sub { line-height: 0; }
        :target { background: color-mix(in srgb, var(--accent) 12%, transparent); }
        footer { margin-top: 3rem; padding-top: 0.8rem; border-top: 1px solid var(--rule); color: var(--quiet);
          font: 0.78rem/1.5 var(--sans); }
        footer:not(:has(p)) { display: none; }
        """

    static let front = """
        .front { padding: 3.2rem 0 0.5rem; }
        .front h1 { font-size: clamp(1.7rem, 1.2rem + 2.2vw, 2.5rem); line-height: 1.15; margin: 0 0 0.5rem; letter-spacing: -0.01em; }
        .front .subtitle { font-size: 1.15rem; line-height: 1.4; color: var(--quiet); font-style: italic; margin: 0 0 0.9rem; text-wrap: balance; }
        .front .byline { margin: 0 0 1.2rem; }
        .status { font: 0.82rem/1.5 var(--sans); border-block: 1px solid var(--rule); padding: 0.65rem 0; display: flex;
          flex-wrap: wrap; gap: 0.4rem 1rem; align-items: baseline; font-variant-numeric: lining-nums; }
        .status .counts { display: flex; flex-wrap: wrap; gap: 0.35rem; }
        .status .profile { margin: 0; color: var(--quiet); }
        .status .profile strong { color: var(--ink); font-weight: 600; }
        .abstract { margin: 1.4rem 0 0; font-size: 0.96rem; line-height: 1.55; }
        .abstract p:first-child::before { content: "Abstract. "; font-weight: 600; }
        """

    static let contents = """
        .contents { margin: 1.6rem 0 0; font: 0.84rem/1.4 var(--sans); }
        .contents ul { list-style: none; margin: 0; padding: 0; }
        .contents li { margin: 0.28rem 0; }
        .contents .level3 { padding-left: 1.1rem; }
        .contents a { color: var(--quiet); }
        .contents a:hover { color: var(--accent); }
        .contents .number { margin-right: 0.5em; font-variant-numeric: tabular-nums; }
        @media (max-width: 71.99rem) { .contents { border-bottom: 1px solid var(--rule); padding-bottom: 1rem; } .contents .level3 { display: none; } }
        @media (min-width: 72rem) {
          body { max-width: 66rem; display: grid; grid-template-columns: 14rem minmax(0, 42rem); column-gap: 4rem; justify-content: center; }
          .front, main, footer { grid-column: 2; }
          .contents { grid-column: 1; grid-row: 1 / span 3; position: sticky; top: 0; align-self: start; max-height: 100vh;
            overflow-y: auto; margin: 0; padding: 3.7rem 0 2rem; }
        }
        """

    static let figures = """
        figure { margin: 2.2rem 0; }
        /* Figures keep the widths of letters that gnuplot laid them out for. */
        /* A figure or a wide table wider than its box has a shadow where more of it is hidden. */
        main > table { overflow-x: auto; }
        .plot, .wide { overflow-x: auto; background:
          linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local,
          linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local,
          linear-gradient(to right, var(--rule), transparent) left / 0.7rem 100% no-repeat scroll,
          linear-gradient(to left, var(--rule), transparent) right / 0.7rem 100% no-repeat scroll; }
        .plot svg { display: block; width: 100%; max-width: calc(var(--width) * 1px); min-width: min(calc(var(--width) * 1px), 27rem);
          height: auto; margin: 0 auto; font-variant-numeric: lining-nums;
          font-family: Helvetica, Arial, "Liberation Sans", "Nimbus Sans", Arimo, var(--sans); }
        figure.picture img { display: block; max-width: 100%; height: auto; margin: 0 auto; }
        figcaption { font-size: 0.9rem; line-height: 1.45; margin-top: 0.5rem; }
        figcaption p { margin: 0 0 0.4em; }
        figcaption .label { font: 600 0.86rem var(--sans); }
        .provenance { font: 0.76rem/1.5 var(--sans); color: var(--quiet); margin-top: 0.3rem; }
        .provenance summary { cursor: pointer; width: fit-content; }
        .provenance summary:hover { color: var(--accent); }
        .provenance dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.2rem 1rem; margin: 0.5rem 0 0;
          padding: 0.6rem 0.8rem; background: var(--wash); border-radius: 4px; }
        .provenance dt { font-weight: 600; }
        .provenance dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: lining-nums; }
        .provenance code { padding: 0; font-size: 0.95em; }
        @media (max-width: 32rem) { .provenance dl { grid-template-columns: minmax(0, 1fr); gap: 0; } .provenance dd { margin-bottom: 0.35rem; } }
        """

    static let claims = """
        .badge { font: 600 0.78em/1.35 var(--sans); font-variant-numeric: lining-nums; white-space: nowrap; padding: 0.08em 0.5em 0.1em;
          border-radius: 1em; border: 1.5px solid currentColor; }
        .badge .sign { margin-right: 0.35em; }
        .badge.holds { color: var(--holds); }
        .badge.fails { color: var(--paper); background: var(--fails); border-color: var(--fails); }
        .badge.undecided { color: var(--undecided); border-style: dashed; }
        a.badge:hover { text-decoration: none; filter: brightness(1.15); }
        .wide { margin: 1.5em 0; }
        table.claims { min-width: 38rem; width: 100%; table-layout: fixed; hyphens: manual; overflow-wrap: break-word; }
        table.claims th:nth-child(2) { width: 27%; }
        table.claims th:nth-child(3) { width: 29%; }
        table.claims p { margin: 0; }
        table.claims .statement { overflow-x: auto; }
        table.claims .badge { margin-right: 0.3em; }
        table.claims .id { font: 600 0.9em var(--sans); margin-right: 0.3em; white-space: nowrap; }
        table.claims .note { font: 0.76rem/1.4 var(--sans); color: var(--quiet); margin-top: 0.2rem; }
        table.claims td:last-child { padding-right: 0; }
        """

    static let print = """
        @media print {
          :root { --paper: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --accent: #000; --wash: #fff; --holds: #000; --fails: #000; --undecided: #000; }
          @page { margin: 22mm 20mm; }
          html { font-size: 10.5pt; }
          body { display: block; max-width: none; padding: 0; }
          .contents, .provenance { display: none; }
          .front { padding-top: 0; }
          figure, tr, .equation { break-inside: avoid; }
          h2, h3, h4 { break-after: avoid; }
          .plot, .wide, main > table, .equation > math { overflow: visible; background: none; }
          .plot svg { min-width: 0; }
          .badge.fails { background: none; color: #000; border-width: 2.5px; }
        }
        """
}
