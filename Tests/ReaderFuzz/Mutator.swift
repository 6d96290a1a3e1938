// Changes bytes in the ways in which files go wrong, and in those in which somebody makes them wrong.
import TestSupport

/// Random changes.
struct Mutator {
    static let largest = 1 << 20
    var random: SplitMix

    init(seed: UInt64) { random = SplitMix(state: seed) }

    /// Numbers at the edges of what fits, as bytes in either order.
    private static let numbers: [UInt64] = [
        0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 1 << 40, 1 << 62, 1 << 63, .max, .max - 1,
        Double.infinity.bitPattern, (-Double.infinity).bitPattern, Double.nan.bitPattern, (1e300).bitPattern, (-1.0).bitPattern, (1e19).bitPattern,
    ]
    /// Numbers as text, and what opens or closes something.
    private static let words = [
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-1", "0", "1e999", "-1e999", "NaN", "1e-400", "77777777777", "null",
        "{{", "}}", "\\{{", ":::", "```", "$$", "$", "<!--", "-->", "{#sec:a}", "[\"", "\"]", "::: figure ", "{{claim ", "{{ref ", "|", "~~~", "\r\n",
        "\u{feff}", "\u{0}", "🧮", "e\u{301}", "\u{202e}", "[[[[[[[[", "{\"a\":", "\n\n", "    ", "\t", "#", "> ",
    ]

    mutating func pick<T>(_ elements: [T]) -> T { elements[random.next(in: 0...elements.count - 1)] }

    mutating func changed(_ bytes: [UInt8], with others: [[UInt8]]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<(1 << random.next(in: 0...4)) { change(&bytes, others) }
        return Array(bytes.prefix(Self.largest))
    }

    private mutating func position(_ bytes: [UInt8]) -> Int { random.next(in: 0...max(0, bytes.count - 1)) }

    private mutating func range(_ bytes: [UInt8]) -> Range<Int> {
        let start = random.next(in: 0...bytes.count)
        // Short ones most of the time.
        let longest = random.next(in: 0...3) == 0 ? bytes.count - start : min(32, bytes.count - start)
        return start..<start + random.next(in: 0...longest)
    }

    private mutating func change(_ bytes: inout [UInt8], _ others: [[UInt8]]) {
        switch random.next(in: 0...10) {
        case 0 where !bytes.isEmpty: bytes[position(bytes)] ^= 1 << UInt8(random.next(in: 0...7))
        case 1 where !bytes.isEmpty: bytes[position(bytes)] = UInt8(random.next(in: 0...255))
        case 2: bytes.removeSubrange(range(bytes))
        case 3:
            let part = bytes[range(bytes)]
            let copies = random.next(in: 0...20) == 0 ? 1 + 4096 / max(1, part.count) : 1
            bytes.insert(contentsOf: Array(repeating: part, count: copies).joined(), at: random.next(in: 0...bytes.count))
        case 4:
            let other = pick(others)
            bytes.replaceSubrange(range(bytes), with: other[range(other)])
        case 5: bytes.removeLast(random.next(in: 0...bytes.count))
        case 6, 7: put(number: pick(Self.numbers), into: &bytes)
        case 8: bytes.replaceSubrange(range(bytes), with: pick(Self.words).utf8)
        case 9: bytes.insert(contentsOf: pick(Self.words).utf8, at: random.next(in: 0...bytes.count))
        default: replaceDigits(in: &bytes)
        }
    }

    private mutating func put(number: UInt64, into bytes: inout [UInt8]) {
        let width = pick([1, 2, 4, 8])
        guard bytes.count >= width else { return }
        let isLittleEndian = random.next(in: 0...1) == 0
        let digits = (0..<width).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
        let start = random.next(in: 0...bytes.count - width)
        bytes.replaceSubrange(start..<start + width, with: isLittleEndian ? digits : digits.reversed())
    }

    /// Another number in the place of one that is written in digits.
    private mutating func replaceDigits(in bytes: inout [UInt8]) {
        let isDigit = { (byte: UInt8) in (48..<58).contains(byte) }
        let from = position(bytes)
        guard let start = bytes[from...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: pick(Self.words).utf8)
    }
}
