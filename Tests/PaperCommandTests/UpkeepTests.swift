// paper gc and paper cache: the real command, with builds beside it.
import BuildGraph
import Foundation
import Testing

@Suite struct UpkeepTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    /// Everything in the store's folder, with its size.
    private func store(_ folder: String = "build/cache") -> [String: Int] {
        var files: [String: Int] = [:]
        let root = folder.hasPrefix("/") ? folder : "\(project.folder)/\(folder)"
        for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            files[path] = (try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)"))?[.size] as? Int
        }
        return files
    }

    private func scratch() throws -> String { try RealFileSystem().makeScratchFolder() }

    // MARK: gc

    @Test func collectingSaysWhatWouldGoAndDoesItOnlyWhenTold() throws {
        for slope in ["3", "4", "2"] { try project.build(environment: ["EXAMPLE_SLOPE": slope]) }
        let before = store()
        let plan = try project.run(["gc"])
        #expect(plan.succeeded, "\(plan.errorText)")
        #expect(plan.outputText.contains("Line"))
        #expect(plan.outputText.contains("Would take out"))
        #expect(plan.outputText.contains("→ example-paper gc --project \(project.folder) --apply"))
        #expect(store() == before)

        let done = try project.run(["gc", "--apply"])
        #expect(done.succeeded, "\(done.errorText)")
        #expect(done.errorText.contains("Took out"))
        #expect(store().values.reduce(0, +) < before.values.reduce(0, +))
        #expect(try project.build().ran.isEmpty)
        #expect(try project.run(["gc"]).outputText.contains("Nothing to take out"))
        #expect(try project.build(environment: ["EXAMPLE_SLOPE": "3"]).ran.contains("Line"))
    }

    @Test func whatAnotherProfileNeedsStays() throws {
        try project.build()
        _ = try project.run(["build", "--profile", "paper"])
        #expect(try project.run(["gc", "--apply"]).succeeded)
        #expect(try project.build().ran.isEmpty)
        let large = try project.run(["build", "--json", "--profile", "paper"])
        #expect(try ExampleProject.Report(events: large.outputText).ran.isEmpty)
    }

    @Test func limitsAreReadAsPeopleWriteThem() throws {
        try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        try project.build()
        for size in ["1T", "5G", "1.5gb", "900000"] {
            #expect(try project.run(["gc", "--keep-size", size]).outputText.contains("Nothing to take out"), "\(size)")
        }
        #expect(try project.run(["gc", "--keep-days", "1"]).outputText.contains("Nothing to take out"))
        let tight = try project.run(["gc", "--keep-size", "1K"])
        #expect(tight.outputText.contains("What the paper needs is more than 1.0 kB: none of that goes."))
        for arguments in [["--keep-size", "5X"], ["--keep-size", "big"], ["--keep-size", "-3"], ["--keep-days", "-1"], ["--keep-days", "nan"]] {
            let result = try project.run(["gc"] + arguments)
            #expect(!result.succeeded, "\(arguments)")
            #expect(result.errorText.contains(arguments[0]), "\(arguments)")
        }
    }

    @Test func whileABuildRunsItIsRefusedWithItsNameAndOnceItHasEndedItIsDone() throws {
        try project.build()
        let script = """
            "$0" build --project "$1" & build=$!
            for i in $(seq 100); do sleep 0.1; "$0" gc --apply --project "$1" 2> "$1/refused" || break; done
            kill -TERM $build; wait $build; "$0" gc --apply --wait --project "$1"
            """
        let result = try SystemProcessRunner().run(
            Command(
                "bash", ["-c", script, ExampleProject.program, project.folder],
                environment: ["EXAMPLE_FAULT": "endless", "EXAMPLE_CODE": "other", "PAPER_CACHE": ""], timeLimit: 60), until: Cancellation())
        #expect(result.succeeded, "\(result.errorText)")
        let refused = try project.read("refused")
        #expect(refused.contains("The store is in use"), "\(refused) \(result.errorText)")
        #expect(refused.contains("→"))
        #if os(Linux)
            #expect(refused.contains("example-paper build"))
        #endif
        #expect(try project.build().result.succeeded)
    }

    @Test func buildsAndCollectionsAtOnceHurtNobody() async throws {
        let project = project
        for round in 1...4 {
            let edit = ["EXAMPLE_SLOPE": "\(round)"]
            async let build = Task.detached { try project.build(environment: edit) }.value
            async let collection = Task.detached { try project.run(["gc", "--apply", "--wait"]) }.value
            async let other = Task.detached { try project.build() }.value
            for build in try await [build, other] { #expect(build.result.succeeded, "\(build.result.errorText)") }
            let collected = try await collection
            #expect(collected.succeeded, "\(collected.errorText)")
        }
        try project.build()
        #expect(try project.build().ran.isEmpty)
        #expect(try project.run(["doctor"]).outputText.contains("damaged") == false)
    }

    @Test func aStoreThatOthersMayUseIsSaidToBeOne() throws {
        let cache = ["PAPER_CACHE": try scratch()]
        try project.build(environment: cache.merging(["EXAMPLE_CODE": "theirs"]) { $1 })
        try project.build(environment: cache.merging(["EXAMPLE_CODE": "older"]) { $1 })
        try project.build(environment: cache)
        let plan = try project.run(["gc"], environment: cache)
        #expect(plan.outputText.contains("other checkouts may use it"))
        #expect(plan.outputText.contains("made by other code than this"))
        #expect(try project.run(["gc", "--apply"], environment: cache).errorText.contains("other checkouts may use it"))
        // Whoever needs them makes them again.
        #expect(try project.build(environment: cache.merging(["EXAMPLE_CODE": "theirs"]) { $1 }).result.succeeded)
    }

    @Test func removingTheStoreLeavesNothingOfItAndWhatIsNotItsOwn() throws {
        try project.build()
        try project.write("mine", to: "build/cache/notes.txt")
        try project.write("torn", to: "build/cache/traces.journal.damaged-12")
        #expect(try project.run(["clean", "--cache", "--yes"]).succeeded)
        #expect(store() == ["notes.txt": 4])
    }

    @Test func withoutATerminalTheStoreIsRemovedOnlyWithYes() throws {
        try project.build()
        let result = try project.run(["clean", "--cache"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("which took") && result.errorText.contains("clean --cache --yes"), "\(result.errorText)")
        #expect(project.exists("build/paper.html") && project.exists("build/cache/traces.journal"))
        #expect(try project.build().ran.isEmpty)
    }

    @Test func cleanTouchesTheProfileItNames() throws {
        try project.build()
        #expect(try project.run(["build", "--profile", "paper"]).succeeded)
        #expect(try project.run(["clean", "--profile", "paper"]).errorText.contains("of profile paper"))
        #expect(project.exists("build/paper.html") && !project.exists("build/paper/paper.html"))
        #expect(try project.run(["build", "--profile", "paper"]).succeeded)
        #expect(try project.run(["clean"]).succeeded)
        #expect(!project.exists("build/paper.html") && project.exists("build/paper/paper.html"))
    }

    // MARK: cache

    @Test func aReviewerWhoImportsBuildsNothing() throws {
        try project.build()
        let file = try scratch() + "/values.tar"
        let export = try project.run(["cache", "export", file, "--profile", "laptop"])
        #expect(export.succeeded, "\(export.errorText)")
        #expect(export.errorText.contains("paper cache import"))

        let cache = ["PAPER_CACHE": try scratch() + "/store"]
        let taken = try project.run(["cache", "import", file], environment: cache)
        #expect(taken.succeeded, "\(taken.errorText)")
        let count = try project.build().report.upToDate
        #expect(taken.errorText.contains("\(count) of \(count) targets of profile laptop are now up to date."))
        #expect(try project.build(environment: cache).ran.isEmpty)
        let again = try project.run(["cache", "import", file], environment: cache)
        #expect(again.errorText.contains("The store had all"))
    }

    @Test func anArchiveIsAStoreForWhoUnpacksIt() throws {
        try project.build()
        let folder = try scratch(), file = folder + "/values.tar"
        #expect(try project.run(["cache", "export", file]).succeeded)
        let unpacked = try SystemProcessRunner().run(Command("tar", ["xf", file, "-C", folder]), until: Cancellation())
        #expect(unpacked.succeeded, "\(unpacked.errorText)")
        #expect(try project.build(environment: ["PAPER_CACHE": folder]).ran.isEmpty)
        // And back: what tar packs is an archive again.
        let packed = try SystemProcessRunner().run(
            Command("tar", ["cf", folder + "/again.tar", "manifest.json", "objects", "traces.journal"], folder: folder), until: Cancellation())
        #expect(packed.succeeded, "\(packed.errorText)")
        let cache = ["PAPER_CACHE": try scratch() + "/store"]
        let taken = try project.run(["cache", "import", folder + "/again.tar"], environment: cache)
        #expect(taken.succeeded, "\(taken.errorText)")
        #expect(try project.build(environment: cache).ran.isEmpty)
    }

    @Test func anArchiveGoesThroughAPipe() throws {
        try project.build()
        let store = try scratch() + "/store"
        let script = "\"$0\" cache export - --project \"$1\" | PAPER_CACHE=\"$2\" \"$0\" cache import - --project \"$1\""
        let result = try SystemProcessRunner().run(
            Command("bash", ["-o", "pipefail", "-c", script, ExampleProject.program, project.folder, store], environment: ["PAPER_CACHE": ""]),
            until: Cancellation())
        #expect(result.succeeded, "\(result.errorText)")
        #expect(result.output.isEmpty)
        #expect(try project.build(environment: ["PAPER_CACHE": store]).ran.isEmpty)
    }

    @Test func valuesOfOtherCodeAreTakenAndSaidToBeOfNoUse() throws {
        try project.build(environment: ["EXAMPLE_CODE": "theirs"])
        let file = try scratch() + "/values.tar"
        #expect(try project.run(["cache", "export", file], environment: ["EXAMPLE_CODE": "theirs"]).succeeded)
        let taken = try project.run(["cache", "import", file], environment: ["PAPER_CACHE": try scratch() + "/store"])
        #expect(taken.succeeded)
        #expect(taken.errorText.contains("made by other code"))
    }

    @Test func aFileIsOnlyReplacedWhenToldTo() throws {
        try project.build()
        let file = try scratch() + "/values.tar"
        try Data("precious".utf8).write(to: URL(filePath: file))
        let refused = try project.run(["cache", "export", file])
        #expect(refused.ending == .exited(2))
        #expect(refused.errorText.contains("is there already"))
        #expect(FileManager.default.contents(atPath: file) == Data("precious".utf8))
        #expect(try project.run(["cache", "export", file, "--force"]).succeeded)
        #expect(try project.run(["cache", "import", file]).succeeded)
    }

    @Test func nothingToExportAndNothingToImportAreSaid() throws {
        let empty = try project.run(["cache", "export", "/tmp/never-written.tar"])
        #expect(empty.ending == .exited(2))
        #expect(empty.errorText.contains("There is nothing to export."))
        #expect(empty.errorText.contains("paper build --profile laptop"))
        let missing = try project.run(["cache", "import", "nowhere.tar"])
        #expect(missing.ending == .exited(2))
        #expect(missing.errorText.contains("There is no file called nowhere.tar."))
        let foreign = try project.run(["cache", "import", "\(project.folder)/paper/example.md"])
        #expect(foreign.ending == .exited(2))
        #expect(foreign.errorText.contains("is not an archive of a store"))
        let unknown = try project.run(["cache", "export", "x.tar", "--profile", "smal"])
        #expect(unknown.errorText.contains("laptop"))
    }

    @Test func aTornArchiveChangesNothing() throws {
        try project.build()
        let folder = try scratch(), file = folder + "/values.tar"
        #expect(try project.run(["cache", "export", file]).succeeded)
        let whole = try #require(FileManager.default.contents(atPath: file))
        try whole.prefix(whole.count / 2).write(to: URL(filePath: file))
        let store = folder + "/store"
        let torn = try project.run(["cache", "import", file], environment: ["PAPER_CACHE": store])
        #expect(torn.ending == .exited(2))
        #expect(torn.errorText.contains("ends too early"))
        #expect(self.store(store).keys.filter { $0.contains("/") && !$0.hasSuffix("new") }.isEmpty)
    }
}
