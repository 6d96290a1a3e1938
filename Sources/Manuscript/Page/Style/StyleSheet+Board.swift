// The board of claims: cards, as wide as figures, and the radio buttons above it.

extension StyleSheet {
    static let board = """
        .board { display: flex; flex-direction: column; gap: 0.7rem; margin: 1.6rem calc(-1 * var(--reach)); }
        .filters { font: 0.76rem/1.4 var(--sans); display: flex; flex-wrap: wrap; gap: 0.4rem 1.4rem; order: -1; }
        .filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem; }
        .filters legend { float: left; padding: 0; margin-right: 0.4rem; color: var(--quiet); }
        .filters input { position: absolute; opacity: 0; }
        .filters label { cursor: pointer; padding: 0.15rem 0.6rem; border: 1px solid var(--rule); border-radius: 1em; background: var(--card); }
        .filters input:checked + label { background: var(--ink); color: var(--paper); border-color: var(--ink); }
        .filters input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 2px; }
        .claim { order: 0; background: var(--card); border: 1px solid var(--rule); border-left: 4px solid var(--rule); border-radius: 4px; padding: 0.7rem 0.9rem; font-size: 0.9rem; line-height: 1.45;
          hyphens: manual; scroll-margin-top: 1rem; min-width: 0; }
        .claim.holds { border-left-color: var(--holds); } .claim.fails { border-left-color: var(--fails); } .claim.undecided { border-left-color: var(--undecided); border-left-style: dashed; }
        .claim:target { outline: 2px solid var(--accent); background: var(--card); }
        .claim p { margin: 0; }
        .claim .statement { margin: 0 0 0.5rem; overflow-x: auto; }
        .claim .id { font: 600 0.86em var(--sans); margin-right: 0.3em; white-space: nowrap; }
        .claim .badge { margin-right: 0.4em; }
        .claim .head { font: 600 0.72rem var(--sans); color: var(--quiet); margin-right: 0.4em; }
        .claim .note, .claim .links { font: 0.74rem/1.45 var(--sans); color: var(--quiet); margin-top: 0.2rem; }
        .claim .links { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; }
        .claim .links > span { min-width: 0; overflow-wrap: anywhere; }
        .evidence { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem 1.4rem; margin-bottom: 0.3rem; }
        .evidence .formula { overflow-x: auto; overflow-y: hidden; padding: 0.15em 0; }
        @media (min-width: 46rem) { .evidence { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
        .claim-axis { display: block; max-width: 100%; height: auto; margin-top: 0.2rem; font: 10px var(--sans); overflow: visible; }
        .claim-axis text { fill: var(--quiet); font-variant-numeric: lining-nums; }
        .claim-axis .band { fill: var(--holds); opacity: 0.16; }
        .claim-axis .axis { stroke: var(--quiet); stroke-width: 1; }
        .claim-axis .end { stroke: var(--holds); stroke-width: 1.5; }
        .claim-axis .interval { stroke: var(--ink); stroke-width: 1.5; fill: none; }
        .claim-axis .other { fill: var(--quiet); }
        .claim-axis.holds .value { fill: var(--holds); } .claim-axis.fails .value { fill: var(--fails); } .claim-axis.undecided .value { fill: var(--card); stroke: var(--undecided); stroke-width: 2; }
        .history svg { vertical-align: -0.25em; }
        .history path, .history circle { fill: none; stroke-width: 2; }
        .history .holds { stroke: var(--holds); } .history .fails { stroke: var(--fails); } .history .undecided { stroke: var(--undecided); }
        .level { font-size: 0.9rem; }
        """
}
