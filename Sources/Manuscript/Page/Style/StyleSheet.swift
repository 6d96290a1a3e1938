// The look of the page, one part per file. Colours are two sets of the same variables, for light and for dark; gnuplot's
// black and white take --ink and --paper. Every pair of colours that text is set in is checked for contrast by a test.

package enum StyleSheet {
    package static var all: String {
        [ReadingFont.rules, colours, grid, text, tables, front, contents, figures, provenance, claims, board, listings, notes, previews, closing, print]
            .joined(separator: "\n")
    }

    /// Variables of both schemes.
    package static let colours = """
        :root {
          color-scheme: light dark;
          --paper: #fcfbf8; --card: #ffffff; --ink: #1c1e21; --quiet: #5a6069; --rule: #dddcd5; --accent: #14529a; --wash: #f2f1ec;
          --holds: #1b6b43; --fails: #a3291b; --undecided: #735400;
          --serif: "Paper Serif", "Palatino Linotype", Palatino, P052, "URW Palladio L", Georgia, "Liberation Serif", serif;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
          --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
          --math: "STIX Two Math", "Latin Modern Math", "TeX Gyre Termes Math", "Cambria Math", "DejaVu Math TeX Gyre", math;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15171a; --card: #1b1e22; --ink: #e4e3de; --quiet: #a3a9b1; --rule: #363b42; --accent: #8bbcf2; --wash: #22262b;
            --holds: #7ccb9f; --fails: #f3a195; --undecided: #e2bd5c;
          }
        }
        """
}
