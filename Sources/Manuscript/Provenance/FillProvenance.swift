// The last step, which is never cached: what changes with every run is put into the places the page keeps for it.
// One walk over the bytes of the page; a page of some megabytes takes milliseconds.

/// Replaces `<!--provenance NAME-->` by the entry of that name, and `<!--provenance-->` by `footer`. A place without
/// an entry stays empty.
public func fillProvenance(_ page: String, entries: [String: String], footer: String = "") -> String {
    let mark = "<!--provenance", end = "-->", source = HTMLBytes(page)
    var result: [UInt8] = []
    result.reserveCapacity(source.count + entries.values.reduce(footer.utf8.count) { $0 + $1.utf8.count })
    var copied = 0, index = 0
    while let open = source.find(mark, from: index) {
        index = open + mark.utf8.count
        // Names are short, so a missing end costs little.
        guard let close = source.find(end, from: index, to: min(source.count, index + 256)) else { continue }
        result += source.bytes[copied..<open]
        let name = source.text(index..<close)
        if name.isEmpty {
            result += footer.utf8
        } else if name.hasPrefix(" ") {
            result += (entries[String(name.dropFirst())] ?? "").utf8
        }
        index = close + end.utf8.count
        copied = index
    }
    result += source.bytes[copied...]
    return String(decoding: result, as: UTF8.self)
}
