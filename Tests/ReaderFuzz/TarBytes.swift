// Tar archives for the seeds, and their checksums after a change.
import Foundation

enum TarBytes {
    static func archive(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        files.flatMap { header($0.name, $0.content.count) + $0.content + [UInt8](repeating: 0, count: (512 - $0.content.count % 512) % 512) }
            + [UInt8](repeating: 0, count: 1024)
    }

    private static func header(_ name: String, _ size: Int) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) { block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8) }
        put(name, at: 0)
        put("0000644", at: 100)
        put(String(format: "%011o", size), at: 124)
        put("00000000000", at: 136)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        setChecksum(&block, at: 0)
        return block
    }

    /// The archive with right sums in all headers, as far as they are where their sizes say.
    static func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes, offset = 0
        while offset + 512 <= bytes.count {
            if bytes[offset..<offset + 512].allSatisfy({ $0 == 0 }) { break }
            setChecksum(&bytes, at: offset)
            let digits = String(decoding: bytes[offset + 124..<offset + 136].prefix { (48..<56).contains($0) }, as: UTF8.self)
            let (next, isTooLarge) = (offset + 512).addingReportingOverflow(((Int(digits, radix: 8) ?? 0) + 511) / 512 * 512)
            if isTooLarge { break }
            offset = next
        }
        return bytes
    }

    private static func setChecksum(_ bytes: inout [UInt8], at offset: Int) {
        let sum = (0..<512).reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(bytes[offset + $1])) }
        bytes.replaceSubrange(offset + 148..<offset + 156, with: String(format: "%06o", sum).utf8 + [0, 32])
    }
}
