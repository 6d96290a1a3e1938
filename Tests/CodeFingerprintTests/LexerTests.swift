// Where the lexer's answer is not the first that comes to mind. What the compiler makes of it is tested in `CompilerTests`.
import CodeFingerprint
import Testing

@Suite struct LexerTests {
    private func tokens(_ text: String) -> [String] {
        let source = Lexer.tokenize(Array(text.utf8))
        return source.tokens.map { String(decoding: source.text($0), as: UTF8.self) }
    }

    @Test func commentsAreBetweenTokensAndMayBeNested() {
        #expect(tokens("a /* b /* c */ \" */ d // e\nf") == ["a", "d", "f"])
        #expect(tokens("#!/usr/bin/swift -x\na") == ["a"])
        #expect(tokens("a+/* b */c") == ["a", "+", "c"])
    }

    @Test func aCommentWithAnEndOfLineStartsALine() {
        let source = Lexer.tokenize(Array("a /*\n*/ b /* */ c".utf8))
        #expect(source.tokens.map(\.startsLine) == [true, true, false])
    }

    @Test func interpolationsAreTokensAndMayHoldStrings() {
        #expect(tokens(#""a \(b("c\(d)") + 1) e""#) == [#""a \("#, "b", "(", #""c\("#, "d", #")""#, ")", "+", "1", #") e""#])
    }

    @Test func rawStringsEndWithTheirPounds() {
        #expect(tokens(##"#"a " \(b) \#(c) "# d"##) == [##"#"a " \(b) \#("##, "c", ##") "#"##, "d"])
        #expect(tokens("##\"a\"# b\"## c") == ["##\"a\"# b\"##", "c"])
        #expect(tokens("#\"\"\"# a") == ["#\"\"\"#", "a"])
    }

    @Test func stringsOverSeveralLinesKeepWhatIsInThem() {
        #expect(tokens("\"\"\"\n  a // b\n  \"\" \\\"\"\"\n  \"\"\" c") == ["\"\"\"\n  a // b\n  \"\" \\\"\"\"\n  \"\"\"", "c"])
        #expect(tokens("\"\" a") == ["\"\"", "a"])
    }

    @Test func aSlashIsARegularExpressionWhereAnOperandMayStand() {
        #expect(tokens("x = /a \\/ \" b/ // c") == ["x", "=", "/a \\/ \" b/"])
        #expect(tokens("a / b / c") == ["a", "/", "b", "/", "c"])
        #expect(tokens("a/b/c") == ["a", "/", "b", "/", "c"])
        #expect(tokens("x[j] /= b/* c */\ny /= 2/* d */") == ["x", "[", "j", "]", "/=", "b", "y", "/=", "2"])
        #expect(tokens("return /= a/") == ["return", "/= a/"])
        #expect(tokens("f(/a/, !/b/)") == ["f", "(", "/a/", ",", "!", "/b/", ")"])
        #expect(tokens("reduce(1, /) + f(2, /)") == ["reduce", "(", "1", ",", "/", ")", "+", "f", "(", "2", ",", "/", ")"])
        #expect(tokens("x = #/a / \"/# b") == ["x", "=", "#/a / \"/#", "b"])
        #expect(tokens("x = #/\n a # b\n/# c") == ["x", "=", "#/\n a # b\n/#", "c"])
    }

    @Test func numbersEndWhereMembersBegin() {
        #expect(tokens("1_000.5e-3 0x1.8p+3 1.max 0...9 t.0.1 0xFF.description") == [
            "1_000.5e-3", "0x1.8p+3", "1", ".", "max", "0", "...", "9", "t", ".", "0.1", "0xFF", ".", "description",
        ])
    }

    @Test func namesMayBeOfAnyScriptAndInBackticks() {
        #expect(tokens("`class` größe $0 x̄ `a b`") == ["`class`", "größe", "$0", "x̄", "`a b`"])
        #expect(tokens("a\u{A0}b") == ["a", "b"])
    }

    @Test func operatorsMayBeOfAnyScriptAndKnowTheSpaceAroundThem() {
        #expect(tokens("a≤b ± c ..< d") == ["a", "≤", "b", "±", "c", "..<", "d"])
        func spaces(_ text: String) -> [[Bool]] {
            Lexer.tokenize(Array(text.utf8)).tokens.filter { $0.kind == .operator }.map { [$0.hasSpaceBefore, $0.hasSpaceAfter] }
        }
        #expect(spaces("a -b") == [[true, false]])
        #expect(spaces("a - b") == [[true, true]])
        #expect(spaces("a/**/-b") == [[true, false]])
        #expect(spaces("a-// b") == [[false, true]])
    }

    @Test func whatIsNeverClosedDoesNotEndTheLexer() {
        for text in ["\"a", "\"\"\"\na", "/* a", "`a", "\"\\(a", "#\"a\"", "#/\na", "\\", "#", "a\u{0}b", "\"\\"] {
            let source = Lexer.tokenize(Array(text.utf8))
            #expect(source.tokens.allSatisfy { $0.start < $0.end && Int($0.end) <= text.utf8.count }, "\(text)")
        }
        // No UTF-8 at all.
        #expect(Lexer.tokenize([0xFF, 0xC0, 0x80, 0xE2, 0x89]).tokens.count >= 1)
    }
}
