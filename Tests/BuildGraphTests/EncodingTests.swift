// The binary form: round trips, and the canonical form of parameters.
import BuildGraph
import Foundation
import Testing

struct Sample: Codable, Equatable, Sendable {
    enum Shade: String, Codable { case light, dark }
    enum Shape: Codable, Equatable { case circle(radius: Double), point }
    var flag = true
    var small: Int8 = -3
    var large: UInt64 = .max
    var ratio: Float = 0.25
    var text = "Überschrift\n"
    var absent: Int?
    var present: Int? = 4
    var shade = Shade.dark
    var shapes = [Shape.circle(radius: 2), .point]
    var doubles = [1.5, -0.0, .infinity]
    var floats: [Float] = [1, 2]
    var matrix = [[1.0, 2], [3]]
    var table = ["b": [1, 2], "a": []]
    var indexed = [3: "c", 1: "a"]
    var bytes: [UInt8] = [0, 255]
    var set: Set<String> = ["x", "y", "z"]
    var empty: [Double] = []
}

struct Unordered: Target {
    var names: Set<String>
    var table: [String: Double]
    var number: Double
    func make(_ inputs: Inputs) -> Int { 0 }
}

struct HoldsHandles: Target {
    var table: [String: Input<Double>]
    func make(_ inputs: Inputs) -> Int { 0 }
}

struct Nested: Target {
    struct Inner: Encodable, Sendable { var values: [Double] }
    var inner: [Inner]
    func make(_ inputs: Inputs) -> Int { 0 }
}

/// A key with a text of its own, as enumerations of a study have.
enum Season: String, Codable, CodingKeyRepresentable, CaseIterable { case spring, summer, autumn }

/// Two keys may have one text.
struct LossyKey: Codable, Hashable, CodingKeyRepresentable {
    var number: Int
    var codingKey: any CodingKey { (number % 10).codingKey }
    init(number: Int) { self.number = number }
    init?(codingKey: some CodingKey) { return nil }
}

struct Holder<Value: Codable & Sendable>: Target {
    var value: Value
    func make(_ inputs: Inputs) -> Int { 1 }
}

@Suite struct EncodingTests {
    @Test func aDictionaryWithKeysThatHaveATextComesBackEqual() throws {
        let table = Dictionary(uniqueKeysWithValues: Season.allCases.enumerated().map { ($1, Double($0)) })
        #expect(try decodeValue([Season: Double].self, from: encodeValue(table)) == table)
        #expect(try Datum(decoding: encodeValue(table))["summer"] == .double(1))
    }

    @Test func keysOfOneTextAreRefused() {
        let table = [LossyKey(number: 1): "a", LossyKey(number: 11): "b"]
        #expect(throws: NotCanonical.self) { try encodeValue(table) }
    }

