// The rules of docs/fingerprints.md, in its order: for each, code that is reached by it alone and code that is not. In each
// program a 1 becomes a 2 somewhere, and the fingerprint of T changes or does not.
import CodeFingerprint
import Testing

@Suite struct ReachTests {
    private func isReached(_ source: String) throws -> Bool { try SampleProgram(source).isReached("M.T") }

    /// T is in M, which sees Low and not High.
    private func isReached(_ source: String, low: String = "", high: String = "", besideHigh: String = "") throws -> Bool {
        try SampleProgram([
            .init(name: "Low", files: ["low.swift": low]), .init(name: "M", sees: ["Low"], files: ["m.swift": source]),
            .init(name: "High", sees: ["Low", "M"], files: ["high.swift": high, "more.swift": besideHigh]),
        ]).isReached("M.T")
    }

    // MARK: By name

    @Test func aTypeReachesItsOwnBody() throws {
        #expect(try isReached("struct T { func f() { 1 } }"))
        #expect(try !isReached("struct T { }\nstruct U { let a = 1 }"))
    }

    @Test func aNamedDeclarationIsReachedAndWhatItNames() throws {
        #expect(try isReached("struct T { func f() { g() } }\nfunc g() { h() }\nfunc h() { 1 }"))
        #expect(try isReached("struct T { let a: A }\ntypealias A = B\nstruct B { let b = 1 }"))
        #expect(try isReached("struct T { let a = c }\nlet (b, c) = (0, 1)"))
        #expect(try isReached("struct T { let a = c }\nlet b = 0, c = 1"))
        #expect(try isReached("struct T { func f() { \"a \\(g(\"\"))\" } }\nfunc g() { 1 }"))
        #expect(try isReached("struct T { func f(a: Int = `default`) { } }\nlet `default` = 1"))
        #expect(try isReached("struct T { @Clamped var a: Int }\n@propertyWrapper struct Clamped { var wrappedValue = 1 }"))
        #expect(try isReached("struct T { func f() { _a } }\n@Clamped var a = 1"))
        #expect(try !isReached("struct T { func f() { // g\n } }\nfunc g() { 1 }"))
    }

    @Test func aMemberLeadsNowhereAndAModulesMemberDoes() throws {
        #expect(try !isReached("struct T { func f(x: X) { x.g } }\nfunc g() { 1 }"))
        #expect(try isReached("struct T { func f() { M.g() } }\nfunc g() { 1 }"))
        #expect(try !isReached("struct T { func f(x: X) { x.M.g() } }\nfunc g() { 1 }"))
    }

    @Test func ofTwoDeclarationsOfOneNameBothAreReached() throws {
        #expect(try isReached("struct T { func f() { g(0) } }\nfunc g(_ x: Int) { }\nfunc g(_ x: String) { 1 }"))
        #expect(try isReached("struct T { func f() { g() } }\nfunc g() { }", low: "public func g() { 1 }"))
    }

    @Test func namesAreLookedForWhereTheModuleCanSee() throws {
        #expect(try isReached("struct T { let u: U }", low: "public struct U { func f() { 1 } }"))
        #expect(try !isReached("struct T { let u: U }", high: "public struct U { func f() { 1 } }"))
    }

    // MARK: Extensions

    @Test func anExtensionIsReachedWhenAMemberIsNamed() throws {
        #expect(try isReached("struct T { func f() { self.g() } }\nextension T { func g() { 1 } }"))
        #expect(try !isReached("struct T { }\nextension T { func g() { 1 } }"))
        #expect(try isReached("struct T { let u: U; func f() { u.g } }\nstruct U { }\nextension M.U { var g: Int { 1 } }"))
        #expect(try isReached("struct T { let u: U; func f() { u[keyPath: \\.b.g] } }\nstruct U { struct B { } }\nextension U.B { var g: Int { 1 } }"))
        // The name is said by what is reached later.
        #expect(try isReached("struct T { let u: U; let z: Z }\nstruct U { }\nextension U { var g: Int { 1 } }\nstruct Z { func f(u: U) { u.g } }"))
    }

