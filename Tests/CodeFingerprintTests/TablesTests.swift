// What the tool reads and writes.
import CodeFingerprint
import Testing

@Suite struct TablesTests {
    @Test func aDescriptionIsReadLineByLine() throws {
        let text = "root\t/\npackage\tp 1.0.0\nmodule\tM\tm-target\nmanifest\t/Package.swift\nfolder\t/M\nsees\tLow\ncondition\tA\nsource\t/M/a.swift\nfile\t/M/a.h\nmodule\tLow\tLow\nmacro\tyes\n"
        let description = try ProgramDescription(parsing: text)
        #expect(description.packages == ["p 1.0.0"])
        var module = ProgramDescription.Module(name: "M", target: "m-target", sees: ["Low"])
        (module.manifest, module.folder, module.conditions, module.sources, module.otherFiles) = ("/Package.swift", "/M", ["A"], ["/M/a.swift"], ["/M/a.h"])
        #expect(description.modules.first == module)
        #expect(description.modules.last?.isMacro == true)
    }

    @Test func aLineThatIsNotUnderstoodIsAnErrorThatShowsIt() {
        for line in ["source\t/a.swift", "module\tM\tM\nunknown\tx", "nothing"] {
            let error = #expect(throws: ProgramDescription.Malformed.self) { try ProgramDescription(parsing: line) }
            #expect(error.map { "\($0)".contains(line.split(separator: "\n").last ?? "") } == true)
        }
    }

    @Test func aMissingSourceIsAnError() {
        var description = ProgramDescription()
        description.modules = [.init(name: "M")]
        description.modules[0].sources = ["/absent.swift"]
        struct Absent: Error {}
        #expect(throws: Absent.self) { try Program(description) { _ in throw Absent() } }
    }

    @Test func theTableNamesMembersAndWhatEachTargetTypeReaches() throws {
        let program = try SampleProgram([
            .init(name: "BuildGraph", files: ["t.swift": "public protocol Target { }"]),
            .init(
                name: "M", sees: ["BuildGraph"],
                files: ["a.swift": "import BuildGraph\nstruct T: Target { func f(at x: Int) { g() } ; struct Inner { let a = 1 } }\nfunc g() { }\nstruct NoTarget { }\nextension T { init() { } }"]),
        ]).read()
        let tables = FingerprintTables(program)
        let names = tables.declarations.split(separator: "\n").filter { $0.first == "+" || $0.first == "." }.map { $0.drop { $0 != " " }.dropFirst() }
        for name in ["T", "T.f(at:)", "T.Inner", "T.Inner.a", "g()", "extension T", "T.init()", "Target", "the imports of a.swift"] {
            #expect(names.contains(name[...]), "\(name)")
        }
        #expect(!names.contains("NoTarget"))
        #expect(tables.declarations.split(separator: "\n").filter { $0.first == ">" } == [">M.T"])
        #expect(tables.fingerprints.split(separator: "\n").map { $0.prefix { $0 != " " } }.suffix(5) == ["=BuildGraph", "=M", "BuildGraph.Target", "M.NoTarget", "M.T"])
        #expect(tables.swiftSource(compilerVersion: "6").contains("let compiledCode = CodeFingerprints("))
    }

    @Test func theResultIsTheSameWhateverTheOrderOfFiles() throws {
        var program = SampleProgram([.init(name: "M", files: ["a.swift": "struct T { let u: U }", "b.swift": "struct U { }\nstruct V { }"])])
        let before = try program.fingerprint()
        program.modules[0].files["a0.swift"] = "struct W { }"
        #expect(try program.fingerprint() == before)
    }

    @Test func theChainFromATypeToADeclarationCanBeTold() throws {
        let program = try SampleProgram("struct T { let u: U }\nstruct U { func f() { helper() } }\nfunc helper() { }\nfunc other() { }").read()
        let chain = try program.chain(from: "M.T", to: "helper()")
        #expect(chain == ["T  (M/a.swift): the type itself ", "U  (M/a.swift): named by T", "helper()  (M/a.swift): named by U"])
        #expect(try program.chain(from: "T", to: "U.f()").count == 2)
    }

    @Test func theNearestNamesAreProposedForOneThatThereIsNot() throws {
        let program = try SampleProgram("struct Spectrum { let u: U }\nstruct U { func density(at x: Int) { power(x, 2) } }\nfunc power(_ x: Int, _ y: Int) { }\nfunc other() { }").read()
        // A function without its labels, a member without its type.
        for name in ["power", "power(_:_:)", "density", "U.density", "density(at:)"] { _ = try program.chain(from: "Spectrum", to: name) }
        #expect(throws: Program.NoChain.unreached) { try program.chain(from: "Spectrum", to: "other") }
        #expect(program.types(like: "Spectrun") == ["Spectrum"])
        #expect(program.declarations(like: "densty") == ["U.density(at:)"])
        #expect(program.declarations(like: "zzz") == [])
    }
}
