// Data that is not there is downloaded before the build; whatever goes wrong, the build goes on with a stand-in and says so.
import BuildGraph
import Foundation
import PaperCommand
import TestSupport
import Testing

@Suite struct DataDownloadTests {
    /// Nobody listens at this port.
    static let nowhere = "http://127.0.0.1:9/"

    @Test func dataIsDownloadedOnceCheckedAndUsed() throws {
        let paper = try DataProject()
        let build = try paper.build()
        #expect(build.ending == .exited(0) && build.text.contains("was downloaded in"))
        #expect(try paper.value() == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(paper.exists(paper.cache + "/dots/dots.txt"))
        #expect(try paper.build().ran == [])
        #expect(paper.server.requests.count == 1)
        #expect(try paper.run("check").outputText.contains("EX-3"))
    }

    @Test func withoutANetworkTheBuildGoesOnAndClaimsAreUndecided() throws {
        let paper = try DataProject()
        let build = try paper.build(address: Self.nowhere)
        #expect(build.ending == .exited(0) && build.ran.contains("dots"))
        #expect(build.text.contains("Dots was not found and could not be downloaded: figures and claims about it use a synthetic stand-in"))
        #expect(build.text.contains("no connection to the server") && build.text.contains("--download"))
        let claims = try paper.project.read("build/claims.json")
        let dots = try #require(claims.components(separatedBy: "\"EX-3\"").last)
        #expect(dots.contains("undecided"))
        // It is told at every build, also when nothing has to run.
        let second = try paper.build(address: Self.nowhere)
        #expect(second.ran == [] && second.text.contains("stand-in") && second.text.contains("ago"))
    }

    @Test func aFailedDownloadIsNotTriedAgainForADayUnlessAsked() throws {
        let paper = try DataProject(.init())
        #expect(try paper.build().text.contains("404"))
        let asked = paper.server.requests.count
        #expect(asked == 1)
        #expect(try paper.build().text.contains("404"))
        #expect(paper.server.requests.count == asked)
        // Wherever the line of the terminal ends.
        let told = try paper.run("doctor").outputText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(told.contains("A download failed"), "\(told)")
        try paper.build("--download")
        #expect(paper.server.requests.count == asked + 1)
        // A day later, and a clock that was wrong when it failed.
        for time in [Date().timeIntervalSince1970 - 86_500, Date().timeIntervalSince1970 + 86_500] {
            try Data("{\"time\":\(time),\"problem\":\"old\"}".utf8).write(to: URL(filePath: paper.cache + "/dots.failed"))
            let before = paper.server.requests.count
            #expect(try !paper.build().text.contains("old"))
            #expect(paper.server.requests.count == before + 1)
        }
        // A mirror that has it is another attempt, and makes all well.
        let mirror = LocalServer(.init(files: ["dots.txt": DataProject.dots]))
        var elsewhere = paper
        elsewhere.environment["PAPER_DATA_MIRROR"] = mirror.address
        #expect(try elsewhere.build().ran.contains("dots"))
        #expect(!paper.exists(paper.cache + "/dots.failed"))
    }

    @Test func wrongAndTruncatedContentIsNotUsed() throws {
        for behaviour in [
            LocalServer.Behaviour(files: ["dots.txt": Array("9 2 3 4 5 6 7 8 ".utf8)]),
            LocalServer.Behaviour(files: ["dots.txt": Array("1 2 3".utf8)]),
            LocalServer.Behaviour(files: ["dots.txt": DataProject.dots], cutAfter: [Int](repeating: 0, count: 9)),
        ] {
            let paper = try DataProject(behaviour)
            let build = try paper.build()
            #expect(build.ending == .exited(0) && build.text.contains("could not be downloaded"))
            #expect(!paper.exists(paper.cache + "/dots/dots.txt"))
            #expect(try paper.value() == [0, 0])
        }
    }

