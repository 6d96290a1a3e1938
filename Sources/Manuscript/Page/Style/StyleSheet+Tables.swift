// Tables: rules above and below, none between columns; digits equally wide. A table that is wider than its place scrolls by
// itself, with a shadow where more of it is hidden.

extension StyleSheet {
    static let tables = """
        table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; font-variant-numeric: lining-nums tabular-nums; }
        th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.9rem 0.4rem 0; }
        th { font: 600 0.78rem/1.35 var(--sans); color: var(--quiet); border-bottom: 1px solid var(--ink); vertical-align: bottom; }
        td { border-bottom: 1px solid var(--rule); }
        tr:last-child td, tr:last-child th[scope="row"] { border-bottom: 1px solid var(--ink); }
        td[style*="right"] { white-space: nowrap; }
        th p, td p { margin: 0; }
        .wide { overflow-x: auto; margin: 2rem 0; container-type: inline-size; }
        .wide, .plot, main > table, .ancestry, .listing pre { background:
          linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local,
          linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local,
          linear-gradient(to right, var(--rule), transparent) left / 0.7rem 100% no-repeat scroll,
          linear-gradient(to left, var(--rule), transparent) right / 0.7rem 100% no-repeat scroll; }
        .listing pre { --paper: var(--wash); background-color: var(--wash); }
        main > table { display: block; width: fit-content; max-width: 100%; margin: 1.6em 0; overflow-x: auto; }
        table.data { font-size: 0.86rem; }
        table.data caption { caption-side: top; text-align: left; font-size: 0.9rem; line-height: 1.45; margin-bottom: 0.7rem; hyphens: manual; }
        /* A caption stays in sight while its table scrolls. */
        table.data caption > * { display: block; position: sticky; left: 0; width: fit-content; max-width: min(100%, 100cqi); }
        table.data caption p { margin: 0 0 0.2em; }
        table.data caption .label { font: 600 0.84rem var(--sans); }
        table.data .data { font: 0.76rem var(--sans); white-space: nowrap; }
        table.data .number { text-align: right; white-space: nowrap; padding-right: 0; padding-left: 0.9rem; }
        table.data th.number { white-space: normal; }
        table.data th[scope="row"] { font: inherit; color: inherit; border-bottom: 1px solid var(--rule); vertical-align: top; }
        table.data tr:last-child th[scope="row"] { border-bottom-color: var(--ink); }
        table.data .unit { font-weight: 400; }
        """
}
