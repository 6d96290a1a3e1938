// Where things stand: one grid with named lines. The text is 36 rem wide; figures reach two rem further to each side; notes,
// and what is to be known of a figure at a glance, stand in the gutter where there is one, and in place elsewhere.

extension StyleSheet {
    static let grid = """
        * { box-sizing: border-box; }
        html { font-size: 106.25%; -webkit-text-size-adjust: 100%; scroll-behavior: smooth; scroll-padding-top: 1rem; }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
        body { margin: 0; min-width: 0; background: var(--paper); color: var(--ink); display: grid; --reach: 0rem; --gutter: 0rem; --gap: 0rem;
          grid-template-columns: [screen-start] minmax(1.15rem, 1fr) [page-start contents-start text-start] minmax(0, 36rem)
            [text-end contents-end page-end] minmax(1.15rem, 1fr) [screen-end]; }
        .front, main, .closing { grid-column: text; min-width: 0; }
        .contents { grid-column: contents; }
        @media (min-width: 46rem) { body { --reach: 2rem; } }
        @media (min-width: 66rem) {
          html { font-size: 112.5%; }
          body { grid-template-columns: [screen-start] minmax(1.5rem, 1fr) [page-start contents-start] minmax(8rem, 12.5rem) [contents-end] 3.5rem
            [text-start] minmax(0, 36rem) [text-end page-end] minmax(3.5rem, 1fr) [screen-end]; }
          .front { grid-row: 2; } main { grid-row: 3; } .closing { grid-row: 4; } .contents { grid-row: 2 / 5; }
        }
        @media (min-width: 80rem) {
          body { --gutter: 12rem; --gap: 3.25rem;
            grid-template-columns: [screen-start] minmax(1rem, 1fr) [page-start contents-start] 12.5rem [contents-end] 3.5rem
            [text-start] minmax(0, 36rem) [text-end] var(--gap) [gutter-start] var(--gutter) [gutter-end page-end] minmax(1rem, 1fr) [screen-end]; }
        }
        .reach { margin-inline: calc(-1 * var(--reach)); }
        """
}
