// Figures: cards that reach beyond the text. Letters keep the widths that gnuplot laid them out for.

extension StyleSheet {
    static let figures = """
        figure { margin: 2.4rem calc(-1 * var(--reach)); position: relative; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: 1rem; }
        figure.left-out { border-style: dashed; }
        figure.left-out > p { margin: 0 1rem; color: var(--quiet); }
        .plot { overflow-x: auto; }
        figure .plot, .ancestry { --paper: var(--card); }
        figure:target { background: var(--card); outline: 2px solid var(--accent); }
        .plot svg { display: block; width: 100%; max-width: calc(var(--width) * 1px); min-width: min(calc(var(--width) * 1px), 21rem);
          height: auto; margin: 0 auto; font-variant-numeric: lining-nums;
          font-family: Helvetica, Arial, "Liberation Sans", "Nimbus Sans", Arimo, var(--sans); }
        figure.picture img { display: block; max-width: 100%; height: auto; margin: 0 auto; }
        figcaption { font-size: 0.9rem; line-height: 1.48; margin: 0.8rem auto 0; hyphens: manual; }
        figcaption p { margin: 0 0 0.4em; }
        figcaption .label { font: 600 0.84rem var(--sans); }
        /* On a telephone figures take the whole width, so that they need not scroll. */
        @media (max-width: 45.99rem) { figure { margin-inline: -1.15rem; padding: 0.8rem 0.35rem; border-inline: 0; border-radius: 0; } figcaption, figure > .provenance, figure > .glance { margin-inline: 0.8rem; } }
        @media (min-width: 46rem) { figcaption, figure > .provenance, figure > .glance { margin-inline: 1rem; } }
        """

    static let provenance = """
        .glance { font: 0.74rem/1.5 var(--sans); color: var(--quiet); margin-top: 0.5rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; }
        .glance li { margin: 0; }
        .glance .state { font-weight: 600; }
        .state.fresh { color: var(--holds); } .state.failed { color: var(--fails); } .state.stale, .state.stand-in { color: var(--undecided); }
        @media (min-width: 80rem) {
          figure > .glance { position: absolute; left: calc(100% + var(--gap) - var(--reach)); top: 0.2rem; width: var(--gutter); margin: 0; display: block; border-left: 2px solid var(--rule); padding-left: 0.8rem; }
          figure > .glance li { margin-bottom: 0.25rem; }
        }
        .provenance { font: 0.76rem/1.5 var(--sans); color: var(--quiet); margin-top: 0.4rem; }
        .provenance summary { cursor: pointer; width: fit-content; }
        .provenance summary:hover { color: var(--accent); }
        .provenance dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; margin: 0.6rem 0 0;
          padding: 0.7rem 0.9rem; background: var(--wash); border-radius: 4px; }
        .provenance dt { font-weight: 600; color: var(--ink); }
        .provenance dd { margin: 0; overflow-wrap: anywhere; }
        .provenance code { padding: 0; font-size: 0.95em; background: none; }
        .ancestry { overflow-x: auto; margin: 0.7rem 0 0; }
        .ancestry svg { display: block; max-width: none; font: 11px var(--sans); }
        .ancestry .box { fill: var(--wash); stroke: var(--rule); }
        .ancestry .box.figure { stroke: var(--accent); stroke-width: 1.5; }
        .ancestry text { fill: var(--ink); } .ancestry .count { fill: var(--quiet); }
        .ancestry path { fill: none; stroke: var(--quiet); opacity: 0.55; }
        @media (max-width: 32rem) { .provenance dl { grid-template-columns: minmax(0, 1fr); gap: 0; } .provenance dd { margin-bottom: 0.4rem; } }
        """
}
