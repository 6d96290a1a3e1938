// The strip's look, in light and in dark.

extension PreviewStrip {
    static let style = """
        :host { all: initial; }
        .strip {
          --ground: #ffffffee; --ink: #1c1e21; --quiet: #565c65; --line: #d3d2ca; --busy: #14529a; --fine: #1b6b43; --warned: #8a6300; --failed: #a3291b; --lost: #565c65; --wash: #f4f3ee;
          position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; max-width: min(46rem, calc(100vw - 2rem)); box-sizing: border-box;
          display: flex; flex-direction: column; overflow: hidden; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); color: var(--ink);
          box-shadow: 0 1px 2px #0000001f, 0 8px 28px #00000024; backdrop-filter: blur(8px); color-scheme: light dark;
          font: 13px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; transition: opacity 0.25s;
        }
        @media (prefers-color-scheme: dark) {
          .strip { --ground: #1e2226f2; --ink: #e7e6e1; --quiet: #a9afb7; --line: #3d434b; --busy: #8bbcf2; --fine: #7ccb9f; --warned: #e2bd5c; --failed: #f3a195; --lost: #a9afb7; --wash: #15171a; box-shadow: 0 8px 28px #000000a0; }
        }
        [hidden] { display: none !important; }
        .bar { display: flex; align-items: center; gap: 0.6em; min-height: 34px; padding: 0 0.9em; }
        .dot { flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--tone); }
        .strip { --tone: var(--lost); }
        .strip[data-state=busy] { --tone: var(--busy); }
        .strip[data-state=fine] { --tone: var(--fine); }
        .strip[data-state=warned] { --tone: var(--warned); }
        .strip[data-state=failed] { --tone: var(--failed); }
        .strip[data-state=lost] .dot, .strip[data-state=wait] .dot { background: none; border: 2px solid var(--tone); box-sizing: border-box; }
        .words { flex: none; font-weight: 600; }
        .strip[data-state=failed] .words { color: var(--failed); }
        .detail { color: var(--quiet); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-variant-numeric: tabular-nums; }
        .detail:empty { display: none; }
        .more { flex: none; margin-left: auto; padding: 0.2em 0.8em; border: 1px solid var(--line); border-radius: 6px; background: none; color: inherit; font: inherit; cursor: pointer; }
        .more:hover { background: var(--wash); }
        .more:focus-visible, .panel:focus-visible, pre:focus-visible { outline: 2px solid var(--busy); outline-offset: 1px; }
        .gauge { height: 3px; background: var(--wash); }
        .fill { height: 100%; background: var(--busy); transition: width 0.2s; }
        .gauge.unknown .fill { width: 30%; animation: wander 1.2s ease-in-out infinite alternate; }
        .strip[data-state=busy] .dot { animation: breathe 1.2s ease-in-out infinite alternate; }
        @keyframes wander { from { margin-left: 0; } to { margin-left: 70%; } }
        @keyframes breathe { to { opacity: 0.35; } }
        @media (prefers-reduced-motion: reduce) { .fill, .dot { animation: none !important; } .gauge.unknown .fill { width: 100%; opacity: 0.5; } }
        .strip.quiet { opacity: 0.75; }
        .strip.quiet:not(:hover):not(:focus-within) .words, .strip.quiet:not(:hover):not(:focus-within) .detail { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
        .strip.quiet:not(:hover):not(:focus-within) .bar { min-height: 24px; padding: 0 0.6em; }
        .panel { max-height: min(60vh, 32rem); overflow: auto; border-bottom: 1px solid var(--line); }
        .panel.before .list { opacity: 0.55; }
        .list { list-style: none; margin: 0; padding: 0; }
        li { padding: 0.75em 1em 0.8em; border-left: 3px solid var(--failed); }
        li.warning { border-left-color: var(--warned); }
        li + li { border-top: 1px solid var(--line); }
        p { margin: 0.15em 0; overflow-wrap: anywhere; }
        .kind { font-weight: 600; color: var(--failed); }
        .warning .kind { color: var(--warned); }
        .place { font: 12.5px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; background: var(--wash); padding: 0.1em 0.4em; border-radius: 4px; }
        .text { font-size: 14px; }
        .why, .next { color: var(--quiet); }
        .next::before { content: "→ "; }
        pre { margin: 0.5em 0; padding: 0.6em 0.8em; max-height: 16em; overflow: auto; background: var(--wash); border-radius: 6px; white-space: pre; font: 12px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; }
        @media print { .strip { display: none; } }
        """
}
