// A paper that is made from data: where it is looked for, and that its place is in no key.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct DataTests {
    @Test func dataInTheProjectIsReadAndNothingIsDownloaded() throws {
        let paper = try DataProject()
        try paper.put(in: paper.folder + "/data")
        let build = try paper.build()
        #expect(build.ending == .exited(0) && build.ran.contains("dots"))
        #expect(try paper.value() == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(paper.server.requests.isEmpty && !build.text.contains("stand-in"))
        // Clean processes see the same data as the build.
        let verified = try paper.run("verify", "dots", "EX-3")
        #expect(verified.ending == .exited(0) && verified.outputText.contains("2 bitwise equal"))
        #expect(try paper.run("why", "dots").outputText.contains("data:dots/dots.txt"))
    }

    @Test func movingTheDataRunsNothingAndChangingAByteDoes() throws {
        var paper = try DataProject()
        try paper.put(in: paper.folder + "/data")
        try paper.build()
        try FileManager.default.moveItem(atPath: paper.folder + "/data", toPath: paper.folder + "/elsewhere")
        paper.environment["PAPER_DATA"] = "elsewhere"
        #expect(try paper.build().ran == [])
        #expect(try paper.build("--data", paper.folder + "/elsewhere").ran == [])
        #expect(try paper.build("--data", paper.folder + "/elsewhere/dots").ran == [])
        try paper.put(Array("1 2 3 4 5 6 7 9 ".utf8), in: paper.folder + "/elsewhere")
        #expect(try paper.run("why", "dots").outputText.contains("changed file: data:dots/dots.txt"))
        #expect(try paper.build().ran.contains("dots"))
        #expect(try paper.value() == [1, 2, 3, 4, 5, 6, 7, 9])
    }

    @Test func aFolderThatWasNamedAndLacksTheDataIsAnErrorAndNotAStandIn() throws {
        let paper = try DataProject()
        for folder in ["absent", "cut"] {
            if folder == "cut" { try paper.put([1, 2, 3], in: paper.folder + "/cut") }
            let result = try paper.run("build", "--data", paper.folder + "/" + folder)
            #expect(result.ending == .exited(2))
            #expect(result.errorText.contains("Dots is not in \(paper.folder)/\(folder)"))
            #expect(result.errorText.contains(folder == "cut" ? "dots.txt has 3 bytes, not 16" : "There is no folder"))
            #expect(result.errorText.contains("leave --data out"))
        }
        #expect(paper.server.requests.isEmpty)
    }

    @Test(arguments: ["absent", "cut"]) func aFolderOfTheEnvironmentThatLacksTheDataIsPassedOverAloud(_ folder: String) throws {
        var paper = try DataProject()
        paper.environment = ["PAPER_DATA": folder, "PAPER_OFFLINE": "1"]
        if folder == "cut" { try paper.put([1, 2, 3], in: paper.folder + "/cut") }
        let build = try paper.build()
        #expect(build.ending == .exited(0))
        #expect(build.text.contains("PAPER_DATA names \(paper.folder)/\(folder), which has no Dots"))
        // Also when another folder has it.
        try paper.put(in: paper.folder + "/data")
        let second = try paper.build()
        #expect(second.ran.contains("dots") && second.text.contains("It is read from \(paper.folder)/data/dots"))
    }

    @Test func whatIsWrongWithTheNamesOfDataSetsIsSaid() throws {
        var paper = try DataProject()
        paper.environment["EXAMPLE_DATA_NAME"] = "Dotts"
        let result = try paper.run("build")
        #expect(result.ending == .exited(2) && result.errorText.contains("no data set called Dotts") && result.errorText.contains("Dots"))
        let none = try paper.project.run(["build", "--data", paper.folder])
        #expect(none.ending == .exited(2) && none.errorText.contains("made from no data set"))
    }

    @Test func onlyPapersWithDataShowItsOptions() throws {
        let paper = try DataProject()
        #expect(try paper.project.run(["build", "--help"]).outputText.contains("--offline") == false)
        let help = try paper.run("build", "--help").outputText
        #expect(help.contains("--data") && help.contains("--offline") && help.contains("--download") && !help.contains("found-data"))
    }

    @Test func resultsStayInTheStoreWhileTheirDataIsAway() throws {
        var paper = try DataProject()
        try paper.put(in: paper.folder + "/disk")
        paper.environment["PAPER_DATA"] = "disk"
        try paper.build()
        paper.environment = ["PAPER_OFFLINE": "1"]
        try FileManager.default.moveItem(atPath: paper.folder + "/disk", toPath: paper.folder + "/away")
        #expect(try paper.build("--stand-in").ran.contains("dots"))
        #expect(try paper.run("gc", "--apply").ending == .exited(0))
        try FileManager.default.moveItem(atPath: paper.folder + "/away", toPath: paper.folder + "/disk")
        paper.environment = ["PAPER_DATA": "disk"]
        #expect(try paper.build().ran == [])
        // And the other way round.
        #expect(try paper.run("gc", "--apply").ending == .exited(0))
        paper.environment = ["PAPER_OFFLINE": "1"]
        try paper.project.remove("disk")
        #expect(try paper.build("--stand-in").ran == [])
    }

    /// A variable that is set in one shell is not set in the next.
    @Test func whereDataWereFoundIsRemembered() throws {
        var paper = try DataProject()
        try paper.put(in: paper.folder + "/disk")
        paper.environment = ["PAPER_OFFLINE": "1", "PAPER_DATA": "disk"]
        try paper.build()
        paper.environment = ["PAPER_OFFLINE": "1"]
        let again = try paper.build()
        #expect(again.ran == [] && !again.text.contains("stand-in"), "\(again.text)")
        #expect(try paper.value() == [1, 2, 3, 4, 5, 6, 7, 8])
        // `--data` is remembered as well, and outputs that are cleaned away are not the memory.
        try FileManager.default.moveItem(atPath: paper.folder + "/disk", toPath: paper.folder + "/other")
        #expect(try paper.build("--data", paper.folder + "/other").ran == [])
        #expect(try paper.run("clean").succeeded)
        #expect(try paper.build().ran == [])
    }

    @Test(arguments: ["build", "check"]) func resultsOfRealDataAreReplacedByTheStandInOnlyWhenAskedFor(_ command: String) throws {
        var paper = try DataProject()
        try paper.put(in: paper.folder + "/disk")
        paper.environment = ["PAPER_OFFLINE": "1", "PAPER_DATA": "disk"]
        try paper.build()
        let page = try paper.project.read("build/paper.html")
        try paper.project.remove("disk")
        let refused = try paper.run(command)
        #expect(refused.ending == .exited(2))
        for part in ["Dots is gone", "\(paper.folder)/disk/dots", "PAPER_OFFLINE=1 forbids downloading it", "--stand-in"] {
            #expect(refused.errorText.contains(part), "\(refused.errorText)")
        }
        #expect(try paper.project.read("build/paper.html") == page)
        #expect(try paper.run("plan").errorText.contains("Dots is gone"))
        // What is not made from the data is built.
        #expect(try paper.run("build", "line").succeeded)
        // Asked for, each time.
        #expect(try paper.build("--stand-in").text.contains("stand-in"))
        #expect(try paper.run(command).ending == .exited(2))
        try paper.put(in: paper.folder + "/disk")
        #expect(try paper.build().ending == .exited(0))
    }

    @Test func anArchiveHasWhatWasMadeFromDataThatIsElsewhere() throws {
        let paper = try DataProject()
        try paper.put(in: paper.folder + "/disk")
        let disk = ["--data", paper.folder + "/disk"]
        try paper.build(disk[0], disk[1])
        let archive = paper.folder + "/values.tar"
        #expect(try paper.run("cache", "export", archive, disk[0], disk[1]).ending == .exited(0))
        try paper.project.remove("build")
        #expect(try paper.run("cache", "import", archive, disk[0], disk[1]).ending == .exited(0))
        #expect(try paper.build(disk[0], disk[1]).ran == [])
    }

    @Test func theDoctorSaysWhereDataIsAndWhose() throws {
        var paper = try DataProject()
        paper.environment["PAPER_OFFLINE"] = "1"
        let absent = try paper.run("doctor").outputText
        #expect(absent.contains("Not found in"))
        #expect(absent.contains("put its files into \(paper.folder)/data/dots"))
        try paper.put(in: paper.folder + "/data")
        #expect(try paper.run("doctor").outputText.contains("official: all checksums are the publisher's"))
        try paper.put(Array("1 2 3 4 5 6 7 9 ".utf8), in: paper.folder + "/data")
        #expect(try paper.run("doctor").outputText.contains("unverified copy"))
        try paper.put([1], in: paper.folder + "/data")
        let told = try paper.run("doctor").outputText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(told.contains("is not all of Dots"), "\(told)")
    }
}
