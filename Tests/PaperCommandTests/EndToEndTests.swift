// The real command on a real project: exactly what runs after each kind of change.
import BuildGraph
import Foundation
import Testing

@Suite struct EndToEndTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    /// What runs when a sentence changes, and when a quoted value does.
    static let documents = ["PageText", "WovenChapter", "WovenChapter", "paper.html", "paper.md", "text-html", "text-markdown"]

    @Test func everythingRunsOnceAndThenNothingNotEvenAfterTouch() throws {
        let first = try project.build()
        #expect(first.result.succeeded, "\(first.result.errorText)")
        #expect(first.ran.count(where: { $0 == "Noise" }) == 5)
        for name in ["paper.html", "paper.md", "claims.json", "claims.xml", "provenance.json", "figures/line.svg", "figures/line.png", "figures/line.csv", "figures/line.gp"] {
            #expect(project.exists("build/\(name)"), "\(name)")
        }
        let page = try project.read("build/paper.html")
        #expect(try project.build().ran.isEmpty)
        for path in ["paper/example.md", "figures/line.gp", "figures/style.gp"] { try project.write(try project.read(path), to: path) }
        #expect(try project.build().ran.isEmpty)
        #expect(try project.read("build/paper.html") == page)
    }

    @Test func aBuildWithNothingToDoStartsNoProgram() throws {
        try project.build()
        // A gnuplot in front of the real one that leaves a mark.
        let real = try #require(SystemProcessRunner.find("gnuplot")), marker = "\(project.folder)/started"
        try project.write("#!/bin/sh\ntouch '\(marker)'\nexec '\(real)' \"$@\"\n", to: "programs/gnuplot")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(project.folder)/programs/gnuplot")
        let path = ["PATH": "\(project.folder)/programs:" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")]
        #expect(try project.build(environment: path).ran.isEmpty)
        #expect(!project.exists("started"))
        try project.write("plot data index line using x:y with linespoints\n", to: "figures/line.gp")
        #expect(try project.build(environment: path).result.succeeded)
        #expect(project.exists("started"))
    }

    @Test func anEditedScriptRunsItsFigureAndThePage() throws {
        try project.build()
        let before = try project.read("build/figures/line.svg")
        try project.write("plot data index line using x:y with linespoints\n", to: "figures/line.gp")
        #expect(try project.build().ran == ["PlacedFigure", "line", "paper.html"])
        #expect(try project.read("build/figures/line.svg") != before)
    }

    @Test(.enabled(if: ExampleProject.hasGit)) func thePanelTellsAtWhichCommitsTheValuesWereMade() throws {
        func place(_ commit: String, _ state: String) -> String { "at <code>\(commit.prefix(8))</code>, \(state)" }
        let first = try project.commit()
        try project.build()
        #expect(try project.read("build/paper.html").contains("behind it were made \(place(first, "clean tree"))"))
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        let second = try project.commit()
        try project.build()
        let page = try project.read("build/paper.html")
        #expect(page.contains("1 \(place(second, "clean tree"))") && page.contains(place(first, "clean tree")))
        try project.write("plot data index line using x:y with steps\n", to: "figures/line.gp")
        try project.build()
        #expect(try project.read("build/paper.html").contains("1 \(place(second, "with changes that are not committed"))"))
        #expect(try project.run(["why", "line"]).outputText.contains("\(second), with changes that were not committed"))
        #expect(try project.read("build/provenance.json").contains("\"commit\":\"\(second)\""))
    }

    @Test func editedProseRunsTheDocumentsAlone() throws {
        try project.build()
        try project.write(try project.read("paper/example.md") + "\nOne more sentence.\n", to: "paper/example.md")
        let ran = try project.build().ran
        #expect(ran == (Self.documents + ["ChapterPassages", "paper/example.md", "text"]).sorted(), "\(ran)")
        #expect(try project.read("build/paper.md").contains("One more sentence."))
    }

    @Test func aChangedParameterRunsWhatUsesItsContentAndGoingBackNothing() throws {
        try project.build()
        let changed = try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        #expect(changed.ran == (["BoardEvidence", "EX-1", "Line", "PlacedFigure", "claims", "line", "typed-numbers"] + Self.documents).sorted())
        #expect(try project.build().ran.isEmpty)
    }

    @Test func deletedOutputsArePutBackWithoutComputing() throws {
        try project.build()
        let before = try project.read("build/figures/line.svg")
        try project.remove("build/figures")
        #expect(try project.build().ran.isEmpty)
        #expect(try project.read("build/figures/line.svg") == before)
    }

    @Test func aDamagedObjectIsToldWhenItIsReadAndOnlyItIsMadeAgain() throws {
        try project.build()
        // The figure's object is read when its file has to be put back.
        try damageObjects(containing: "line.csv")
        try project.remove("build/figures/line.svg")
        let again = try project.build()
        #expect(again.ran == ["line"])
        #expect(again.result.errorText.contains("The stored value of line was damaged."))
        #expect(project.exists("build/figures/line.svg"))
    }

    @Test func severalDamagedObjectsAreAllMadeAgain() throws {
        try project.build()
        try damageObjects(containing: "line.csv")
        try damageObjects(containing: "noise.csv")
        try project.remove("build/figures")
        let again = try project.build()
        #expect(again.result.succeeded, "\(again.result.errorText)")
        #expect(again.ran == ["line", "noise"])
    }

    private func damageObjects(containing text: String) throws {
        let objects = "\(project.folder)/build/cache/objects"
        for case let path as String in FileManager.default.enumerator(atPath: objects) ?? .init() {
            let file = "\(objects)/\(path)"
            guard var bytes = FileManager.default.contents(atPath: file), String(decoding: bytes, as: UTF8.self).contains(text)
            else { continue }
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: file))
        }
    }

    @Test func aThrowingTargetSkipsItsDependantsAndTheRestIsBuilt() throws {
        let build = try project.build(environment: ["EXAMPLE_FAULT": "throwing"])
        #expect(build.result.ending == .exited(1))
        #expect(build.report.failed.count == 1)
        #expect(build.report.skipped.contains("noise"))
        #expect(build.ran.contains("line"))
        #expect(project.exists("build/figures/line.svg"))
        #expect(build.result.errorText.contains("OutOfLuck"))
        // What a service is told is of this build, not of one before.
        #expect(try project.read("build/claims.xml").contains("errors=\"1\""))
        // The stack: what needed it.
        #expect(build.result.errorText.contains("noise"))
    }

    @Test func aTrapInAWorkerIsAFailedTargetWithItsLog() throws {
        let build = try project.build(environment: ["EXAMPLE_FAULT": "trapping"])
        #expect(build.result.ending == .exited(1))
        #expect(build.report.failed.count == 1)
        #expect(build.result.errorText.contains("a trap on purpose"))
        #expect(build.ran.contains("line"))
    }

    @Test func moreReplicatesReuseTheFirst() throws {
        try project.build()
        let result = try project.run(["build", "--json", "--profile", "paper"])
        let report = try ExampleProject.Report(events: result.outputText)
        #expect(report.ran.count(where: { $0.hasPrefix("Noise-") }) == 3)
        #expect(project.exists("build/paper/paper.html"))
    }

    @Test func aWorkerMakesTheTargetOfAKey() throws {
        try project.build()
        let plan = try project.run(["plan", "--json"], environment: ["EXAMPLE_CODE": "other"])
        struct Plan: Decodable {
            struct Item: Decodable { var name: String, key: String? }
            var toRun: [Item]
        }
        let item = try #require(try JSONDecoder().decode(Plan.self, from: Data(plan.output)).toRun.first { $0.name.hasPrefix("Noise-") })
        let key = try #require(item.key)
        #expect(try project.run(["worker", key], environment: ["EXAMPLE_CODE": "other"]).succeeded)
        let result = try project.run(["build", item.name, "--json"], environment: ["EXAMPLE_CODE": "other"])
        #expect(try ExampleProject.Report(events: result.outputText).ran.isEmpty)
    }

    @Test func twoBuildsAtOnceOnOneStoreBothSucceed() async throws {
        let project = project
        for slope in 1...6 {
            let edit = ["EXAMPLE_SLOPE": "\(slope)"]
            async let one = Task.detached { try project.build(environment: edit) }.value
            async let other = Task.detached { try project.build(environment: edit) }.value
            for build in try await [one, other] { #expect(build.result.succeeded, "\(build.result.errorText)") }
        }
        try project.build()
        #expect(try project.build().ran.isEmpty)
        #expect(try project.build().result.errorText.contains("damaged") == false)
    }

    @Test func anInterruptEndsTheBuildAtOnceAndTheNextRunGoesOn() throws {
        let build = try SpawnedBuild(
            ["build", "--json", "--project", project.folder],
            environment: ["EXAMPLE_FAULT": "endless", "EXAMPLE_BEGUN": "\(project.folder)/begun"])
        try build.wait { project.exists("begun") }
        let start = SystemClock().monotonic()
        build.signal(SIGINT)
        #expect(build.wait() == 130)
        // Nothing is waited for; a busy machine may take its time.
        #expect(SystemClock().monotonic() - start < 10)
        #expect(build.output.contains("Interrupted"), "\(build.output)")
        let next = try project.build()
        #expect(next.result.succeeded)
        let line = try #require(build.output.split(separator: "\n").last { $0.hasPrefix("{\"event\":\"ended\"") })
        let finished = try ExampleProject.Report(events: String(line)).ran
        #expect(Set(finished).isDisjoint(with: next.report.ran))
    }
}
