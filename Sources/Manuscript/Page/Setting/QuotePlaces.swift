// Where the text quotes each claim: every badge in the text gets an id, so that the board of claims can lead back to the
// sentence, and the name of its section.

package struct QuotePlaces {
    package struct Place: Equatable {
        package var id: String
        /// "3.1"; empty before the first numbered heading.
        package var section: String
    }

    /// The text, with ids.
    package let html: String
    /// By claim, in the order of the text.
    package let places: [String: [Place]]

    package init(_ html: String) {
        let source = HTMLBytes(html), badge = "<a class=\"badge ", address = "href=\"#claim-", heading = "<span class=\"number\">"
        var result: [UInt8] = []
        var places: [String: [Place]] = [:]
        var copied = 0, index = 0, section = ""
        // Each is looked for once, from behind the last one of its kind.
        var nextHeading = source.find("<h", from: 0), nextBadge = source.find(badge, from: 0)
        while let open = [nextHeading, nextBadge].compactMap(\.self).min() {
            index = open + 1
            defer {
                if let place = nextHeading, place < index { nextHeading = source.find("<h", from: index) }
                if let place = nextBadge, place < index { nextBadge = source.find(badge, from: index) }
            }
            if source.stands("<h", at: open), let tag = source.find(">", from: open), source.stands(heading, at: tag + 1),
                let end = source.find("</span>", from: tag)
            {
                section = source.text((tag + 1 + heading.utf8.count)..<end)
                index = end
            } else if source.stands(badge, at: open), let tag = source.find(">", from: open),
                let start = source.find(address, from: open, to: tag).map({ $0 + address.utf8.count }), let end = source.find("\"", from: start, to: tag)
            {
                let claim = source.text(start..<end), number = (places[claim]?.count ?? 0) + 1
                let id = "quote-\(claim)" + (number == 1 ? "" : "-\(number)")
                places[claim, default: []].append(Place(id: id, section: section))
                result += source.bytes[copied..<(open + 2)]
                result += " id=\"\(id)\"".utf8
                copied = open + 2
                index = tag
            }
        }
        self.html = String(decoding: result + source.bytes[copied...], as: UTF8.self)
        self.places = places
    }
}
