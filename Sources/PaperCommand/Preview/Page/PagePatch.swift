// Changes the page in place: only blocks that differ are taken out and put in, so that a page of megabytes follows an edit at once and nothing
// else on it moves. It makes sure first that the page has the elements that the server takes it to have.

enum PagePatch {
    static let script = #"""
        const patch = async to => {
          const answer = await fetch(CHANGES + '?' + version + '-' + to);
          if (!answer.ok) return false;
          const change = await answer.json();
          // The page's own script may have put something beside its parts.
          const parts = [...document.body.children].filter(e => !e.matches('paper-preview, script[data-preview], .preview'));
          const names = list => [...list].map(e => e.localName).join(' ');
          const lists = change.children.map(children => children.part == null ? parts : [...parts[children.part].children]);
          if (change.children.some((children, k) => names(lists[k]) !== children.was)) return false;
          place.keep();
          const fresh = [];
          change.children.forEach((children, k) => {
            const old = lists[k], parent = children.part == null ? document.body : parts[children.part], kept = new Set();
            for (const piece of children.now) if (typeof piece !== 'string') for (let n = 0; n < piece[1]; n++) kept.add(old[piece[0] + n]);
            // New ones go before the next that stays, or behind the last.
            let before = old.length ? old[old.length - 1].nextSibling : null;
            for (const piece of [...children.now].reverse()) {
              if (typeof piece !== 'string') { before = old[piece[0]]; continue; }
              const template = document.createElement('template');
              template.innerHTML = piece;
              const elements = [...template.content.children];
              template.content.append("\n");
              parent.insertBefore(template.content, before);
              before = elements[0] || before;
              fresh.push(...elements);
            }
            for (const element of old) if (!kept.has(element)) element.remove();
          });
          version = to;
          document.dispatchEvent(new Event('paperchange'));
          place.restore(fresh);
          const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
          const marked = fresh.filter(e => e.closest('main'));
          if (!isCalm && marked.length <= 8) for (const e of marked) e.animate([{backgroundColor: 'color-mix(in srgb, currentColor 12%, transparent)'}, {backgroundColor: 'transparent'}], 1200);
          return true;
        };
        """#
}
