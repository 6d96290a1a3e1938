// The page on paper: black on white, nothing that needs a pointer, no heading without its text, no figure in two parts.

extension StyleSheet {
    static let print = """
        @media print {
          :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --accent: #000; --wash: #fff; --holds: #000; --fails: #000; --undecided: #000; }
          @page { size: A4; margin: 24mm 26mm 26mm; @bottom-center { content: counter(page); font: 9pt serif; } }
          html { font-size: 10.8pt; }
          body { display: block; --reach: 0rem; --gutter: 0rem; }
          .contents, .provenance, .glance, .preview, .note-toggle, .filters { display: none; }
          .front { padding-top: 0; }
          p, li { orphans: 3; widows: 3; }
          figure, tr, .equation, .claim, .csl-entry, thead { break-inside: avoid; }
          figure { border: 0; padding: 0; margin: 1.6em 0; }
          table.data { break-inside: avoid; }
          thead { display: table-header-group; }
          h2, h3, h4, caption { break-after: avoid; }
          .plot, .wide, main > table, .listing pre, .equation > math, .whole.long, .claim .statement, .evidence .formula { overflow: visible; background: none; }
          pre, .listing pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }
          .listing code { width: auto; }
          .plot svg { min-width: 0; width: auto; max-width: min(100%, 14cm); max-height: 15cm; }
          main p > a:not(.badge), main li > a, .abstract a:not(.badge), .citation a, figcaption a { text-decoration: none; }
          .sidenote { display: block; margin: 0.3em 0 0.5em 1.5em; }
          .badge.fails { background: none; color: #000; border-width: 2.5px; }
          :target { background: none; }
        }
        """
}
