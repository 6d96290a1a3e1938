// What a reader may think of a figure at a glance: whether it is what a build would make now, and of what data.

/// The state of a figure on the page.
public enum FigureState: Sendable, Equatable {
    /// Made from everything as it is now.
    case fresh
    /// Made, now as before, but from data that stand in for others.
    case standIn
    /// Something it needs, or it itself, could not be made since.
    case stale(because: String)
    case failed(String)

    private var name: String {
        switch self {
        case .fresh: "fresh"
        case .standIn: "stand-in"
        case .stale: "stale"
        case .failed: "failed"
        }
    }

    private var text: String {
        switch self {
        case .fresh: "✓ fresh"
        case .standIn: "≈ fresh, of stand-in data"
        case .stale(let reason): "! stale: \(reason)"
        case .failed(let reason): "✗ failed: \(reason)"
        }
    }

    /// An item of the list beside the figure; it is found again by the figure's name.
    package func html(of figure: String) -> String {
        "<li class=\"state \(name)\" data-figure=\"\(HTMLText.escaped(figure))\">\(HTMLText.escaped(text))</li>"
    }

    /// The page with another state of a figure.
    package func put(on page: String, figure: String) -> String {
        let source = HTMLBytes(page)
        guard let mark = source.find("data-figure=\"\(HTMLText.escaped(figure))\"", from: 0), let end = source.find("</li>", from: mark),
            let start = source.bytes[..<mark].lastIndex(of: UInt8(ascii: "<"))
        else { return page }
        return source.text(0..<start) + html(of: figure) + source.text((end + 5)..<source.count)
    }
}
