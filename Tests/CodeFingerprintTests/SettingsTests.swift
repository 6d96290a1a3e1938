// What is in a fingerprint besides declarations: how modules are compiled, versions, places.
import CodeFingerprint
import Testing

@Suite struct SettingsTests {
    private static let manifest = """
        // swift-tools-version: 6.0
        let package = Package(
            name: "p", products: [.library(name: "M", targets: ["M"])], dependencies: [.package(url: "u", from: "1.0.0")],
            targets: [
                .target(name: "M", dependencies: ["Low"], swiftSettings: [.define("A")]),
                .target(name: "Other", swiftSettings: [.define("B")]),
            ], swiftLanguageModes: [.v6])
        """

    private var program: SampleProgram {
        var program = SampleProgram("struct T { }")
        program.manifest = Self.manifest
        program.packages = ["parser 1.0.0"]
        return program
    }

    private func changes(_ old: String, _ new: String) throws -> Bool { try program.fingerprint() != program.replacing(old, new).fingerprint() }

    @Test func settingsOfTheModuleCount() throws {
        #expect(try changes(".define(\"A\")", ".unsafeFlags([\"-Ounchecked\"])"))
        #expect(try changes(".v6", ".v5"))
        #expect(try changes("swift-tools-version", "another comment") == false)
    }

    @Test func otherTargetsAndWhatTheyDependOnDoNot() throws {
        #expect(try !changes(".define(\"B\")", ".define(\"C\")"))
        #expect(try !changes("dependencies: [\"Low\"]", "dependencies: [\"Low\", \"Lower\"]"))
        #expect(try !changes("from: \"1.0.0\"", "from: \"1.1.0\""))
        #expect(try !changes("targets: [\n", "targets: [\n.executableTarget(name: \"New\"),\n"))
    }

    /// Code that only says which targets there are, as this package's own manifest has it.
    @Test func codeThatMakesTargetsDoesNotCountAndItsSettingsDo() throws {
        var made = program
        made.manifest = """
            let studies = ["A", "B"]
            func study(_ name: String) -> [Target] { [.target(name: name, dependencies: ["M"], swiftSettings: [.define("C")])] }
            let package = Package(name: "p", targets: [.target(name: "M")] + studies.flatMap(study) + [.testTarget(name: "T", dependencies: ["M"])])
            """
        func changes(_ old: String, _ new: String) throws -> Bool { try made.fingerprint() != made.replacing(old, new).fingerprint() }
        #expect(try !changes("[\"A\", \"B\"]", "[\"A\", \"B\", \"C\"]"))
        #expect(try !changes("dependencies: [\"M\"]", "dependencies: [\"M\", \"N\"]"))
        #expect(try !changes("name: \"p\"", "name: \"q\", products: []"))
        #expect(try changes(".define(\"C\")", ".define(\"D\")"))
        #expect(try changes(".target(name: \"M\")", ".target(name: \"M\", swiftSettings: [.define(\"E\")])"))
        #expect(try changes("name: \"p\"", "name: \"p\", cxxLanguageStandard: .cxx20"))
    }

    @Test(arguments: [
        "let fast = [SwiftSetting.define(\"X1\")]\nlet package = Package(name: \"p\", targets: [.target(name: \"M\", swiftSettings: fast)])",
        "let package = Package(name: \"p\", targets: [.target(name: \"M\")])\nfor target in package.targets { target.swiftSettings = [.define(\"X1\")] }",
        "let modes = make(1)\nlet package = Package(name: \"p\", targets: [], swiftLanguageModes: modes)",
        "let package = make(1)",
    ])
    func aManifestWhoseSettingsAreMadeByCodeCountsWhole(text: String) throws {
        var odd = program
        odd.manifest = text
        #expect(try odd.isReached())
    }

    @Test func versionsOfPackagesCount() throws {
        var other = program
        other.packages = ["parser 1.0.1"]
        #expect(try other.fingerprint() != program.fingerprint())
    }

    @Test func compilationConditionsCount() throws {
        var other = program
        other.modules[0].conditions = ["FAST"]
        #expect(try other.fingerprint() != program.fingerprint())
    }

    @Test func theFileADeclarationStandsInCounts() throws {
        var other = program
        other.modules[0].files = ["b.swift": "struct T { }"]
        #expect(try other.fingerprint() != program.fingerprint())
    }

    @Test func layoutThatHasMeaningCountsAndOtherDoesNot() throws {
        func fingerprint(_ body: String) throws -> Fingerprint { try SampleProgram("struct T { func f() {\n\(body)\n} }").fingerprint() }
        #expect(try fingerprint("a -b") != fingerprint("a - b"))
        #expect(try fingerprint("a\n(b)") != fingerprint("a(b)"))
        #expect(try fingerprint("a(b, c)") == fingerprint("a( b,c ) // d"))
        #expect(try fingerprint("a\n\n  // b\n\n  c") == fingerprint("a\nc"))
        #expect(try fingerprint("\"\"\"\n a\n \"\"\"") != fingerprint("\"\"\"\n  a\n \"\"\""))
        // Here a line's number is a value.
        #expect(try fingerprint("#line") != fingerprint("\n#line"))
    }
}
