// What is wrong with a page, found by a browser: what reaches over its sides, cut formulas, blocks of text over each other,
// dead links, missing names, skipped headings, and colours that are too close.
import BuildGraph
import Foundation

extension Browser {
    public enum ColourScheme: String, Sendable, CaseIterable { case light, dark }

    /// The faults of a page in a window of this width (CSS pixels), each in a few words; empty for a good page.
    public func faults(of page: String, width: Int, scheme: ColourScheme, openingPanels: Bool = true) throws -> [String] {
        let query = "@media (prefers-color-scheme: dark)"
        let styled = page.replacing(query, with: scheme == .dark ? "@media all" : "@media not all")
            .replacing("<details", with: openingPanels ? "<details open" : "<details")
        let quoted = styled.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        return try run("<iframe style=\"width:\(width)px;height:2000px;border:0\" srcdoc=\"\(quoted)\"></iframe>", script: Self.audit)
    }

    private static let audit = """
        const doc = document.querySelector('iframe').contentDocument, view = doc.defaultView, faults = [];
        const say = (what, element) => faults.push(what + ': ' + (element.textContent || element.outerHTML).trim().replace(/\\s+/g, ' ').slice(0, 60));
        const all = selector => [...doc.querySelectorAll(selector)];
        const style = element => view.getComputedStyle(element);
        const isShown = element => element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}) && element.getClientRects().length > 0;

        // Nothing reaches over the sides.
        const width = doc.documentElement.clientWidth;
        if (doc.documentElement.scrollWidth > width) {
          faults.push('the page is ' + doc.documentElement.scrollWidth + ' pixels wide in a window of ' + width);
          all('main *, header *, footer *').filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3).forEach(e => say('reaches over the side', e));
        }

        // No formula is cut: what does not fit scrolls.
        for (const math of all('math').filter(isShown)) {
          const own = style(math);
          if (own.overflowY === 'hidden' && math.scrollHeight > math.clientHeight + 1) say('formula cut at its height', math);
          const box = math.getBoundingClientRect();
          for (let up = math.parentElement; up; up = up.parentElement) {
            const overflow = style(up).overflowX;
            if (style(up).overflowY === 'hidden' && up.scrollHeight > up.clientHeight + 1) say('formula cut at its height', math);
            if (overflow === 'auto' || overflow === 'scroll') break;
            if ((overflow === 'hidden' || overflow === 'clip') && box.right > up.getBoundingClientRect().right + 1) { say('formula cut', math); break; }
          }
        }

        // No block of text stands over another.
        const blocks = [];
        for (const element of all('p, li, td, th, h1, h2, h3, h4, h5, figcaption, summary, dt, dd, label, legend, pre, .sidenote, .statement')) {
          if (!isShown(element) || element.closest('.unseen') || ![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
          const b = element.getBoundingClientRect();
          let box = {left: b.left, right: b.right, top: b.top, bottom: b.bottom};
          for (let up = element.parentElement; up; up = up.parentElement) {
            const s = style(up);
            if (s.overflowX === 'visible' && s.overflowY === 'visible') continue;
            const clip = up.getBoundingClientRect();
            box = {left: Math.max(box.left, clip.left), right: Math.min(box.right, clip.right), top: Math.max(box.top, clip.top), bottom: Math.min(box.bottom, clip.bottom)};
          }
          if (box.right - box.left > 1 && box.bottom - box.top > 1) blocks.push({element, box});
        }
        blocks.sort((a, b) => a.box.top - b.box.top);
        for (let i = 0; i < blocks.length; i++) for (let k = i + 1; k < blocks.length && blocks[k].box.top < blocks[i].box.bottom - 2; k++) {
          const a = blocks[i], b = blocks[k];
          if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
          if (Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 2 && Math.min(a.box.bottom, b.box.bottom) - b.box.top > 2) {
            say('“' + a.element.textContent.trim().slice(0, 30) + '” and another overlap', b.element);
          }
        }

        // Links lead to something inside the page, or to an address on the web; ids are unique.
        const ids = new Set();
        for (const element of all('[id]')) { if (ids.has(element.id)) faults.push('two elements have the id ' + element.id); ids.add(element.id); }
        for (const link of all('a[href]')) {
          const address = link.getAttribute('href');
          if (address.startsWith('#') ? !ids.has(decodeURIComponent(address.slice(1))) : !/^(https?:|data:|mailto:)/.test(address)) faults.push('dead link ' + address.slice(0, 80));
          if (!(link.textContent.trim() || link.getAttribute('aria-hidden') || link.getAttribute('aria-label'))) faults.push('a link without words: ' + address.slice(0, 60));
        }

        // Names, language and headings.
        if (!doc.documentElement.lang) faults.push('no language');
        if (!doc.title.trim()) faults.push('no title');
        for (const picture of all('svg:not([aria-hidden]), img')) {
          if (picture.parentElement.closest('svg')) continue;
          const words = picture.getAttribute('aria-label') || picture.getAttribute('alt') || '';
          if (words.length < 8) say('a picture without words', picture);
        }
        for (const field of all('input, select, textarea')) {
          if (!field.labels.length && !field.getAttribute('aria-label')) say('a field without a name', field);
        }
        let level = 0;
        for (const heading of all('h1, h2, h3, h4, h5, h6')) {
          const next = Number(heading.tagName[1]);
          if (next > level + 1) say('heading of level ' + next + ' after level ' + level, heading);
          level = next;
        }
        if (all('h1').length !== 1) faults.push(all('h1').length + ' headings of level 1');
        for (const table of all('table')) if (!table.querySelector('th')) say('a table without headings', table);

        // Contrast: 4.5 to 1, and 3 to 1 for large letters.
        const canvas = doc.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const known = new Map();
        const colour = text => {
          if (!known.has(text)) {
            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            known.set(text, {rgb: [r, g, b], alpha: a / 255});
          }
          return known.get(text);
        };
        const luminance = rgb => { const [r, g, b] = rgb.map(c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const ground = element => {
          const layers = [];
          for (let up = element; up; up = up.parentElement) { const c = colour(style(up).backgroundColor); if (c.alpha > 0) { layers.push(c); if (c.alpha === 1) break; } }
          return layers.reverse().reduce((below, c) => c.rgb.map((v, k) => v * c.alpha + below[k] * (1 - c.alpha)), [255, 255, 255]);
        };
        const told = new Set();
        for (const element of all('body *')) {
          if (element.closest('.plot, .filler, .unseen, script, style, annotation') || !isShown(element)) continue;
          if (![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
          const own = style(element), isDrawn = element.namespaceURI.endsWith('svg');
          const a = luminance(colour(isDrawn ? own.fill : own.color).rgb), b = luminance(ground(element));
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), size = parseFloat(own.fontSize);
          if (ratio < (size >= 24 || size >= 18.66 && Number(own.fontWeight) >= 600 ? 3 : 4.5)) {
            const key = element.tagName + element.className + Math.round(ratio * 10);
            if (!told.has(key)) { told.add(key); say('contrast ' + ratio.toFixed(2) + ' of <' + element.tagName.toLowerCase() + ' class="' + (element.getAttribute('class') || '') + '">', element); }
          }
        }
        result(faults);
        """

    /// A page on paper: the text of each sheet; nil where there is no `pdftotext`.
    public func sheets(of page: String) throws -> [String]? {
        guard SystemProcessRunner.find("pdftotext") != nil else { return nil }
        let files = RealFileSystem(), folder = try files.makeScratchFolder()
        defer { try? files.removeAll(folder) }
        try files.write(Array(page.utf8), to: folder + "/page.html")
        _ = try SystemProcessRunner().run(
            .hermetic(
                program,
                ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--no-pdf-header-footer", "--print-to-pdf=\(folder)/page.pdf", "file://\(folder)/page.html"],
                timeLimit: 120),
            until: Cancellation())
        let text = try SystemProcessRunner().run(.hermetic("pdftotext", ["-layout", folder + "/page.pdf", "-"]), until: Cancellation())
        return text.outputText.split(separator: "\u{0C}").map(String.init)
    }
}
