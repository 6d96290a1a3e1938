// A paper in another package, whose kernels are in a third one: the plugin is applied from outside, closures go across
// packages, and after each kind of edit exactly what it can change runs. It compiles the library for another package, which
// takes minutes the first time (.build/dependent-package keeps it), so it runs only when PAPER_PACKAGE_TESTS is set.
import BuildGraph
import Foundation
import Testing

@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["PAPER_PACKAGE_TESTS"] != nil,
        "set PAPER_PACKAGE_TESTS=1 to compile a package that depends on this one"))
struct DependentPackageTests {
    @Test func exactlyWhatAnEditOfCodeCanChangeRuns() throws {
        let package = try DependentPackage()
        #expect(try package.build() == ["Simulation", "Simulation", "Theory", "comparison"])
        #expect(try package.build() == [])

        // A comment, and a line that moves others.
        try package.edit("Sampler.swift", "// The constant", "// Knuth's constant,\n\n// a multiplier")
        #expect(try package.build() == [])

        // A function that theory alone uses, and whose value stays: what depends on it does not run.
        try package.edit("Theory.swift", "x * x", "x * x * 1")
        #expect(try package.build() == ["Theory"])
        #expect(try package.why("Theory").contains("changed code: `square(_:)` in Theory.swift"))

        // A function that nobody uses, in a file that everybody uses.
        try package.edit("Sampler.swift", "public struct Sampler", "func nobodyCallsThis() -> Int { 1 }\n\npublic struct Sampler")
        #expect(try package.build() == [])

        // A constant of the sampler.
        try package.edit("Sampler.swift", "6_364_136_223_846_793_005", "2_862_933_555_777_941_757")
        try package.compile()
        #expect(try package.why("Simulation").contains("runs: changed code: `Sampler.multiplier` in Sampler.swift"))
        #expect(try package.build() == ["Simulation", "Simulation", "comparison"])
        #expect(try package.why("Simulation").contains("because     changed code: `Sampler.multiplier` in Sampler.swift"))
    }
}

/// Two packages in a folder: the paper, and the kernels it uses.
private struct DependentPackage {
    let folder: String
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    init() throws {
        // Always in the same place: what was compiled for it stays, and SwiftPM keeps no folder apart from its packages' paths.
        folder = Self.root + "/.build/dependent-package"
        for part in ["paper", "kernels"] { try? FileManager.default.removeItem(atPath: "\(folder)/\(part)") }
        let library = URL(filePath: Self.root).lastPathComponent
        let kit = ".product(name: \"PaperKit\", package: \"\(library)\")"
        try write("kernels/Package.swift", """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(name: "kernels", products: [.library(name: "Kernels", targets: ["Kernels"])], targets: [.target(name: "Kernels")])
            """)
        try write("kernels/Sources/Kernels/Sampler.swift", """
            /// Draws numbers.
            public struct Sampler {
                // The constant
                static let multiplier: UInt64 = 6_364_136_223_846_793_005
                public init() {}
                public func draw(_ seed: Int) -> Double { Double((UInt64(seed + 1) &* Self.multiplier) >> 40) }
            }
            """)
        try write("kernels/Sources/Kernels/Theory.swift", """
            public func prediction(_ x: Double) -> Double { square(x) }
            func square(_ x: Double) -> Double { x * x }
            """)
        try write("paper/Package.swift", """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "dependent", platforms: [.macOS(.v15)],
                dependencies: [.package(path: "\(Self.root)"), .package(path: "../kernels")],
                targets: [
                    .target(name: "Study", dependencies: [\(kit), .product(name: "Kernels", package: "kernels")]),
                    .executableTarget(
                        name: "dependent", dependencies: ["Study", \(kit)],
                        plugins: [.plugin(name: "CodeFingerprintPlugin", package: "\(library)")]),
                ])
            """)
        try write("paper/Sources/Study/Study.swift", """
            import BuildGraph
            import Kernels

            struct Theory: Target {
                let x: Double
                func make(_ inputs: Inputs) -> Double { prediction(x) }
            }

            struct Simulation: Target {
                let seed: Int
                func make(_ inputs: Inputs) -> Double { Sampler().draw(seed) }
            }

            public struct Comparison: Target {
                let theory: Input<Double>
                let simulations: [Input<Double>]
                public var label: String? { "comparison" }
                public func make(_ inputs: Inputs) throws -> [String: Double] {
                    ["theory": try inputs[theory], "simulation": try inputs[simulations].reduce(0, +)]
                }
            }

            public func contents() -> Comparison {
                Comparison(theory: Input(Theory(x: 2)), simulations: (0..<2).map { Input(Simulation(seed: $0)) })
            }
            """)
        try write("paper/Sources/dependent/main.swift", """
            import BuildGraph
            import Manuscript
            import PaperCommand
            import Study

            let paper = Paper(title: "A paper", authors: [], chapters: [SourceFile("paper.md")], profiles: [ProfileSetting(.laptop, summary: "")]) { _ in
                PaperContents(quantities: [AnyInput(Input(contents()))])
            }
            runPaperCommand(paper, code: compiledCode)
            """)
        try write("paper/paper/references.bib", "")
        try write("paper/paper.md", "# A paper\n\nTheory says {{comparison.theory:.1f}}.\n")
    }

    private func write(_ path: String, _ text: String) throws {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    /// Edits a file of the kernels.
    func edit(_ name: String, _ old: String, _ new: String) throws {
        let path = "kernels/Sources/Kernels/\(name)"
        let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
        try #require(text.contains(old))
        try write(path, text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new))
    }

    private var scratch: String { folder + "/build" }

    private func run(_ program: String, _ arguments: [String]) throws -> CommandResult {
        let result = try SystemProcessRunner().run(
            Command(program, arguments, folder: "\(folder)/paper", environment: ["PAPER_CACHE": ""], timeLimit: 1200), until: Cancellation())
        try #require(result.succeeded, "\(program): \(result.outputText)\n\(result.errorText)")
        return result
    }

    func compile() throws { _ = try run("swift", ["build", "-c", "release", "--scratch-path", scratch]) }

    /// Compiles and builds; which targets ran, by type or label.
    func build() throws -> [String] {
        try compile()
        struct Report: Decodable { var ran: [String] }
        let result = try run(scratch + "/release/dependent", ["build", "comparison", "--json"])
        let last = result.outputText.split(separator: "\n").last ?? ""
        return try JSONDecoder().decode(Report.self, from: Data(last.utf8)).ran.map { String($0.prefix { $0 != "-" }) }.sorted()
    }

    func why(_ name: String) throws -> String { try run(scratch + "/release/dependent", ["why", name]).outputText }
}
