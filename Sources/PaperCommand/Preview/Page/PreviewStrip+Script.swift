// The strip's behaviour. Words are announced when the state changes, not with every target; the strip shrinks to a point when there is
// nothing to say, and stays when there is.

extension PreviewStrip {
    static let script = #"""
        const host = document.createElement('paper-preview');
        const root = host.attachShadow({mode: 'open'});
        const make = (tag, style, ...parts) => { const e = document.createElement(tag); if (style) e.className = style; e.append(...parts); return e; };
        const sheet = document.createElement('style');
        sheet.textContent = STYLE;
        const list = make('ol', 'list'), panel = make('section', 'panel', list);
        panel.setAttribute('aria-label', 'Errors and warnings');
        panel.tabIndex = -1;
        const dot = make('span', 'dot'), words = make('span', 'words'), detail = make('span', 'detail'), more = make('button', 'more');
        dot.setAttribute('aria-hidden', 'true');
        words.setAttribute('role', 'status');
        words.setAttribute('aria-live', 'polite');
        const bar = make('div', 'bar', dot, words, detail, more), gauge = make('div', 'gauge', make('div', 'fill'));
        gauge.setAttribute('aria-hidden', 'true');
        const strip = make('aside', 'strip', panel, bar, gauge);
        strip.setAttribute('aria-label', 'Preview');
        root.append(sheet, strip);
        document.body.append(host);

        const title = document.title, OPEN = 'paper-preview closed', RELOADED = 'paper-preview reloaded for';
        let status = null, received = 0, isLost = false, lostTimer = 0, quietTimer = 0, source = null, said = '';
        const count = (number, noun) => number + ' ' + noun + (number === 1 ? '' : 's');
        const duration = seconds => seconds < 0.95 ? Math.max(0.1, seconds).toFixed(1) + ' s' : seconds < 90 ? Math.round(seconds) + ' s' : seconds < 5400 ? Math.round(seconds / 60) + ' min' : (seconds / 3600).toFixed(1) + ' h';
        const names = list => list.slice(0, 2).join(', ') + (list.length > 2 ? ' and ' + (list.length - 2) + ' more' : '');

        const say = text => { if (text !== said) { said = text; words.textContent = text; } };
        const draw = () => {
          const errors = status ? status.problems.filter(p => p.severity === 'error').length : 0, warnings = status ? status.problems.length - errors : 0;
          const found = [errors ? count(errors, 'error') : '', warnings ? count(warnings, 'warning') : ''].filter(Boolean).join(', ');
          const elapsed = status && status.seconds != null ? status.seconds + (Date.now() - received) / 1000 : 0;
          let state = 'wait', text = 'Connecting', rest = '', fill = null;
          if (isLost) {
            state = 'lost'; text = 'Connection lost'; rest = 'trying again; is the preview still running?';
          } else if (status) {
            const isBuilding = status.phase === 'building';
            if (isBuilding || status.phase === 'compiling') {
              state = 'busy';
              text = !isBuilding ? 'Compiling' : status.isCompiling && status.changed.length ? 'Building and compiling' : 'Building';
              const parts = [];
              if (isBuilding && status.total) {
                fill = status.done / status.total;
                parts.push(status.done + ' of ' + status.total);
              }
              if (status.running.length) parts.push(status.running[0] + (status.running.length > 1 ? ' and ' + (status.running.length - 1) + ' more' : ''));
              else if (status.note) parts.push(status.note);
              else if (status.changed.length) parts.push(names(status.changed));
              if (isBuilding && status.remaining >= 2) parts.push('about ' + duration(status.remaining) + ' left');
              else if (elapsed >= 2) parts.push(duration(elapsed));
              rest = parts.join(' · ');
            } else if (errors) {
              state = 'failed'; text = found; rest = status.version ? 'the page is the last that could be built' : '';
            } else {
              state = warnings ? 'warned' : 'fine'; text = warnings ? 'Up to date, ' + found : 'Up to date';
              rest = status.seconds != null ? 'in ' + duration(status.seconds) : '';
            }
          }
          strip.dataset.state = state;
          say(text);
          detail.textContent = rest;
          gauge.hidden = state !== 'busy';
          gauge.classList.toggle('unknown', fill == null);
          gauge.firstChild.style.width = fill == null ? '' : Math.max(2, 100 * fill) + '%';
          document.title = ({busy: '… ', failed: '✗ ', lost: '⚠ '}[state] || '') + title;
          const hasList = status && status.problems.length > 0;
          more.hidden = !hasList;
          // Errors open by themselves, as long as the reader has not closed them; warnings wait to be asked for.
          const wanted = sessionStorage.getItem(OPEN);
          const isOpen = hasList && (errors ? wanted !== 'errors' : wanted === 'warnings');
          panel.hidden = !isOpen;
          panel.classList.toggle('before', !!(status && status.isOfBefore));
          more.textContent = isOpen ? 'Hide' : 'Show';
          more.setAttribute('aria-label', (isOpen ? 'Hide ' : 'Show ') + found);
          more.setAttribute('aria-expanded', String(isOpen));
          clearTimeout(quietTimer);
          strip.classList.remove('quiet');
          if (state === 'fine') quietTimer = setTimeout(() => strip.classList.add('quiet'), 2500);
        };
        more.addEventListener('click', () => {
          const hasErrors = status.problems.some(p => p.severity === 'error');
          sessionStorage.setItem(OPEN, panel.hidden ? (hasErrors ? '' : 'warnings') : (hasErrors ? 'errors' : ''));
          draw();
        });
        root.addEventListener('keydown', event => { if (event.key === 'Escape' && !panel.hidden) { more.click(); more.focus(); } });

