// `paper verify` on a real project: classes, conditions, exit statuses, and what the page says afterwards.
import BuildGraph
import Foundation
import Testing

@Suite struct VerifyTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    struct Report: Decodable {
        struct Target: Decodable { var name: String, result: String, differing: [String], conditions: [String], problem: String?, cause: String? }
        struct Left: Decodable { var name: String }
        var seed: UInt64?
        var bitwiseEqual: Int, withinTolerance: Int, notReproducible: Int
        var targets: [Target]
        var notStored: [Left]
    }

    func verify(_ arguments: [String] = [], defect: String? = nil) throws -> (report: Report, result: CommandResult) {
        let result = try project.run(["verify", "--json"] + arguments, environment: defect.map { ["EXAMPLE_DEFECT": $0] } ?? [:])
        return (try JSONDecoder().decode(Report.self, from: Data(result.output)), result)
    }

    func build(defect: String) throws { try project.build(environment: ["EXAMPLE_DEFECT": defect]) }

    @Test func aSoundPaperIsBitwiseEqualAndItsPageSaysSoWithoutARun() throws {
        try project.build()
        #expect(try project.read("build/paper.html").contains("not yet; <code>paper verify line --inputs</code>"))
        let result = try project.run(["verify"])
        #expect(result.ending == .exited(0), "\(result.errorText)")
        #expect(result.outputText.contains("bitwise equal, 0 not reproducible"))
        #expect(result.errorText.contains("Verifying"))
        let page = try project.read("build/paper.html")
        #expect(page.contains("bitwise equal, with all 6 targets it was made from"))
        #expect(page.contains("bitwise equal, with the one target it was made from"))
        #expect(try project.read("build/provenance.json").contains("\"result\":\"bitwiseEqual\""))
        #expect(try project.build().ran.isEmpty)
        #expect(try project.read("build/paper.html") == page)
        #expect(try project.run(["why", "line"]).outputText.contains("bitwise equal"))
    }

    @Test func aTargetThatReadsTheClockIsNotReproducible() throws {
        try build(defect: "clock")
        let result = try project.run(["verify"], environment: ["EXAMPLE_DEFECT": "clock"])
        #expect(result.ending == .exited(1))
        #expect(result.outputText.contains("value[17]: "))
        #expect(result.outputText.contains("1 of 500 numbers differ"))
        #expect(result.outputText.contains("Every run gives another value"))
        // The figure was made again from its stored input: the difference is told of the target that makes it, and below the figure.
        #expect(try verify(defect: "clock").report.notReproducible == 1)
        let page = try project.read("build/paper.html")
        #expect(page.contains("of the 1 targets it was made from 1 is not reproducible: <code>OddLine-"))
    }

    @Test func roundOffWithinTheDeclaredToleranceIsEqualWithinIt() throws {
        try build(defect: "roundOff")
        let result = try project.run(["verify"], environment: ["EXAMPLE_DEFECT": "roundOff"])
        #expect(result.ending == .exited(0))
        #expect(result.outputText.contains("equal within its tolerance, relative 1e-09 (greatest difference "))
        #expect(result.outputText.contains("1 equal within tolerance"))
    }

    @Test func theMatrixNamesTheTimeZone() throws {
        try build(defect: "timeZone")
        #expect(try verify(defect: "timeZone").result.ending == .exited(0))
        let (report, result) = try verify(["--matrix"], defect: "timeZone")
        #expect(result.ending == .exited(1))
        let odd = try #require(report.targets.first { $0.name.hasPrefix("OddLine") })
        #expect(odd.differing == ["time zone Pacific/Kiritimati"])
        #expect(report.targets.filter { $0.name != odd.name }.allSatisfy { $0.differing.isEmpty && $0.conditions.contains("fixed hash seed") })
    }

    @Test func aTrapInACleanProcessIsToldAndTheOthersAreVerified() throws {
        try build(defect: "trap")
        let (report, result) = try verify(defect: "trap")
        #expect(result.ending == .exited(1))
        #expect(report.targets.first { $0.name.hasPrefix("OddLine") }?.problem?.contains("trap") == true)
        #expect(report.notReproducible == 1)
        #expect(report.bitwiseEqual == report.targets.count - 1)
    }

    @Test func anInterruptKeepsWhatWasVerifiedAndEndsItsProcesses() throws {
        try build(defect: "endless")
        let environment = ["EXAMPLE_DEFECT": "endless", "EXAMPLE_BEGUN": "\(project.folder)/begun"]
        let isVerified = { try project.run(["why", $0], environment: environment).outputText.contains("bitwise equal") }
        let verification = try SpawnedBuild(["verify", "--project", project.folder], environment: environment)
        // Until nothing but it and the endless target has run for half a second: records are written at the end.
        var lonely = 0
        try verification.wait {
            lonely = project.exists("begun") && verification.programs.count == 2 ? lonely + 1 : 0
            return lonely == 25
        }
        verification.signal(SIGINT)
        #expect(verification.wait() == 130, "\(verification.output)")
        #expect(try isVerified("Noise"))
        #expect(!(try project.run(["why", "OddLine"], environment: ["EXAMPLE_DEFECT": "endless"]).outputText.contains("verified")))
    }

    @Test func namedTargetsAreVerifiedAloneAndOnRequestWithAllTheyNeed() throws {
        try project.build()
        #expect(try verify(["noise"]).report.targets.map(\.name) == ["noise"])
        #expect(try verify(["noise", "--inputs"]).report.targets.count == 7)
    }

    @Test func aSampleIsDrawnBySeedAndSaysWhich() throws {
        try project.build()
        let all = try verify().report.targets.count
        let first = try verify(["--sample", "25%"])
        let seed = try #require(first.report.seed)
        #expect(first.result.errorText.contains("--seed \(seed)"))
        #expect(first.report.targets.count == (all + 3) / 4)
        #expect(try verify(["--sample", "25", "--seed", "\(seed)"]).report.targets.map(\.name) == first.report.targets.map(\.name))
    }

    @Test func whatIsNotStoredIsSaidAndNotBuilt() throws {
        let nothing = try project.run(["verify"])
        #expect(nothing.ending == .exited(2))
        #expect(nothing.errorText.contains("There is nothing to verify."))
        try project.build(["line"])
        let (report, result) = try verify(["line", "noise"])
        #expect(result.ending == .exited(2))
        #expect(report.targets.map(\.name) == ["line"])
        #expect(report.notStored.map(\.name) == ["noise"])
        #expect(!project.exists("build/figures/noise.svg"))
        // Without names that is no failure: what is there was verified.
        #expect(try verify().result.ending == .exited(0))
    }

    @Test(arguments: [
        ["--sample", "0"], ["--sample", "101%"], ["--sample", "some"], ["--seed", "3"], ["--jobs", "0"], ["--inputs"], ["lime"],
    ]) func aMistakeInTheCallIsAnswered(arguments: [String]) throws {
        try project.build(["line"])
        let result = try project.run(["verify"] + arguments)
        #expect(result.ending != .exited(0) && result.ending != .exited(1))
        #expect(!result.errorText.isEmpty)
        if arguments == ["lime"] { #expect(result.errorText.contains("Did you mean") && result.errorText.contains("line")) }
    }
}