    @Test(arguments: [false, true]) func offlineNothingIsAsked(_ isVariable: Bool) throws {
        var paper = try DataProject()
        if isVariable { paper.environment["PAPER_OFFLINE"] = "1" }
        let build = try isVariable ? paper.build() : paper.build("--offline")
        #expect(build.ending == .exited(0) && build.text.contains("forbids downloading it"))
        #expect(build.text.contains(isVariable ? "PAPER_OFFLINE=1" : "--offline"))
        #expect(paper.server.requests.isEmpty)
        // Data that comes later takes the place of the stand-in.
        paper.environment = [:]
        #expect(try paper.build().ran.contains("dots"))
        #expect(try paper.value() == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func commandsThatBuildNothingDownloadNothing() throws {
        let paper = try DataProject()
        for arguments in [["plan"], ["list"], ["why", "dots"], ["doctor"], ["build", "-n"], ["graph"], ["gc"]] {
            _ = try paper.project.run(arguments, environment: paper.variables(address: nil))
        }
        // A plan says that a build would, for what is made from the data.
        #expect(try paper.run("plan").errorText.contains("Dots was not found: a build downloads it first"))
        #expect(try paper.run("build", "-n", "dots").errorText.contains("a build downloads it first"))
        #expect(try !paper.run("plan", "line").errorText.contains("Dots"))
        #expect(try !paper.run("plan", "--offline").errorText.contains("downloads"))
        // Neither does the build of what is not made from the data, and it has nothing to say about it.
        let build = try paper.build("line")
        #expect(build.ran.contains("line") && !build.text.contains("Dots"))
        #expect(paper.server.requests.isEmpty)
        #expect(try paper.build("EX-3").ran.contains("dots"))
        #expect(paper.server.requests.count == 1)
    }

    @Test func aCacheFolderThatCannotBeMadeIsAReasonLikeAnother() throws {
        let paper = try DataProject()
        try paper.project.write("a file", to: "home")
        let build = try paper.build()
        #expect(build.ending == .exited(0) && build.text.contains("could not be downloaded") && build.text.contains("home"))
    }

    @Test func anInterruptedDownloadEndsTheBuildAndTheNextOneGoesOn() throws {
        let paper = try DataProject(.init(files: ["dots.txt": DataProject.dots], delay: 20))
        let build = try SpawnedBuild(["build", "--project", paper.folder], environment: paper.variables(address: nil))
        try build.wait { !paper.server.requests.isEmpty }
        build.signal(SIGINT)
        #expect(build.wait() == 130)
        #expect(build.output.contains("Interrupted") && build.output.contains("kept"))
        #expect(!paper.exists(paper.cache + "/dots.failed") && !paper.exists(paper.folder + "/build/paper.html"))
        let calm = LocalServer(.init(files: ["dots.txt": DataProject.dots]))
        #expect(try paper.build(address: calm.address).ran.contains("dots"))
    }

    @Test func aBuildAfterADownloadCanStillBeInterrupted() throws {
        let paper = try DataProject()
        let environment = paper.variables(address: nil).merging(
            ["EXAMPLE_FAULT": "endless", "EXAMPLE_BEGUN": "\(paper.folder)/begun"]) { $1 }
        let build = try SpawnedBuild(["build", "--project", paper.folder], environment: environment)
        try build.wait { paper.project.exists("begun") && build.output.contains("dots") }
        build.signal(SIGINT)
        #expect(build.wait() == 130)
        #expect(build.output.contains("Finished work is kept"))
    }

    @Test func progressIsToldInBytesRateAndTime() {
        #expect(TransferRate(done: 45_000_000, first: 0, size: 170_000_000, time: 10).text == "45 MB of 170 MB, 4.5 MB/s, about 28 s left")
        // What an earlier build brought is no speed of this one.
        #expect(TransferRate(done: 60_000_000, first: 50_000_000, size: nil, time: 10).text == "60 MB, 1.0 MB/s")
        #expect(TransferRate(done: 5, first: 5, size: 10, time: 0).text == "5 B of 10 B")
    }
}
