// Reads what gnuplot prints. It names lines of the stand-alone script; the author knows lines of figures/NAME.gp.

/// gnuplot's messages, their places put right.
package struct GnuplotMessages {
    /// All lines that are not empty.
    package private(set) var lines: [String] = []
    /// Those of them that warn: gnuplot goes on without what it warns of.
    package private(set) var warnings: [String] = []
    /// "figures/NAME.gp:12" of the first error; the script alone when there is no line.
    package private(set) var place: String
    /// "undefined variable: foo".
    package private(set) var message = ""

    package init(_ text: String, sheet: FigureSheet) {
        place = sheet.plot.script.path
        var lastLine = ""
        for line in text.split(separator: "\n").map(String.init) where line.contains(where: { !$0.isWhitespace }) {
            guard let (number, rest) = Self.parse(line, script: sheet.scriptName) else {
                lines.append(line)
                lastLine = line
                if line.lowercased().hasPrefix("warning:") && !warnings.contains(line) { warnings.append(line) }
                continue
            }
            let place: String
            switch sheet.origin(ofLine: number) {
            case .file(let path, let line): place = "\(path):\(line)"
            case .generated(let line): place = "\(sheet.scriptName):\(line)"
            }
            // Both formats run the same lines: a warning would appear twice.
            let located = "\(place): \(rest)"
            let isWarning = rest.lowercased().hasPrefix("warning:")
            if isWarning && !warnings.contains(located) { warnings.append(located) }
            if !lines.contains(located) { lines.append(located) }
            if !isWarning && message.isEmpty {
                message = rest
                self.place = place
            }
        }
        if message.isEmpty { message = lastLine }
    }

    /// `"NAME.gp" line 12: undefined variable: foo`
    private static func parse(_ line: String, script: String) -> (line: Int, rest: String)? {
        let prefix = "\"\(script)\" line "
        guard line.hasPrefix(prefix) else { return nil }
        let tail = line.dropFirst(prefix.count)
        guard let colon = tail.firstIndex(of: ":"), let number = Int(tail[..<colon]) else { return nil }
        return (number, String(tail[tail.index(after: colon)...].drop { $0 == " " }))
    }
}
