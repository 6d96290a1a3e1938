// The sentences of claims as the page of the paper has them: with their formulas set.
import Manuscript

/// Takes the sentences of claims from a page.
enum ClaimStatements {
    /// Sentences as HTML, by the ids of their claims.
    static func find(in page: String, ids: [String]) -> [String: String] {
        var statements: [String: String] = [:]
        let bytes = HTMLBytes(page)
        for id in ids {
            guard let card = bytes.find("aria-label=\"Claim \(HTMLText.escaped(id))\">", from: 0), let start = bytes.find("<div class=\"statement\">", from: card),
                let end = bytes.find("</div>", from: start)
            else { continue }
            let html = bytes.text(start..<end)
            // The id and the badge of the verdict stand before the sentence.
            guard let badge = html.range(of: "<span class=\"badge"), let sign = html.range(of: "</span>", after: badge.upperBound),
                let close = html.range(of: "</span>", after: sign.upperBound)
            else { continue }
            statements[id] = String(html[close.upperBound...]).replacing(" id=\"", with: " data-id=\"")
        }
        return statements
    }
}

extension String {
    fileprivate func range(of text: String, after start: Index) -> Range<Index>? { self[start...].firstRange(of: text) }
    fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
