// What the command says to somebody who does not know it: alone, with a name that does not fit, and after going back.
import BuildGraph
import Foundation
import PaperCommand
import Testing

@Suite struct CommandLineTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    @Test func aloneItPrintsItsHelpAndBuildsNothing() throws {
        let result = try SystemProcessRunner().run(Command(ExampleProject.program, []), until: Cancellation())
        #expect(result.succeeded && result.outputText.contains("SUBCOMMANDS") && result.outputText.contains("build"))
        #expect(!project.exists("build"))
    }

    /// Hints put the program's own name before these.
    @Test func hintsKnowEveryCommandOfTheHelp() throws {
        let help = try SystemProcessRunner().run(Command(ExampleProject.program, ["--help"]), until: Cancellation()).outputText
        let listed = try #require(help.firstRange(of: "SUBCOMMANDS:")).upperBound
        let lines = help[listed...].split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        let names = lines.map { String($0.dropFirst(2).prefix { $0.isLetter }) }.filter { $0 != "See" }
        #expect(names.count >= 15 && Set(names).isSubset(of: Program.commands))
    }

    @Test func aMistypedCommandIsNoBuild() throws {
        let result = try SystemProcessRunner().run(Command(ExampleProject.program, ["bulid"]), until: Cancellation())
        #expect(!result.succeeded && result.errorText.contains("bulid"))
        #expect(!project.exists("build"))
    }

    @Test func figuresCanBeListedAlone() throws {
        let names = try project.run(["list", "--figures"]).outputText.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
        #expect(names == ["line", "noise"])
    }

    @Test func whatIsNoFigureCannotBeOpened() throws {
        try project.build()
        let result = try project.run(["open", "EX-1"])
        #expect(result.ending == .exited(2) && result.errorText.contains("EX-1 is a claim") && result.errorText.contains("paper show EX-1"))
    }

    /// An opener that cannot open anything is told, with the place of the file.
    @Test func anOpenerThatFailsIsTold() throws {
        try project.build()
        try project.write("#!/bin/sh\nexit 3\n", to: "bin/xdg-open")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(project.folder)/bin/xdg-open")
        let path = "\(project.folder)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
        let result = try project.run(["open"], environment: ["PATH": path])
        #expect(result.ending == .exited(2) && result.errorText.contains("exit status 3") && result.outputText.contains("paper.html"))
    }

    @Test func afterGoingBackWhyTellsOfTheValueOfNow() throws {
        let script = try project.read("figures/line.gp")
        try project.build()
        func value() throws -> String? {
            try project.run(["why", "line"]).outputText.split(separator: "\n").first { $0.contains("value") }.map(String.init)
        }
        let first = try value()
        try project.write("set title 'other'\n" + script, to: "figures/line.gp")
        try project.build()
        #expect(try value() != first)
        try project.write("nonsense\n", to: "figures/line.gp")
        #expect(try project.run(["build", "line"]).succeeded == false)
        try project.write(script, to: "figures/line.gp")
        #expect(try value() == first)
        #expect(try !project.run(["why", "line"]).outputText.contains("last failure"))
    }

    @Test func aPipeTakesWholeLines() throws {
        let all = try project.run(["list", "--all"]).outputText
        #expect(!all.contains("…"))
    }

    @Test func aFailingCheckEndsWithWhatFailed() throws {
        try project.write(#"{"laptop": {"EX-1": "holds"}}"#, to: "paper/verdicts.json")
        let result = try project.run(["check"], environment: ["EXAMPLE_TOLERANCES": "0.005"])
        #expect(result.ending == .exited(1))
        let last = result.outputText.split(separator: "\n").last ?? ""
        #expect(last.hasPrefix("The check fails:") && last.contains("EX-2 is new and undecided"), "\(result.outputText)")
    }
}

extension CommandLineTests {
    @Test(arguments: ["build", "check", "plan", "verify"]) func lessThanOneJobIsRefusedByEveryCommandThatTakesJobs(_ command: String) throws {
        for jobs in ["0", "-3"] {
            let result = try project.run([command, "--jobs=\(jobs)"])
            #expect(result.ending == .exited(64) && result.errorText.contains("--jobs must be at least 1."), "\(result)")
        }
        #expect(!project.exists("build"))
    }

    /// Durations that are known are divided by the number of jobs.
    @Test func aPlanOfWhatRanBeforeTellsItsTime() throws {
        try project.build()
        let text = try project.run(["plan", "-j2"], environment: ["EXAMPLE_SLOPE": "3"]).outputText
        #expect(text.contains("targets run or may run"), "\(text)")
    }

    /// Fields without a value are there, and null.
    @Test func jsonHasTheSameFieldsWhateverTheirValues() throws {
        func objects(_ arguments: [String], _ field: String) throws -> [[String: Any]] {
            let json = try JSONSerialization.jsonObject(with: Data(try project.run(arguments).output))
            return try #require((json as? [String: Any])?[field] as? [[String: Any]])
        }
        let planned = try objects(["plan", "--json"], "toRun")
        #expect(!planned.isEmpty)
        for item in planned { #expect(Set(item.keys) == ["name", "title", "key", "reason", "seconds"]) }
        #expect(planned.contains { $0["seconds"] is NSNull })
        let checked = try objects(["check", "--json"], "claims")
        #expect(!checked.isEmpty)
        for claim in checked {
            #expect(Set(claim.keys) == ["id", "status", "baseline", "verdict", "observed", "series", "look", "threshold", "drift", "problem"])
        }
    }
}