        const fillList = () => {
          list.replaceChildren(...status.problems.map(problem => {
            const item = make('li', problem.severity);
            const head = make('p', 'what');
            head.append(make('span', 'kind', problem.severity === 'error' ? 'Error' : 'Warning'));
            if (problem.place) head.append(' ', make('code', 'place', problem.place));
            if (problem.target) head.append(' ', make('strong', '', problem.target));
            item.append(head, make('p', 'text', problem.what));
            if (problem.why) item.append(make('p', 'why', problem.why));
            if (problem.output) { const output = make('pre', '', problem.output); output.tabIndex = 0; item.append(output); }
            if (problem.next) item.append(make('p', 'next', problem.next));
            return item;
          }));
        };

        const hear = message => {
          const before = status ? JSON.stringify(status.problems) : '';
          status = JSON.parse(message.data);
          received = Date.now();
          isLost = false;
          clearTimeout(lostTimer);
          lostTimer = 0;
          if (JSON.stringify(status.problems) !== before) fillList();
          draw();
          follow(status.version || null);
        };
        // One change after the other; what cannot be changed in place is loaded.
        let wanted = null, isFollowing = false;
        const follow = async next => {
          wanted = next;
          if (isFollowing) return;
          isFollowing = true;
          while (wanted && wanted !== version) {
            const to = wanted;
            if (version && await patch(to).catch(() => false)) continue;
            // Once per version: a page that was replaced again meanwhile is told of by the next message.
            if (sessionStorage.getItem(RELOADED) !== to) {
              sessionStorage.setItem(RELOADED, to);
              source.close();
              place.keep();
              location.reload();
            }
            break;
          }
          if (wanted === version) sessionStorage.removeItem(RELOADED);
          isFollowing = false;
        };
        const connect = () => {
          if (source) source.close();
          source = new EventSource(MESSAGES);
          source.onmessage = hear;
          source.onerror = () => {
            // A preview that is started again is there within a moment: only then is anything said.
            lostTimer = lostTimer || setTimeout(() => { isLost = true; draw(); }, 900);
            if (source.readyState === EventSource.CLOSED) setTimeout(() => { if (!document.hidden) connect(); }, 1000);
          };
        };
        // A browser has six connections to a server: pages that nobody sees need none.
        document.addEventListener('visibilitychange', () => { if (document.hidden) source.close(); else connect(); });
        addEventListener('pageshow', event => { if (event.persisted) connect(); });
        setInterval(() => { if (status && strip.dataset.state === 'busy') draw(); }, 1000);
        draw();
        connect();
        """#
}
