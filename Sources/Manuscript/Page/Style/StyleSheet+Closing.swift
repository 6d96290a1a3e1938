// The end of the page, small and quiet: how to cite it, what it was made from, and how the last build went.

extension StyleSheet {
    static let closing = """
        .closing { margin-top: 3.5rem; padding: 0.5rem 0 4rem; border-top: 1px solid var(--rule); color: var(--quiet); font: 0.8rem/1.55 var(--sans); }
        .closing:not(:has(p)) { display: none; }
        .closing h2 { font: 600 1.1rem/1.3 var(--sans); color: var(--ink); margin: 1.6rem 0 0.6rem; }
        .closing h3 { font: 600 0.86rem/1.3 var(--sans); color: var(--ink); margin: 1.5rem 0 0.4rem; }
        .closing h4 { font: 600 0.8rem/1.3 var(--sans); margin: 1.2rem 0 0.3rem; }
        .closing pre { font-size: 0.95em; white-space: pre-wrap; overflow-wrap: anywhere; }
        .closing table { font: 0.76rem/1.4 var(--sans); width: 100%; }
        .closing .wide { margin: 0.6rem 0 1rem; }
        .closing td, .closing th { padding: 0.25rem 0.8rem 0.25rem 0; }
        .closing .number { text-align: right; white-space: nowrap; padding-right: 0.9rem; }
        .closing .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.2rem 1rem; margin: 0.6rem 0; }
        .closing .facts dt { font-weight: 600; color: var(--ink); } .closing .facts dd { margin: 0; overflow-wrap: anywhere; }
        .closing code { font-size: 0.95em; }
        """
}