    @Test func anExtensionWhoseMembersNeedNoNameIsReachedWithItsType() throws {
        for member in [
            "init(a: Int) { 1 }", "subscript(i: Int) -> Int { 1 }", "static func + (a: T, b: T) -> T { 1 }", "func callAsFunction() { 1 }",
            "func encode(to e: E) { 1 }", "var description: String { 1 }", "static func buildBlock() { 1 }", "#member(1)",
        ] {
            #expect(try isReached("struct T { }\nextension T { \(member) }"), "\(member)")
        }
    }

    @Test func anExtensionThatConformsIsReachedWithItsType() throws {
        #expect(try isReached("struct T { }\nextension T: P { func g() { 1 } }"))
        // A member that may serve a requirement which nobody in the program names.
        #expect(try isReached("struct T: Sequence { }\nextension T { func makeIt() { 1 } }"))
        #expect(try isReached("struct T { }\nextension T: Q { }\nprotocol Q: Sequence { }\nextension T { func makeIt() { 1 } }"))
        #expect(try isReached("class T { }\nclass U: T, Sequence { }\nextension T { func makeIt() { 1 } }"))
        #expect(try isReached("struct T { let p: P }\nprotocol P { }\nextension P { func g() { 1 } }"))
    }

    @Test func anExtensionAboveTheModuleIsReachedWhenItConformsToAnOutsideProtocol() throws {
        #expect(try isReached("public struct T { }", high: "extension T: CustomStringConvertible { var description: String { 1 } }"))
        #expect(try !isReached("public struct T { }", high: "extension T { init() { 1 } }"))
        // From there, its module's other extensions.
        let conformance = "extension T: CustomStringConvertible { var description: String { text } }"
        #expect(try isReached("public struct T { }", high: conformance, besideHigh: "extension T { var text: String { 1 } }"))
    }

    @Test func extensionsOfOutsideTypesAreReachedWhereTheyCanBeSeen() throws {
        #expect(try isReached("struct T { func f() { [0].g() } }\nextension Array { func g() { 1 } }"))
        #expect(try !isReached("struct T { }\nextension Array { func g() { 1 } }"))
        // Not known to be no protocol, or without a plain name: always.
        #expect(try isReached("struct T { }\nextension Sequence { func g() { 1 } }"))
        #expect(try isReached("struct T { }\nextension [Int] { func g() { 1 } }"))
        #expect(try isReached("struct T { }\nextension Int { static func + (a: Int, b: T) -> T { 1 } }"))
        #expect(try isReached("struct T { }", low: "extension Sequence { func g() { 1 } }"))
        #expect(try !isReached("struct T { }", high: "extension Sequence { func g() { 1 } }"))
        #expect(try isReached("struct T { }", high: "extension Array: Outside { func g() { 1 } }"))
    }

    @Test func anExtensionOfAnAliasIsReachedAsOneOfAnOutsideType() throws {
        #expect(try isReached("struct T { let u: U }\nstruct U { }\ntypealias V = U\nextension V { func g() { 1 } }"))
        #expect(try isReached("struct T { let u: U }\nstruct U { }\nstruct W { typealias V = U }\nextension W.V { func g() { 1 } }"))
    }

    @Test func anAliasOfTheSameNameCountsOnlyWhereItCanBeSeen() throws {
        let nested = "public struct W { public struct V { } }\nextension W.V { func g() { 1 } }"
        #expect(try !isReached("struct T { }", low: nested, high: "struct X { typealias V = Int }"))
        #expect(try !isReached("struct T { }\nstruct X { typealias V = Int }", low: nested))
        #expect(try isReached("struct T { }", low: nested + "\nstruct X { typealias V = Int }"))
    }

    // MARK: Protocols and classes

