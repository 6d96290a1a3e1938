// Numbers that are stored and read back may come from anywhere: another machine, an archive, a damaged file. What is outside
// its range when it is read makes its whole record unreadable; what a clock or a meter gives is brought into its range when it
// is recorded. So everybody who has such a number can convert it, add it up and print it.

/// What a stored number can be.
public protocol NumberRange {
    associatedtype Number: Comparable & Codable & Sendable
    static var range: ClosedRange<Number> { get }
}

/// A length of time in seconds, up to about 3,000 years.
public enum Seconds: NumberRange {
    public static let range = 0.0...1e11
}

/// A time in seconds since 1970, 3,000 years around it.
public enum Moment: NumberRange {
    public static let range = -1e11...1e11
}

/// A number of bytes, up to a quadrillion.
public enum Bytes: NumberRange {
    public static let range = 0...1 << 50
}

/// How many of something.
public enum Count: NumberRange {
    public static let range = 0...1 << 31
}

/// A number in its range, stored as the bare number.
@propertyWrapper
public struct Checked<Range: NumberRange>: Codable, Sendable, Equatable {
    private var number: Range.Number

    public var wrappedValue: Range.Number {
        get { number }
        set { number = Self.clamped(newValue) }
    }

    /// Takes the nearest number in the range; for one that is not a number, the beginning of the range.
    public init(wrappedValue: Range.Number) { number = Self.clamped(wrappedValue) }

    /// Throws for a number outside the range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        number = try container.decode(Range.Number.self)
        guard Range.range.contains(number) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(number) is not in \(Range.range)")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    private static func clamped(_ number: Range.Number) -> Range.Number {
        if Range.range.contains(number) { return number }
        return number > Range.range.upperBound ? Range.range.upperBound : Range.range.lowerBound
    }
}

extension KeyedEncodingContainer {
    /// What the compiler writes for a record's checked numbers: the bare number, without asking at run time what it is.
    mutating func encode<Range: NumberRange>(_ value: Checked<Range>, forKey key: Key) throws where Range.Number == Double {
        try encode(value.wrappedValue, forKey: key)
    }

    mutating func encode<Range: NumberRange>(_ value: Checked<Range>, forKey key: Key) throws where Range.Number == Int {
        try encode(value.wrappedValue, forKey: key)
    }
}

extension Double {
    /// Seconds as nanoseconds. Beyond the years 1678 and 2262, the first or the last of them.
    var nanoseconds: Int64 { Int64(exactly: (self * 1e9).rounded()) ?? (self > 0 ? .max : .min) }
}