    @Test func aRefusedParameterIsNamedByItsWholePath() throws {
        let nested = Nested(inner: [.init(values: [1]), .init(values: [2, .nan])])
        let error = #expect(throws: BuildError.self) { try Graph(roots: [AnyInput(nested).node]) }
        guard case .notCanonical(_, let path, _) = try #require(error) else {
            Issue.record("another error")
            return
        }
        #expect(path == "inner.values")
    }

    /// The words in which a parameter is refused; nil when it is not.
    private func refusal(_ value: some Codable & Sendable) -> String? {
        do { _ = try Graph(roots: [AnyInput(Holder(value: value)).node]) } catch { return (error as? BuildError)?.report.summary }
        return nil
    }

    @Test func aParameterThatIsAnotherOneInEveryBuildOrCheckoutIsRefusedWithAReason() {
        #expect(refusal(Date())?.hasSuffix("has no canonical form: value. a Date is another one at every build; give a fixed day as text, \"2026-01-31\"") == true)
        #expect(refusal([Date?.some(Date())])?.contains("a Date is another one at every build") == true)
        #expect(refusal(URL(filePath: "/home/me/data.csv"))?.contains("hold a SourceFile") == true)
        #expect(refusal(["a": URL(filePath: "data.csv")])?.contains("hold a SourceFile") == true)
        #expect(refusal(UUID())?.contains("a UUID is another one at every build") == true)
        #expect(refusal(Locale.current)?.contains("is the user's") == true)
        #expect(refusal(TimeZone.current)?.contains("is the user's") == true)
        #expect(refusal(Calendar.current)?.contains("is the user's") == true)
        #expect(refusal(URL(string: "https://example.org/data.csv")) == nil)
        #expect(refusal("2026-01-31") == nil)
    }

    @Test func datesAndAddressesAreValuesLikeAnyOther() throws {
        func copy<Value: Codable>(_ value: Value) throws -> Value { try decodeValue(Value.self, from: encodeValue(value)) }
        let date = Date(timeIntervalSince1970: 1e9), file = URL(filePath: "/data.csv"), identifier = UUID()
        #expect(try copy([date]) == [date] && copy(file) == file && copy(["a": identifier]) == ["a": identifier])
    }

    @Test func anyCodableValueComesBackEqual() throws {
        let sample = Sample()
        #expect(try decodeValue(Sample.self, from: encodeValue(sample)) == sample)
    }

    /// Optional values by themselves, in lists, in lists of lists and in dictionaries.
    @Test func optionalValuesComeBackEqual() throws {
        func copy<Value: Codable>(_ value: Value) throws -> Value { try decodeValue(Value.self, from: encodeValue(value)) }
        #expect(try copy(Double?(1.5)) == 1.5)
        #expect(try copy(Double?.none) == nil)
        #expect(try copy([1.5, nil, 2]) == [1.5, nil, 2])
        #expect(try copy([[nil, 7], [], [Int?.none]]) == [[nil, 7], [], [nil]])
        #expect(try copy(["a": "x", "b": String?.none]) == ["a": "x", "b": nil])
        #expect(try copy([[1.5, 2], nil]) == [[1.5, 2], nil])
    }

    @Test func arraysOfNumbersAreRawLittleEndian() throws {
        let bytes = try encodeValue([1.0, 2.0])
        #expect(bytes.count == 2 + 16)
        #expect(Array(bytes[2..<10]) == withUnsafeBytes(of: (1.0).bitPattern.littleEndian) { Array($0) })
    }

    @Test func everyTruncationIsRefusedAndNoneCrashes() throws {
        let bytes = try encodeValue(Sample())
        for length in 0..<bytes.count {
            #expect(throws: MalformedDatum.self) { try Datum(decoding: Array(bytes.prefix(length))) }
        }
    }

    @Test func aFlippedByteNeverCrashes() throws {
        let bytes = try encodeValue(Sample())
        for position in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[position] ^= 1 << bit
                _ = try? decodeValue(Sample.self, from: damaged)
            }
        }
    }

    @Test func setsAndDictionariesHaveOneEncodingWhateverTheirOrder() {
        let words = (0..<50).map { "word\($0)" }
        let one = Unordered(names: Set(words), table: Dictionary(uniqueKeysWithValues: words.map { ($0, 1.0) }), number: 0)
        var table: [String: Double] = Dictionary(minimumCapacity: 1000)
        for word in words.reversed() { table[word] = 1 }
        let other = Unordered(names: Set(words.shuffled()), table: table, number: -0.0)
        #expect(Input(one).node.identity == Input(other).node.identity)
    }

    @Test func handlesInADictionaryHaveOneOrderOfDependencies() {
        let names = (0..<20).map { "n\($0)" }
        func node() -> Node {
            var table: [String: Input<Double>] = [:]
            for name in names.shuffled() { table[name] = Input(Constant(name: name, value: 1)) }
            return Input(HoldsHandles(table: table)).node
        }
        let (a, b) = (node(), node())
        #expect(a.identity == b.identity)
        #expect(a.dependencies.map(\.name) == b.dependencies.map(\.name))
        #expect(a.dependencies.count == 20)
    }

    @Test func aSharedGraphIsDescribedInTimeLinearInItsEdges() {
        var layer = [Input(Constant(name: "a", value: 1)), Input(Constant(name: "b", value: 2))]
        for depth in 0..<60 { layer = ["x", "y"].map { Input(Sum(name: "\($0)\(depth)", terms: layer)) } }
        // A tree of this depth has 2^60 leaves; sharing makes it 122 nodes.
        #expect(try! Graph(roots: layer.map(\.node)).nodes.count == 122)
    }
}