    @Test func whatMayStandBehindAProtocolIsReached() throws {
        let conformer = "\nprotocol P { }\nstruct U: P { let a = 1 }"
        for use in [
            "let p: any P", "let p: P", "let p: [any P & Q]", "func f() -> any Q & P { }", "func f<X: Q>(x: X) -> (P) { }", "let t: any P.Type",
            "let a = [P]()",
        ] {
            #expect(try isReached("struct T { \(use) }" + conformer), "\(use)")
        }
        for use in [
            "func f<X: P>(x: X) { }", "func f(x: some P) { }", "func f(x: some Q & P) { }", "func f<X>(x: X) where X: P { }",
            "func f(x: Any) { x as? any P }", "func f(x: Any) { if x is P { } }", "struct V<X: P> { }", "init<X: P>(x: X) { }",
        ] {
            #expect(try !isReached("struct T { \(use) }" + conformer), "\(use)")
        }
        #expect(try !isReached("struct T: P { }" + conformer))
    }

    @Test func conformersAreReachedInEveryModule() throws {
        let user = "public struct T { let p: any P }\npublic protocol P { }"
        #expect(try isReached(user, high: "struct U: P { let a = 1 }"))
        #expect(try isReached(user, high: "struct U { let a = 1 }\nextension U: P { }"))
        #expect(try isReached(user, high: "extension Int: P { func f() { 1 } }"))
        #expect(try isReached(user, high: "struct U { struct V: P { } ; let a = 1 }"))
        #expect(try isReached(user, high: "typealias Both = P & Q\nstruct U: Both { let a = 1 }"))
        #expect(try isReached(user, high: "protocol Q: P { }\nstruct U: Q { let a = 1 }"))
        #expect(try isReached(user, high: "protocol Q where Self: P { }\nstruct U: Q { let a = 1 }"))
        #expect(try isReached(user, high: "func f() { struct U: P { let a = 1 } }"))
        // And what their code uses in their own module.
        #expect(try isReached(user, high: "struct U: P { let a = g() }\nfunc g() { 1 }"))
        #expect(try isReached(user, high: "struct U: P { let a = 0 ++ 0 }\nfunc ++ (a: Int, b: Int) { 1 }"))
    }

    @Test func classesBelowAReachedOneAreReached() throws {
        #expect(try isReached("struct T { let a: A }\npublic class A { }", high: "class B: A { override func f() { 1 } }"))
        #expect(try isReached("struct T { let a: A }\npublic class A { }", high: "class B: A { }\nclass C: B { override func f() { 1 } }"))
    }

    @Test func aProtocolByItselfStandsForAllThatConformsToIt() throws {
        #expect(try SampleProgram("protocol P { }\nstruct U: P { let a = 1 }").isReached("M.P"))
    }

    // MARK: What needs no name

    @Test func operatorsAreReachedWhereTheyCanBeSeen() throws {
        for piece in ["infix operator +++: G1", "precedencegroup G { higherThan: G1 }", "func +++ (a: Int, b: Int) { 1 }", "#macro(1)"] {
            #expect(try isReached("struct T { }\n" + piece), "\(piece)")
            #expect(try isReached("struct T { }", low: piece), "\(piece)")
            #expect(try !isReached("struct T { }", high: piece), "\(piece)")
        }
    }

    /// A product may link more than a module uses: the command, for a study of another package.
    @Test func aModuleThatIsLinkedAndNotImportedIsOutOfSight() throws {
        func program(importing imports: [String]) -> SampleProgram {
            SampleProgram([
                .init(name: "Engine", files: ["e.swift": "public protocol Target { }"]),
                .init(name: "Parser", files: ["p.swift": "public protocol Readable { }"]),
                .init(name: "Command", sees: ["Engine", "Parser"], files: ["c.swift": "extension String: Readable { func g() { 1 } }"]),
                .init(name: "M", sees: ["Engine", "Parser", "Command"], imports: imports, files: ["m.swift": "struct T: Target { }"]),
            ])
        }
        #expect(try !program(importing: ["Engine"]).isReached("M.T"))
        #expect(try program(importing: ["Engine", "Command"]).isReached("M.T"))
        #expect(try program(importing: ["struct Command.Thing"]).isReached("M.T"))
    }

