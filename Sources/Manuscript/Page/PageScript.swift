// The one script of the page adds comfort and nothing to read: it shows what a link leads to while the pointer rests on it,
// and marks the section that is being read in the contents. Without it the page is whole. A preview stays while the pointer
// is in it, opens for the keyboard too, and closes with Escape.

enum PageScript {
    static let text = """
        (() => {
          let byId, heads, current, waiting = false;
          const collect = () => {
            byId = new Map([...document.querySelectorAll('.contents a')].map(a => [decodeURIComponent(a.hash.slice(1)), a]));
            heads = [...document.querySelectorAll('h2[id], h3[id], footer[id]')].filter(h => byId.has(h.id));
          };
          const mark = () => {
            waiting = false;
            let now = null;
            for (const head of heads) { if (head.getBoundingClientRect().top < innerHeight * 0.3) now = head; else break; }
            const link = now && byId.get(now.id);
            if (link === current) return;
            if (current) current.removeAttribute('aria-current');
            document.querySelectorAll('.contents .near').forEach(item => item.classList.remove('near'));
            current = link;
            if (!link) return;
            link.setAttribute('aria-current', 'true');
            const items = [...link.closest('ul').children], at = items.indexOf(link.parentElement);
            let first = at;
            while (first > 0 && items[first].classList.contains('level3')) first--;
            for (let k = first + 1; k < items.length && items[k].classList.contains('level3'); k++) items[k].classList.add('near');
            const nav = link.closest('nav'), box = link.getBoundingClientRect();
            if (getComputedStyle(nav).position === 'sticky' && (box.top < 0 || box.bottom > innerHeight)) nav.scrollTop += box.top - innerHeight / 2;
          };
          addEventListener('scroll', () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, {passive: true});
          collect();
          mark();
          // `paper preview` changes the page in place.
          document.addEventListener('paperchange', () => { collect(); mark(); });

          if (!matchMedia('(hover: hover)').matches) return;
          let preview = null, timer = 0, owner = null;
          const close = () => { if (preview) preview.remove(); preview = owner = null; clearTimeout(timer); };
          const copy = target => {
            let source = [target];
            if (/^H[2-6]$/.test(target.tagName)) source = [target, target.nextElementSibling];
            const copies = source.filter(Boolean).map(node => node.cloneNode(true));
            copies.forEach(node => [node, ...node.querySelectorAll('[id]')].forEach(part => part.removeAttribute('id')));
            return copies;
          };
          const open = link => {
            const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
            if (!target || owner === link) return;
            close();
            owner = link;
            preview = document.createElement('div');
            preview.className = 'preview';
            preview.append(...copy(target));
            preview.addEventListener('mouseenter', () => clearTimeout(timer));
            preview.addEventListener('mouseleave', later);
            document.body.append(preview);
            const box = link.getBoundingClientRect(), size = preview.getBoundingClientRect();
            const below = box.bottom + size.height + 8 < innerHeight || box.top < size.height + 8;
            preview.style.left = scrollX + Math.max(8, Math.min(box.left, document.documentElement.clientWidth - size.width - 8)) + 'px';
            preview.style.top = scrollY + (below ? box.bottom + 6 : box.top - size.height - 6) + 'px';
          };
          const later = () => { clearTimeout(timer); timer = setTimeout(close, 400); };
          const watched = new WeakSet();
          const watch = () => document.querySelectorAll('main a[href^="#"], .abstract a[href^="#"]').forEach(link => {
            if (link.closest('.board') || watched.has(link)) return;
            watched.add(link);
            const words = link.title;
            link.addEventListener('mouseenter', () => { link.title = ''; clearTimeout(timer); timer = setTimeout(() => open(link), 200); });
            link.addEventListener('mouseleave', () => { link.title = words; later(); });
            link.addEventListener('focus', () => { if (link.matches(':focus-visible')) open(link); });
            link.addEventListener('blur', later);
            link.addEventListener('click', close);
          });
          watch();
          document.addEventListener('paperchange', watch);
          addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
          addEventListener('pointerdown', event => { if (preview && !preview.contains(event.target)) close(); });
        })();
        """
}
