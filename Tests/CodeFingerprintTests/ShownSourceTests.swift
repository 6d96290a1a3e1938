// Declarations as chapters show them: their lines, their colours, and the digests that tell whether they are what was compiled.
import CodeFingerprint
import Testing

private let source = """
    // What the file is for.
    import Foundation

    /// A network
    /// of some depth.
    @frozen public struct Network<T> {
        let depth = 3  // layers

        /// Propagates.
        func signal(in x: Double, for name: String) -> String {
            // Not a "string".
            let text = \"""
                \\(x) // not a comment
              less
                \"""
            return text.self + name
        }
        struct Inner { let a = 1 }
    }
    extension Network { func f() { } }
    #if DEBUG
    func twice() { }
    #else
    func twice() { print(1) }
    #endif
    """

private func shown(_ name: String) throws -> SourceDeclaration { try #require(SourceDeclarations(Array(source.utf8)).named(name).first) }

private func pieces(_ kind: CodePiece.Kind, of name: String) throws -> [String] {
    try shown(name).pieces.filter { $0.kind == kind }.map { $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

@Suite struct ShownSourceTests {
    @Test func aDeclarationComesWithItsCommentAndItsLines() throws {
        let network = try shown("Network")
        #expect(network.lines == 4...19)
        #expect(network.pieces.map(\.text).joined() == source.split(separator: "\n", omittingEmptySubsequences: false)[3..<19].joined(separator: "\n"))
        #expect(try shown("Network.depth").pieces.map(\.text).joined() == "let depth = 3  // layers")
        #expect(try shown("extension Network").lines == 20...20)
    }

    @Test func aMemberLosesItsIndentationAndKeepsTheRest() throws {
        let member = try shown("Network.signal(in:for:)")
        #expect(member.lines == 9...17)
        #expect(member.pieces.map(\.text).joined().hasPrefix("/// Propagates.\nfunc signal(in x: Double, for name: String) -> String {\n    // Not"))
        #expect(member.pieces.map(\.text).joined().contains("\n        \\(x) // not a comment\n      less\n"))
        #expect(try shown("Network.Inner").pieces.map(\.text).joined() == "struct Inner { let a = 1 }")
    }

    @Test func wordsLookAsTheyAreUsed() throws {
        let name = "Network.signal(in:for:)"
        #expect(try pieces(.keyword, of: name) == ["func", "let", "return", "self"])
        #expect(try pieces(.comment, of: name) == ["/// Propagates.", "// Not a \"string\"."])
        #expect(try pieces(.type, of: name) == ["Double", "String", "String"])
        #expect(try pieces(.string, of: name).joined().contains("// not a comment"))
        #expect(try pieces(.attribute, of: "Network") == ["@frozen"])
        #expect(try pieces(.number, of: "Network.Inner") == ["1"])
    }

    /// The digests are those of the table of declarations: of a declaration and of its members.
    @Test func theDigestsAreThoseOfTheTable() throws {
        let program = try SampleProgram([
            .init(name: "BuildGraph", files: ["t.swift": "public protocol Target { }"]),
            .init(name: "M", sees: ["BuildGraph"], files: ["a.swift": source + "\nimport BuildGraph\nstruct T: Target { let n: Network<Int>; init() { n.f() ; twice() } }"]),
        ]).read()
        let rows = FingerprintTables(program).declarations.split(separator: "\n").filter { $0.first == "+" || $0.first == "." }
        func digests(_ belongs: (Substring) -> Bool) -> [String] {
            rows.filter { belongs($0[$0.firstIndex(of: " ")!...].dropFirst()) }.map { String($0.prefix { $0 != " " }.dropFirst()) }
        }
        #expect(try shown("Network").digests == digests { ($0 == "Network" || $0.hasPrefix("Network.")) && $0 != "Network.f()" })
        #expect(try shown("Network.signal(in:for:)").digests == digests { $0 == "Network.signal(in:for:)" })
        #expect(try shown("Network.Inner").digests == digests { $0.hasPrefix("Network.Inner") })
        // Both branches of a condition are known by one name, and differ.
        let branches = SourceDeclarations(Array(source.utf8)).named("twice()")
        #expect(branches.count == 2 && branches.map(\.digests) == [[digests { $0 == "twice()" }[0]], [digests { $0 == "twice()" }[1]]])
        let commented = source.replacing("/// Propagates.", with: "/// Sends.").replacing("let depth = 3", with: "let  depth = 3")
        #expect(SourceDeclarations(Array(commented.utf8)).named("Network").first?.digests == (try shown("Network").digests))
    }

    @Test func anythingIsCutWithoutATrap() {
        for length in 0..<source.utf8.count {
            let bytes = Array(source.utf8.prefix(length))
            for name in ["Network", "Network.Inner", "twice()", "what is no declaration"] {
                for found in SourceDeclarations(bytes).named(name) { #expect(found.lines.upperBound <= 1 + bytes.count { $0 == UInt8(ascii: "\n") }) }
            }
        }
    }
}
