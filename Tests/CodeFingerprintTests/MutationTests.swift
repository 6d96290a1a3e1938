// Edits of real sources: one that the compiler can see changes the fingerprint of what reaches it, always; one that it
// cannot see never does.
import CodeFingerprint
import Foundation
import Testing

@Suite struct MutationTests {
    /// The modules below the simulations of this package, and a type that reaches most of them.
    private struct Sample {
        var description = ProgramDescription()
        var files: [String: [UInt8]] = [:]
        let type = "NeuralNetworks.SpectraSimulation"

        init() throws {
            var below: [String] = []
            for name in ["LinearAlgebra", "Randomness", "NetworkModels", "NeuralNetworks"] {
                var module = ProgramDescription.Module(name: name, sees: below)
                module.folder = "Sources/" + name
                for source in try RealSources.under(module.folder) {
                    module.sources.append(source.path)
                    files[source.path] = source.bytes
                }
                description.modules.append(module)
                below.append(name)
            }
        }

        func program(_ edited: [String: [UInt8]] = [:]) throws -> Program { try Program(description) { edited[$0] ?? files[$0] ?? [] } }
        func fingerprint(_ edited: [String: [UInt8]] = [:]) throws -> Fingerprint? { try program(edited).fingerprint(ofType: type) }
    }

    /// A small generator of its own, so that a failure can be seen again.
    private struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    @Test func everyChangeOfATokenThatIsReachedChangesTheFingerprint() throws {
        let sample = try Sample()
        let program = try sample.program()
        let before = try #require(program.fingerprint(ofType: sample.type))
        let places = try program.places(reachedBy: sample.type).flatMap { place in
            let path = "Sources/\(place.module)/\(place.path)"
            let tokens = Lexer.tokenize(try #require(sample.files[path])).tokens
            return tokens.filter { place.bytes.contains(Int($0.start)) }.map { (path, $0) }
        }
        #expect(places.count > 5000)
        // Rare kinds of tokens as often as common ones.
        let ofKind = Dictionary(grouping: places) { $0.1.kind }
        let kinds = [Token.Kind.identifier, .number, .string, .operator, .punctuation]
        var dice = Dice(state: 1)
        for round in 0..<400 {
            let places = try #require(ofKind[kinds[round % kinds.count]])
            let (path, token) = places[dice.roll(places.count)]
            let bytes = try #require(sample.files[path])
            let edited = Self.edit(token, in: bytes, &dice)
            guard edited != bytes else { continue }
            let text = String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
            #expect(try sample.fingerprint([path: edited]) != before, "\(text) at \(token.start) in \(path)")
        }
    }

    /// Another name, number, operator or text; or the token is taken away, or put after the next byte.
    private static func edit(_ token: Token, in bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        let range = Int(token.start)..<Int(token.end)
        let text = Array(bytes[range])
        switch dice.roll(3) {
        case 0: bytes.replaceSubrange(range, with: [UInt8(ascii: " ")])
        case 1: bytes.replaceSubrange(range, with: text + [UInt8(ascii: " ")] + text)
        default:
            switch token.kind {
            case .identifier: bytes.replaceSubrange(range, with: [UInt8(ascii: "x")] + text)
            case .number: bytes.replaceSubrange(range, with: text + Array("1".utf8))
            case .string, .stringHead, .stringMiddle, .stringTail: bytes.insert(UInt8(ascii: "y"), at: range.lowerBound + 1)
            case .operator: bytes.replaceSubrange(range, with: text == Array("+".utf8) ? Array("-".utf8) : Array("+".utf8))
            case .punctuation, .regex, .directive: bytes.replaceSubrange(range, with: Array("~".utf8))
            }
        }
        return bytes
    }

    @Test(arguments: [0, 1]) func commentsAndBlankLinesNeverChangeAFingerprint(first: Int) throws {
        let sample = try Sample()
        let before = try sample.program().fingerprints().map(\.fingerprint)
        var edited: [String: [UInt8]] = [:]
        var count = first
        for (path, bytes) in sample.files.sorted(by: { $0.key < $1.key }) {
            let source = Lexer.tokenize(bytes)
            guard !Self.hasBlockComment(source) else { continue }
            var result: [UInt8] = []
            var token = 0
            for (offset, byte) in bytes.enumerated() {
                while token < source.tokens.count, Int(source.tokens[token].end) <= offset { token += 1 }
                let isInToken = token < source.tokens.count && Int(source.tokens[token].start) <= offset
                if byte == UInt8(ascii: "\n"), !isInToken {
                    result += Array((count.isMultiple(of: 2) ? " // a \"note\" /* here" : "/* a /* note */ */\n\n  \t").utf8)
                    count += 1
                }
                result.append(byte)
            }
            edited[path] = result
        }
        #expect(count > 1000)
        guard try sample.program(edited).fingerprints().map(\.fingerprint) != before else { return }
        for (path, bytes) in edited.sorted(by: { $0.key < $1.key }) where try sample.program([path: bytes]).fingerprints().map(\.fingerprint) != before {
            let old = Lexer.tokenize(sample.files[path] ?? []), new = Lexer.tokenize(bytes)
            let place = zip(old.tokens, new.tokens).first { old.bytes[Int($0.start)..<Int($0.end)] != new.bytes[Int($1.start)..<Int($1.end)] }
            Issue.record("\(path): \(place.map { String(decoding: old.bytes[max(0, Int($0.0.start) - 80)..<Int($0.0.end)], as: UTF8.self) } ?? "other tokens")")
        }
    }

    private static func hasBlockComment(_ source: TokenizedSource) -> Bool {
        var end = 0
        for token in source.tokens {
            let gap = source.bytes[end..<Int(token.start)]
            if zip(gap, gap.dropFirst()).contains(where: { $0 == UInt8(ascii: "/") && $1 == UInt8(ascii: "*") }) { return true }
            end = Int(token.end)
        }
        return false
    }
}
