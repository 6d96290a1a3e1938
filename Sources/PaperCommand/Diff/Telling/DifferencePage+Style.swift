// What the page of a difference has besides the look of the paper: one wide column, and drawings side by side where there is room.

extension DifferencePage {
    static let style = """
        body.difference { display: block; max-width: 76rem; margin: 0 auto; padding: 0 1.15rem; --reach: 0rem; }
        .difference .front { padding: 2.2rem 0 0.5rem; }
        .difference .front .paper { font: 600 0.82rem/1.4 var(--sans); color: var(--quiet); margin: 0 0 0.4rem; }
        .difference h1 { font-size: clamp(1.4rem, 1rem + 1.8vw, 2.1rem); margin: 0 0 0.7rem; overflow-wrap: anywhere; }
        .difference h2 { font-size: 1.3rem; margin: 2.4rem 0 0.8rem; }
        .difference .arrow { color: var(--accent); }
        .difference .sides { font: 0.82rem/1.5 var(--sans); color: var(--quiet); margin: 0 0 0.7rem; }
        .difference .summary { list-style: none; display: flex; flex-wrap: wrap; gap: 0.4rem; padding: 0; margin: 0 0 0.8rem; font: 0.82rem/1.4 var(--sans); }
        .difference .summary li { margin: 0; padding: 0.2rem 0.7rem; border: 1px solid var(--rule); border-radius: 1em; background: var(--card); }
        .difference .summary .bad { color: var(--paper); background: var(--fails); border-color: var(--fails); font-weight: 600; }
        .difference .notice { font: 0.82rem/1.5 var(--sans); border-left: 4px solid var(--undecided); background: var(--wash); padding: 0.5rem 0.9rem; margin: 0 0 0.6rem; border-radius: 3px; }
        .difference .quiet { color: var(--quiet); font: 0.8rem/1.5 var(--sans); }
        .difference .causes { list-style: none; padding: 0; margin: 0; font-size: 0.9rem; }
        .difference .causes li { padding: 0.4rem 0; border-bottom: 1px solid var(--rule); margin: 0; overflow-wrap: anywhere; }
        .difference .kind { font: 600 0.72rem var(--sans); color: var(--accent); border: 1px solid currentColor; border-radius: 1em; padding: 0.05em 0.55em; margin-right: 0.4em; white-space: nowrap; }
        .difference .results { display: block; font: 0.76rem/1.45 var(--sans); color: var(--quiet); }
        .difference .board { margin: 0 0 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.7rem; }
        @media (min-width: 60rem) { .difference .board { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; } }
        .difference .statement .to { color: var(--quiet); margin: 0 0.4em 0 0; }
        .difference .because { font: 0.78rem/1.5 var(--sans); color: var(--quiet); margin: 0.35rem 0 0; overflow-wrap: anywhere; }
        .difference .because .head { font-weight: 600; }
        .difference figure { margin: 0 0 1.4rem; }
        /* As on the page of the paper: on a telephone figures take the whole width. */
        @media (max-width: 45.99rem) { .difference figure { margin-inline: -1.15rem; } .difference figure > h3, .difference figure .because, .difference figure details, .difference .pair h4 { margin-inline: 0.8rem; } }
        .difference figure h3 { margin: 0 0 0.6rem; font: 600 0.95rem/1.4 var(--sans); }
        .difference figure h3 .quiet { font-weight: 400; margin-left: 0.5em; }
        .difference .pair { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.8rem 1.4rem; }
        @media (min-width: 60rem) { .difference .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
        .difference .pair h4 { margin: 0 0 0.3rem; font: 600 0.74rem var(--sans); color: var(--quiet); }
        .difference .wide { margin: 0.8rem 0 0; }
        .difference .wide table { font: 0.78rem/1.4 var(--sans); min-width: 34rem; width: 100%; }
        .difference figure .wide { --paper: var(--card); }
        .difference .wide th[scope="row"] { font-weight: 400; color: var(--ink); border-bottom: 1px solid var(--rule); vertical-align: top; }
        .difference .wide .number { text-align: right; white-space: nowrap; }
        .difference .wide tr > :last-child { padding-right: 0; }
        .difference .values code { white-space: normal; overflow-wrap: anywhere; }
        .difference details summary { cursor: pointer; font: 0.78rem/1.5 var(--sans); color: var(--quiet); margin-top: 0.6rem; }
        .difference-axis { display: block; max-width: 100%; height: auto; margin: 0.3rem 0 0; overflow: visible; }
        .difference-axis path { stroke: var(--ink); stroke-width: 1.5; fill: none; }
        .difference-axis .axis { stroke: var(--rule); stroke-width: 1; }
        .difference-axis .old path { stroke: var(--quiet); } .difference-axis .old circle { fill: var(--card); stroke: var(--quiet); stroke-width: 2; }
        .difference-axis .new circle { fill: var(--accent); } .difference-axis .new path { stroke: var(--accent); }
        .difference-axis text { font: 10px var(--sans); fill: var(--quiet); }
        @media print { .difference .board, .difference .pair { display: block; } }
        """
}