    @Test func whatIsImportedShowsWhatIsImportedThere() throws {
        func isReached(_ imports: [String]) throws -> Bool {
            try SampleProgram([
                .init(name: "Low", files: ["l.swift": "extension Int { var implicit: Bool { 1 } }"]),
                .init(name: "Middle", sees: ["Low"], imports: imports, files: ["m.swift": "public struct U { }"]),
                .init(name: "M", sees: ["Low", "Middle"], imports: ["Middle"], files: ["t.swift": "struct T { func f() { 3.implicit } }"]),
            ]).isReached("M.T")
        }
        #expect(try isReached(["Low"]))
        #expect(try !isReached([]))
    }

    @Test func aChainIsFoundByANameWithoutLabelsAndAWrongNameIsToldApart() throws {
        let program = try SampleProgram("struct T { func f() { g(x: 0) } }\nfunc g(x: Int) { }\nstruct U { }").read()
        #expect(try program.chain(from: "T", to: "g").count == 2)
        #expect(try program.chain(from: "M.T", to: "g(x:)").count == 2)
        #expect(throws: Program.NoChain.unreached) { try program.chain(from: "T", to: "U") }
        #expect(throws: Program.NoChain.unknownType) { try program.chain(from: "V", to: "g") }
        #expect(throws: Program.NoChain.unknownDeclaration) { try program.chain(from: "T", to: "h") }
    }

    @Test func statementsOfTheProgramAreReachedFromItsOwnModule() throws {
        let main = "let x = 1\nprint(x)"
        #expect(try SampleProgram([.init(name: "M", files: ["main.swift": main, "t.swift": "struct T { }"])]).isReached("M.T"))
        let apart = SampleProgram([
            .init(name: "M", files: ["t.swift": "struct T { }"]),
            .init(name: "Program", sees: ["M"], files: ["main.swift": main, "u.swift": "struct U { }"]),
        ])
        #expect(try !apart.isReached("M.T"))
        #expect(try apart.isReached("Program.U"))
    }

    @Test func filesThatAreNotSwiftAreReachedWhereTheyCanBeSeen() throws {
        let program = SampleProgram([
            .init(name: "C", files: [:], otherFiles: ["c.h": "#define A 1"]), .init(name: "D", files: [:], otherFiles: ["d.h": "#define B 3"]),
            .init(name: "M", sees: ["C"], files: ["m.swift": "struct T { }"]),
        ])
        #expect(try program.isReached("M.T"))
        #expect(try program.fingerprint("M.T") == program.replacing("3", "4").fingerprint("M.T"))
    }

    @Test func importsAreReachedWithTheirFile() throws {
        #expect(try isReached("import A1\nstruct T { }"))
        #expect(try SampleProgram([.init(name: "M", files: ["t.swift": "struct T { }", "u.swift": "import A1"])]).isReached("M.T"))
    }

    @Test func conditionsAreReachedWithWhatStandsUnderThem() throws {
        #expect(try isReached("#if swift(>=1)\nstruct T { }\n#endif"))
        #expect(try isReached("struct T {\n#if A1\nlet a = 0\n#endif\n}"))
        #expect(try !isReached("#if A1\nstruct U { }\n#endif\nstruct T { }"))
    }

    @Test func whatTheLinkerCallsIsReachedEverywhere() throws {
        #expect(try isReached("struct T { }", high: "@_cdecl(\"f\") func f() { 1 }"))
        #expect(try isReached("struct T { }", high: "@_silgen_name(\"f\") func f() { 1 }"))
    }

    @Test func macrosAreReachedWholeByWhatSeesThem() throws {
        var program = SampleProgram([
            .init(name: "Macros", files: ["m.swift": "struct Unnamed { let a = 1; let text = \"helper()\" }"]),
            .init(name: "M", sees: ["Macros"], files: ["t.swift": "struct T { }\nfunc helper() { 3 }"]),
        ])
        program.modules[0].isMacro = true
        #expect(try program.isReached("M.T"))
    }
}
