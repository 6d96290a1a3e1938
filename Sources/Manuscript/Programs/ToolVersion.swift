// Versions of programs, as far as they matter here: two numbers.

/// A major and a minor version.
package struct ToolVersion: Comparable, Sendable {
    package var major: Int
    package var minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The first "a.b" in a text: "gnuplot 5.4 patchlevel 4", "pandoc 2.17.1.1".
    package init?(firstIn text: String) {
        for word in text.split(whereSeparator: { !$0.isNumber && $0 != "." }) {
            let parts = word.split(separator: ".")
            if parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]) {
                self.init(major, minor)
                return
            }
        }
        return nil
    }

    package var text: String { "\(major).\(minor)" }

    package static func < (a: ToolVersion, b: ToolVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}
