// The last step, which is never cached: what changes with every run is put into the places the page keeps for it.
// One walk over the bytes of the page; a page of some megabytes takes milliseconds.

/// Replaces `<!--provenance NAME-->` by the entry of that name, and `<!--provenance-->` by `footer`. A place without
/// an entry stays empty.
public func fillProvenance(_ page: String, entries: [String: String], footer: String = "") -> String {
    let mark = Array("<!--provenance".utf8), end = Array("-->".utf8)
    let bytes = Array(page.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + entries.values.reduce(footer.utf8.count) { $0 + $1.utf8.count })
    bytes.withUnsafeBufferPointer { bytes in
        var copied = 0, index = 0
        while index + mark.count + end.count <= bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), bytes[index..<(index + mark.count)].elementsEqual(mark),
                let close = close(after: index + mark.count, in: bytes, end)
            else {
                index += 1
                continue
            }
            result += bytes[copied..<index]
            let name = String(decoding: bytes[(index + mark.count)..<close], as: UTF8.self)
            if name.isEmpty {
                result += footer.utf8
            } else if name.hasPrefix(" ") {
                result += (entries[String(name.dropFirst())] ?? "").utf8
            }
            index = close + end.count
            copied = index
        }
        result += bytes[copied...]
    }
    return String(decoding: result, as: UTF8.self)
}

/// Where the comment ends; names are short, so a missing end costs little.
private func close(after start: Int, in bytes: UnsafeBufferPointer<UInt8>, _ end: [UInt8]) -> Int? {
    var index = start
    while index + end.count <= bytes.count && index < start + 256 {
        if bytes[index..<(index + end.count)].elementsEqual(end) { return index }
        index += 1
    }
    return nil
}
