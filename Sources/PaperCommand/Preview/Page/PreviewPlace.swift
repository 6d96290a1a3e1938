// Keeps the reader's place when the page is loaded again: the heading or figure that stands nearest to the top of the window and its
// distance from there, what is opened, which filters are chosen, and which element has the keyboard.

enum PreviewPlace {
    static let script = #"""
        const place = (() => {
          const KEY = 'paper-preview place';
          const anchors = () => [...document.querySelectorAll('[id]')].filter(e => !e.closest('svg, math, paper-preview') && e.getClientRects().length);
          // A panel is known by its own name, or by where it stands below the nearest name.
          const panels = () => {
            const counts = new Map();
            return [...document.querySelectorAll('details')].map(panel => {
              const owner = panel.id ? '' : (panel.parentElement.closest('[id]') || document.body).id || '';
              const count = counts.get(owner) || 0;
              counts.set(owner, count + 1);
              return [panel.id ? '#' + panel.id : owner + ' ' + count, panel];
            });
          };
          const choices = () => [...document.querySelectorAll('input[id][type=radio], input[id][type=checkbox]')];
          const keep = () => {
            const line = innerHeight * 0.3;
            const above = anchors().map(e => [e.id, e.getBoundingClientRect().top]).filter(([, top]) => top <= line);
            above.sort((a, b) => b[1] - a[1]);
            sessionStorage.setItem(KEY, JSON.stringify({
              time: Date.now(), left: scrollX, top: scrollY, anchors: above.slice(0, 20),
              panels: panels().map(([key, panel]) => [key, panel.open]), choices: choices().map(e => [e.id, e.checked]),
              focus: document.activeElement && document.activeElement.id || '',
            }));
          };
          // Elements that were there all the time have their state: only those in `fresh` get it back.
          const restore = fresh => {
            const isNew = e => !fresh || fresh.some(f => f.contains(e));
            const text = sessionStorage.getItem(KEY);
            sessionStorage.removeItem(KEY);
            const kept = text && JSON.parse(text);
            if (!kept || Date.now() - kept.time > 60000) return;
            history.scrollRestoration = 'manual';
            const open = new Map(kept.panels), checked = new Map(kept.choices);
            for (const [key, panel] of panels()) if (open.has(key) && isNew(panel)) panel.open = open.get(key);
            for (const e of choices()) if (checked.has(e.id) && isNew(e)) e.checked = checked.get(e.id);
            const go = () => {
              if (kept.top === 0) return scrollTo({left: kept.left, top: 0, behavior: 'instant'});
              for (const [id, top] of kept.anchors) {
                const e = document.getElementById(id);
                if (!e || !e.getClientRects().length) continue;
                return scrollTo({left: kept.left, top: scrollY + e.getBoundingClientRect().top - top, behavior: 'instant'});
              }
              scrollTo({left: kept.left, top: kept.top, behavior: 'instant'});
            };
            go();
            const focused = kept.focus && document.getElementById(kept.focus);
            if (focused && focused !== document.activeElement) focused.focus({preventScroll: true});
            // Fonts may move the text once more; a reader who has moved meanwhile is left alone.
            let isMoved = false;
            for (const event of ['wheel', 'keydown', 'pointerdown', 'touchstart']) addEventListener(event, () => { isMoved = true; }, {once: true, passive: true});
            const again = () => { if (!isMoved) go(); };
            document.fonts.ready.then(again);
            addEventListener('load', again, {once: true});
          };
          return {keep, restore};
        })();
        place.restore();
        """#
}
