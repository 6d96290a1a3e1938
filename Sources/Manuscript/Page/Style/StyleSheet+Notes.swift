// Notes beside the text, or opened in place by a checkbox; and the previews of what a link leads to.

extension StyleSheet {
    static let notes = """
        .note-mark { cursor: pointer; color: var(--accent); font-size: 0.72em; vertical-align: super; line-height: 0; padding: 0 0.1em; }
        .note-toggle { position: absolute; opacity: 0; pointer-events: none; }
        .note-toggle:focus-visible + .note-mark { outline: 2px solid var(--accent); }
        .sidenote { display: none; font-size: 0.8rem; line-height: 1.42; color: var(--quiet); hyphens: manual; }
        .note-toggle:checked ~ .sidenote { display: block; margin: 0.4em 0 0.6em 1rem; padding-left: 0.8rem; border-left: 2px solid var(--rule); }
        .sidenote > .note-number { font-size: 0.8em; vertical-align: super; line-height: 0; margin-right: 0.3em; }
        @media (min-width: 80rem) {
          .note-mark { cursor: auto; }
          .sidenote, .note-toggle:checked ~ .sidenote { display: block; float: right; clear: right; width: var(--gutter); margin: 0.25em calc(-1 * (var(--gutter) + var(--gap))) 1em 0; padding: 0; border: 0; }
          figure .sidenote, td .sidenote { float: none; margin: 0.4em 0; width: auto; }
        }
        """

    static let previews = """
        .preview { position: absolute; z-index: 10; width: min(32rem, calc(100vw - 2rem)); max-height: 24rem; overflow: auto; background: var(--card);
          border: 1px solid var(--rule); border-radius: 6px; box-shadow: 0 6px 24px rgb(0 0 0 / 18%); padding: 0.8rem 1rem; font: 0.86rem/1.5 var(--serif); }
        .preview > :first-child { margin-top: 0; } .preview > :last-child { margin-bottom: 0; }
        .preview .csl-entry { margin: 0; } .preview .equation { margin: 0; }
        .preview .more, .preview .glance, .preview .provenance { display: none; }
        .preview article { border: 0; padding: 0; margin: 0; }
        """
}
