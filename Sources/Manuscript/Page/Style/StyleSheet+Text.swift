// The text: one reading face with lining figures, formulas that stay with their punctuation and scroll where they are too long.

extension StyleSheet {
    static let text = """
        body { font: 1rem/1.58 var(--serif); font-variant-numeric: lining-nums; text-rendering: optimizeLegibility; }
        main { hyphens: auto; overflow-wrap: break-word; padding-top: 0.5rem; }
        p { margin: 0 0 0.85em; }
        a { color: var(--accent); text-decoration: none; }
        main p a[href^="http"], .csl-entry a { overflow-wrap: anywhere; }
        main p > a:not(.badge), main li > a, .citation a, figcaption a, .claim a, .abstract a:not(.badge), .closing a { text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
          text-decoration-thickness: 0.06em; text-underline-offset: 0.18em; }
        a:hover { text-decoration: underline; text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.22; font-weight: 600; hyphens: none; text-wrap: balance; }
        h2 { font-size: 1.5rem; margin: 3.2rem 0 0.9rem; letter-spacing: -0.005em; }
        h3 { font-size: 1.14rem; margin: 2.1rem 0 0.55rem; }
        h4, h5, h6 { font-size: 1rem; margin: 1.6rem 0 0.4rem; }
        main h2 > .number, main h3 > .number, main h4 > .number { color: var(--quiet); font-weight: 400; margin-right: 0.5em; }
        code { font: 0.82em var(--mono); background: var(--wash); padding: 0.1em 0.3em; border-radius: 3px; }
        pre { overflow-x: auto; padding: 0.8rem 1rem; background: var(--wash); border-radius: 4px; line-height: 1.45; }
        pre code { background: none; padding: 0; }
        blockquote { margin: 1em 0; padding-left: 1.1rem; border-left: 3px solid var(--rule); color: var(--quiet); }
        ul, ol { padding-left: 1.4rem; }
        li { margin-bottom: 0.25em; }
        hr { border: 0; border-top: 1px solid var(--rule); margin: 2rem 0; }
        math { font-family: var(--math); font-variant-numeric: lining-nums; }
        .whole { white-space: nowrap; }
        .equation { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0.75rem; margin: 1.1em 0;
          text-align: left; scroll-margin-top: 4rem; }
        .equation > math { min-width: 0; overflow-x: auto; overflow-y: hidden; padding: 0.4em 0; }
        .equation > .number { color: var(--quiet); }
        .whole.longer { display: inline-block; max-width: 100%; overflow-x: auto; overflow-y: hidden; vertical-align: middle; padding: 0.35em 0; }
        @media (max-width: 46rem) {
          .whole.long { display: inline-block; max-width: 100%; overflow-x: auto; overflow-y: hidden; vertical-align: middle; padding: 0.35em 0; }
          .equation { gap: 0.4rem; }
        }
        .csl-entry { margin: 0 0 0.6em; padding-left: 1.4em; text-indent: -1.4em; font-size: 0.9rem; line-height: 1.45; }
        sup, sub { line-height: 0; }
        .filler { visibility: hidden; user-select: none; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        :target { background: color-mix(in srgb, var(--accent) 12%, transparent); }
        h2:target, h3:target, h4:target, section:target { background: none; }
        """
}
