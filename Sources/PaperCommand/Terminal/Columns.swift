// How wide text is on a terminal, and how it is cut and padded to a width.

extension Character {
    /// 2 for the characters of East Asia and for pictures, 1 for others.
    fileprivate var columns: Int {
        guard let scalar = unicodeScalars.first, scalar.value >= 0x1100 else { return 1 }
        let isWide =
            switch scalar.value {
            case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf, 0xac00...0xd7a3,
                0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
                true
            default: false
            }
        return isWide ? 2 : 1
    }
}

extension String {
    package var columns: Int { reduce(0) { $0 + $1.columns } }

    /// Cut to a number of columns, with an ellipsis.
    package func fitted(to width: Int) -> String {
        if columns <= width { return self }
        var (cut, room) = ("", max(1, width) - 1)
        for character in self {
            room -= character.columns
            if room < 0 { break }
            cut.append(character)
        }
        return cut + "…"
    }

    func padded(to width: Int) -> String { columns >= width ? self : self + String(repeating: " ", count: width - columns) }
    func leftPadded(to width: Int) -> String { columns >= width ? self : String(repeating: " ", count: width - columns) + self }
}
