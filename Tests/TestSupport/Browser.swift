// A page as a browser shows it: where the text of its figures stands, and how much their SVGs look like their PNGs.
import BuildGraph
import Foundation

/// Chromium without a window.
public struct Browser {
    let program: String

    /// Nil where the machine has none.
    public init?() {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        guard let program = names.lazy.compactMap(SystemProcessRunner.find).first else { return nil }
        self.program = program
    }

    /// The text of a figure, in pixels of the page.
    public struct Box: Decodable {
        public var text: String
        public var left, top, right, bottom: Double

        /// Whether the two share more than a hair.
        public func overlaps(_ other: Box) -> Bool {
            min(right, other.right) - max(left, other.left) > 0.75 && min(bottom, other.bottom) - max(top, other.top) > 0.75
        }
    }

    /// A figure as it is shown in a window.
    public struct Figure: Decodable {
        public var name: String
        public var frame: Box
        public var texts: [Box]
        /// Lines, areas and points: what is drawn and is no text.
        public var strokes: [Box]
        /// Its `font-variant-numeric`.
        public var digits: String

        /// What overlaps or leaves the figure: "“4” and “16” overlap".
        public var faults: [String] {
            var faults: [String] = []
            for (index, box) in texts.enumerated() {
                if box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1 {
                    faults.append("\(name): “\(box.text)” is cut")
                }
                for other in texts[(index + 1)...] where box.overlaps(other) { faults.append("\(name): “\(box.text)” and “\(other.text)” overlap") }
            }
            return faults
        }
    }

    /// The figures of a page in a window of this width (CSS pixels).
    public func figures(of page: String, width: Int) throws -> [Figure] {
        // A window of a browser is not narrower than 500 pixels; a frame in it is.
        let quoted = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        return try run(
            "<iframe style=\"width:\(width)px;height:2000px;border:0\" srcdoc=\"\(quoted)\"></iframe>",
            script: """
                result([...document.querySelector('iframe').contentDocument.querySelectorAll('.plot svg')].map(svg => {
                  const box = (text, points) => { const x = points.map(p => p[0]), y = points.map(p => p[1]);
                    return {text: text, left: Math.min(...x), right: Math.max(...x), top: Math.min(...y), bottom: Math.max(...y)} };
                  const corners = element => {
                    const b = element.getBBox(), m = element.getScreenCTM();
                    return [[b.x, b.y], [b.x + b.width, b.y], [b.x, b.y + b.height], [b.x + b.width, b.y + b.height]].map(([x, y]) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f]);
                  };
                  const frame = svg.getBoundingClientRect();
                  return {
                    name: svg.getAttribute('aria-label') || '', digits: getComputedStyle(svg).fontVariantNumeric,
                    frame: box('', [[frame.left, frame.top], [frame.right, frame.bottom]]),
                    texts: [...svg.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => box(text.textContent.trim(), corners(text))),
                    strokes: [...svg.querySelectorAll('path, use')].filter(element => !element.closest('defs')).map(element => box('', corners(element)))};
                }));
                """)
    }

    /// The share of the cells with ink of one picture near which the other has none; the greater of the two directions.
    public func difference(svg: [UInt8], png: [UInt8]) throws -> Double {
        let pictures = [("svg+xml", svg), ("png", png)]
            .map { "<img src=\"data:image/\($0);base64,\(Data($1).base64EncodedString())\">" }.joined()
        let shares: [Double] = try run(
            pictures, script: """
                const size = 170, cell = 4;
                const ink = image => {
                  const canvas = document.createElement('canvas'), height = Math.round(size * image.naturalHeight / image.naturalWidth);
                  canvas.width = size * cell; canvas.height = height * cell;
                  const context = canvas.getContext('2d');
                  context.drawImage(image, 0, 0, canvas.width, canvas.height);
                  const data = context.getImageData(0, 0, canvas.width, canvas.height).data, cells = [];
                  for (let y = 0; y < height; y++) for (let x = 0; x < size; x++) {
                    let least = 255;
                    for (let v = 0; v < cell; v++) for (let u = 0; u < cell; u++) {
                      const at = 4 * ((y * cell + v) * canvas.width + x * cell + u);
                      least = Math.min(least, data[at], data[at + 1], data[at + 2]);
                    }
                    cells.push(least < 160);
                  }
                  return cells;
                };
                const missing = (a, b) => {
                  let inked = 0, alone = 0;
                  a.forEach((has, k) => { if (!has) return; inked++;
                    let near = false;
                    for (let v = -2; v <= 2; v++) for (let u = -2; u <= 2; u++) near = near || b[k + v * size + u];
                    if (!near) alone++; });
                  return inked ? alone / inked : 1;
                };
                const [a, b] = [...document.images].map(ink);
                result([missing(a, b), missing(b, a)]);
                """)
        return shares.max() ?? 1
    }

    /// Shows a page and gives what its script calls `result` with.
    func run<Value: Decodable>(_ body: String, script: String) throws -> Value {
        let files = RealFileSystem(), folder = try files.makeScratchFolder()
        defer { try? files.removeAll(folder) }
        let page = """
            <!doctype html><meta charset="utf-8"><body>\(body)<script>
            const result = value => { document.body.innerHTML = '<pre></pre>'; document.querySelector('pre').textContent = JSON.stringify(value); };
            addEventListener('load', () => { \(script) });
            </script></body>
            """
        try files.write(Array(page.utf8), to: folder + "/page.html")
        let shown = try SystemProcessRunner().run(
            .hermetic(
                program,
                ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000", "--virtual-time-budget=20000", "--dump-dom", "file://\(folder)/page.html"],
                timeLimit: 90),
            until: Cancellation())
        let text = shown.outputText
        guard let start = text.firstRange(of: "<pre>"), let end = text.firstRange(of: "</pre>") else { throw NoResult(output: shown.errorText) }
        let json = text[start.upperBound..<end.lowerBound].replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        return try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }

    struct NoResult: Error { let output: String }
}
