// Cutting files into declarations.
import CodeFingerprint
import Testing

@Suite struct SplitterTests {
    private func titles(_ text: String, isMain: Bool = false) -> [String] {
        DeclarationSplitter.split(text, isMain: isMain).pieces.map(\.title)
    }

    private func memberTitles(_ text: String) -> [String] {
        DeclarationSplitter.split(text).pieces.flatMap { $0.members.map(\.title) }
    }

    @Test func declarationsAreNamedAsPeopleSayThem() {
        #expect(
            titles(
                """
                import Foundation
                @available(macOS 15, *)
                public
                final class A: B { }
                func f<T>(at x: T, _ y: Int = { 1 }()) -> Int where T: P { x }
                let a = 1, b = 2
                var (c, d) = (1, 2)
                infix operator +++: P
                func +++ (a: A, b: A) -> A { a }
                extension A.B where T == Int { }
                typealias X = Y
                precedencegroup G { higherThan: H }
                """) == ["import Foundation", "A", "f(at:_:)", "a", "c", "operator +++", "+++(a:b:)", "A.B", "X", "G"])
    }

    @Test func membersAreNamed() {
        #expect(
            memberTitles(
                """
                struct A {
                    private(set) var x: Int { get { 1 } }
                    static let y = { 2 }()
                    init?(from z: Int) { }
                    subscript(i: Int, at j: Int) -> Int { i }
                    static func == (a: A, b: A) -> Bool { true }
                    class override func g() { }
                    enum C { case a, b }
                    deinit { }
                    @objc func h(
                        _ a: Int,
                        for b: Int
                    ) async throws -> Int { 1 }
                }
                """) == ["x", "y", "init(from:)", "subscript(_:at:)", "==(a:b:)", "g()", "C", "deinit", "h(_:for:)"])
        #expect(memberTitles("protocol P { associatedtype A: Q; func f(); func g(a: Int)\n var v: Int { get } }") == ["A", "f()", "g(a:)", "v"])
    }

    @Test func aDeclarationGoesOnOverLines() {
        #expect(titles("let a =\n    f()\n    .g()\n    + h {\n        1\n    }\nlet b = if c { 1 }\n    else { 2 }\nfunc f() {}") == ["a", "b", "f()"])
        #expect(titles("func f<T>()\n    -> Int\n    where T: P\n{\n    1\n}\nfunc g() {}") == ["f()", "g()"])
        #expect(titles("struct A {}; struct B {}") == ["A", "B"])
        #expect(titles("let a = B.in\nlet c = a!\ninfix operator +++\nstruct D {}\nlet e: [Int]?\nunknown let f = 1") == ["a", "c", "operator +++", "D", "e", "what is no declaration"])
    }

    @Test func conditionsBelongToWhatStandsUnderThem() {
        let (pieces, _) = DeclarationSplitter.split("#if A\nfunc f() {}\n#elseif B\nfunc g() {}\n#else\nfunc h() {}\n#endif\nfunc i() {}")
        #expect(pieces.map(\.title) == ["f()", "g()", "h()", "i()"])
        #expect(pieces.map(\.conditions.count) == [1, 2, 3, 0])
    }

    @Test func whatIsNotUnderstoodIsAPieceOfItsOwn() {
        let (pieces, _) = DeclarationSplitter.split("#Preview { A() }\nstruct A {}\n#if X\n@available(*, unavailable)\n#endif\nstruct B {}\n)")
        #expect(pieces.map(\.kind) == [.unknown, .type, .unknown, .type, .unknown])
    }

    @Test func inMainEverythingThatRunsIsAStatement() {
        let (pieces, _) = DeclarationSplitter.split("let a = 1\nprint(a)\nfunc f() {}\nif a > 0 {\n    f()\n}\nstruct A {}", isMain: true)
        #expect(pieces.map(\.kind) == [.statement, .statement, .function, .statement, .type])
    }

    @Test func noTokenIsLost() throws {
        for file in try RealSources.all() {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let (pieces, source) = DeclarationSplitter.split(text)
            var covered = [Bool](repeating: false, count: source.tokens.count)
            for piece in pieces {
                for index in piece.tokens { covered[index] = true }
                for range in piece.conditions { for index in range { covered[index] = true } }
            }
            for (index, token) in source.tokens.enumerated() where !covered[index] {
                // An `#endif` closes what it belongs to and says nothing.
                #expect(source.text(token).elementsEqual("#endif".utf8), "\(file.path): \(String(decoding: source.text(token), as: UTF8.self))")
            }
            let unknown = pieces.filter { piece in
                // An attribute alone between `#if` and `#endif` is of a declaration behind them. It stays a piece of its own that
                // counts for all of its module, which takes too much and misses nothing.
                let isAttribute = piece.tokens.first.map { source.text(source.tokens[$0]).elementsEqual("@".utf8) } ?? false
                return piece.kind == .unknown && !piece.title.isEmpty && !isAttribute && !file.path.contains("main.swift")
            }
            #expect(unknown.isEmpty, "\(file.path)")
        }
    }
}
