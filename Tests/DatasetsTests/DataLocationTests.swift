// Where data is looked for, and what is reported if it is missing.
import BuildGraph
import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct DataLocationTests {
    let world = TestWorld()
    let set = DataSetFiles(
        name: "Set", folder: "set", files: [.init(name: "a", size: 3, digest: nil), .init(name: "b", size: 2, digest: nil)], downloads: [])

    func location(option: String? = nil, _ environment: [String: String] = [:]) -> DataLocation {
        DataLocation(option: option, environment: ["HOME": "/home"].merging(environment) { $1 }, root: "/project")
    }

    func put(_ folder: String, a: String = "aaa", b: String? = "bb") throws {
        try world.write(a, to: folder + "/a")
        if let b { try world.write(b, to: folder + "/b") }
    }

    @Test func theFirstFolderWithAllFilesIsTaken() throws {
        let location = location(["PAPER_DATA": "mine"])
        func folder() -> String? { location.find(set, in: world.files)?.folder }
        #expect(folder() == nil)
        #if !os(macOS)
            try put("/home/.cache/paper-data/set")
            #expect(folder() == "/home/.cache/paper-data/set")
        #endif
        try put("/project/data/set")
        #expect(folder() == "/project/data/set")
        try put("/project/mine/set", b: nil)
        #expect(folder() == "/project/data/set")
        try put("/project/mine/set")
        #expect(folder() == "/project/mine/set")
    }

    @Test func aFolderThatWasAskedForIsTheOnlyOne() throws {
        try put("/project/data/set")
        #expect(location(option: "/other").find(set, in: world.files) == nil)
        #expect(location(option: "/project/data").find(set, in: world.files) != nil)
        #expect(location(["PAPER_DATA": ""]).places.count == 2)
    }

    @Test func theDataSetsOwnFolderMayBeNamedToo() throws {
        try put("/mine/set")
        let found = try #require(location(option: "/mine/set").find(set, in: world.files))
        #expect(found.mounts == ["data:set/a": "/mine/set/a", "data:set/b": "/mine/set/b"])
    }

    @Test func aPackedFileIsFoundAndAPlainOneIsPreferred() throws {
        try put("/project/data/set", b: nil)
        try world.write("packed", to: "/project/data/set/b.gz")
        #expect(location().find(set, in: world.files)?.mounts["data:set/b"] == "/project/data/set/b.gz")
        try put("/project/data/set")
        #expect(location().find(set, in: world.files)?.mounts["data:set/b"] == "/project/data/set/b")
    }

    @Test func eachMissingAndEachTruncatedFileIsReported() throws {
        #expect(FoundDataSet.problems(set, in: "/absent", world.files) == ["There is no folder /absent."])
        try put("/mine/set", a: "aa", b: nil)
        #expect(location(option: "/mine").find(set, in: world.files) == nil)
        #expect(FoundDataSet.problems(set, in: "/mine", world.files) == ["/mine/set/a has 2 bytes, not 3.", "/mine/set/b is missing."])
        try world.write("", to: "/odd/set/b/c")
        #expect(FoundDataSet.problems(set, in: "/odd", world.files) == ["/odd/set/a is missing.", "/odd/set/b is a folder."])
        try put("/mine/set")
        #expect(FoundDataSet.problems(set, in: "/mine", world.files) == [])
    }

    @Test func whatIsNoFileIsCalledByItsName() throws {
        let system = RealFileSystem(), folder = try system.makeScratchFolder()
        defer { try? system.removeAll(folder) }
        try system.makeFolder("\(folder)/set")
        #expect(mkfifo("\(folder)/set/a", 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/set/b", withDestinationPath: "b")
        let problems = FoundDataSet.problems(set, in: folder, system)
        #expect(problems == ["\(folder)/set/a is a pipe, and a file is needed there.", "\(folder)/set/b leads nowhere."])
    }

    @Test func everyPublishedSetHasADigestOfEachFileOrOfItsArchive() {
        for set in DataSetFiles.published {
            #expect(set.files.allSatisfy { $0.digest != nil } || set.readsArchive && set.downloads.allSatisfy { $0.digest != nil })
            #expect(set.downloads.allSatisfy { !$0.addresses.isEmpty && $0.largestSize >= $0.size ?? 0 })
        }
    }
}
