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

    @Test func aManifestOfAnotherFormCountsWhole() throws {
        var odd = program
        odd.manifest = "let targets = make(1)\nlet package = Package(name: \"p\", targets: targets)"
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
