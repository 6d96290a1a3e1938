// The order of ids as people count: P1-2 before P1-10.

package enum NaturalOrder {
    /// Whether `a` comes before `b`: digits compare as numbers, everything else as characters.
    package static func isAscending(_ a: String, _ b: String) -> Bool {
        var a = a.unicodeScalars[...], b = b.unicodeScalars[...]
        let (first, second) = (String(a), String(b))
        while let x = a.first, let y = b.first {
            if isDigit(x) && isDigit(y) {
                let m = number(&a), n = number(&b)
                // Without leading zeros the longer number is the greater one.
                if m != n { return (m.count, m) < (n.count, n) }
            } else {
                if x != y { return x.value < y.value }
                a.removeFirst()
                b.removeFirst()
            }
        }
        return a.count == b.count ? first < second : a.count < b.count
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func number(_ text: inout Substring.UnicodeScalarView) -> String {
        let digits = text.prefix(while: isDigit)
        text = text.dropFirst(digits.count)
        return String(String.UnicodeScalarView(digits.drop { $0 == "0" }))
    }
}
