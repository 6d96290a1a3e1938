// Two encoded values of one target, compared leaf by leaf. Equal bytes need no comparison; this is for values whose
// digests differ, and says by how much and where first.

/// The result of comparing a stored value with one that was made again.
public struct ValueComparison: Sendable, Equatable {
    /// The greatest distance of two numbers; 0 when none differ, nil when some pair has no distance.
    public private(set) var greatestUlps: UInt64? = 0
    /// Numbers that are not the same bits.
    public private(set) var differingNumbers = 0
    public private(set) var comparedNumbers = 0
    /// Nil when everything is within the tolerance.
    public private(set) var first: Difference?
    private let tolerance: Tolerance

    /// Compares two encodings; bytes that cannot be decoded differ as a whole.
    public init(stored: [UInt8], remade: [UInt8], tolerance: Tolerance) {
        self.tolerance = tolerance
        if let a = try? Datum(decoding: stored), let b = try? Datum(decoding: remade) {
            compare(a, b, at: "")
            // Different encodings of equal leaves: nothing that a tolerance is about.
            if first == nil && differingNumbers == 0 && stored != remade { differ(at: "", "one encoding", "another") }
        } else if stored != remade {
            differ(at: "", "\(stored.count) bytes", "\(remade.count) bytes that cannot be read as the same kind of value")
        }
    }

    // MARK: Walking

    private mutating func compare(_ a: Datum, _ b: Datum, at path: String) {
        switch (a, b) {
        case (.object(let old), .object(let new)):
            guard old.map(\.key) == new.map(\.key) else {
                return differ(at: path, "fields " + old.map(\.key).joined(separator: ", "), new.map(\.key).joined(separator: ", "))
            }
            for (x, y) in zip(old, new) { compare(x.value, y.value, at: path.isEmpty ? x.key : "\(path).\(x.key)") }
        case (.list(let old), .list(let new)):
            guard sameCount(old, new, at: path) else { return }
            for i in old.indices { compare(old[i], new[i], at: "\(path)[\(i)]") }
        case (.doubles(let old), .doubles(let new)):
            guard sameCount(old, new, at: path) else { return }
            for i in old.indices { compare(old[i], new[i]) { "\(path)[\(i)]" } }
        case (.floats(let old), .floats(let new)):
            guard sameCount(old, new, at: path) else { return }
            for i in old.indices { compare(old[i], new[i]) { "\(path)[\(i)]" } }
        case (.integers(let old), .integers(let new)):
            guard sameCount(old, new, at: path) else { return }
            for i in old.indices where old[i] != new[i] { differ(at: "\(path)[\(i)]", "\(old[i])", "\(new[i])") }
        case (.double(let x), .double(let y)): compare(x, y) { path }
        case (.float(let x), .float(let y)): compare(x, y) { path }
        case (.string(let x), .string(let y)):
            if x != y { differ(at: path, TextDifference(Array(x.utf8), Array(y.utf8))) }
        case (.bytes(let x), .bytes(let y)):
            if x != y { differ(at: path, TextDifference(x, y)) }
        default:
            if a != b { differ(at: path, a.brief, b.brief) }
        }
    }

    private mutating func compare(_ a: Double, _ b: Double, at path: () -> String) {
        comparedNumbers += 1
        if a.bitPattern == b.bitPattern { return }
        note(ulps: a.ulps(to: b), isWithin: tolerance.accepts(a, b, ulps: a.ulps(to: b)), "\(a)", "\(b)", at: path)
    }

    private mutating func compare(_ a: Float, _ b: Float, at path: () -> String) {
        comparedNumbers += 1
        if a.bitPattern == b.bitPattern { return }
        let ulps = a.ulps(to: b)
        note(ulps: ulps, isWithin: tolerance.accepts(Double(a), Double(b), ulps: ulps), "\(a)", "\(b)", at: path)
    }

    private mutating func note(ulps: UInt64?, isWithin: Bool, _ a: String, _ b: String, at path: () -> String) {
        differingNumbers += 1
        if let ulps, let greatest = greatestUlps { greatestUlps = max(greatest, ulps) } else { greatestUlps = nil }
        if !isWithin && first == nil { first = Difference(path: Self.name(path()), stored: a, remade: b, ulps: ulps) }
    }

    private mutating func sameCount<T>(_ old: [T], _ new: [T], at path: String) -> Bool {
        if old.count == new.count { return true }
        differ(at: path, "\(old.count) elements", "\(new.count) elements")
        return false
    }

    private mutating func differ(at path: String, _ texts: TextDifference) {
        differ(at: Self.name(path) + ", " + texts.place, texts.stored, texts.remade)
    }

    /// Something other than a number: no tolerance applies, and there is no distance.
    private mutating func differ(at path: String, _ stored: String, _ remade: String) {
        greatestUlps = nil
        if first == nil { first = Difference(path: Self.name(path), stored: stored, remade: remade, ulps: nil) }
    }

    private static func name(_ path: String) -> String { path.isEmpty || path.hasPrefix("[") ? "value" + path : path }
}
