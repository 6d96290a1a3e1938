// The folder of an export: whole or not there.
import BuildGraph
import PaperCommand
import TestSupport
import Testing

@Suite struct ExportFolderTests {
    private func paths(_ world: TestWorld, below folder: String = "/out") throws -> [String] {
        guard try world.files.status(folder) != nil else { return [] }
        return try world.files.list(folder)
    }

    @Test func aNewOrAnEmptyFolderIsFilled() throws {
        let world = TestWorld()
        for name in ["/out/a", "/out/b/"] {
            if name.hasSuffix("/") { try world.files.makeFolder("/out/b") }
            try ExportFolder.make(name, in: world.files) { try $0.write("text", to: "deep/file.txt") }
        }
        #expect(try paths(world) == ["a", "b"])
        #expect(try world.files.read("/out/b/deep/file.txt") == Array("text".utf8))
    }

    @Test func aFolderWithSomethingInItAndAFileAreRefusedAndLeftAsTheyAre() throws {
        let world = TestWorld()
        try world.files.makeFolder("/out/a")
        try world.files.write([1], to: "/out/a/mine")
        for name in ["/out/a", "/out/a/mine"] {
            let error = #expect(throws: (any Error).self) { try ExportFolder.make(name, in: world.files) { try $0.write("text", to: "file") } }
            #expect((error as? any ReportableError)?.report.next == "Name a new or an empty folder.")
        }
        #expect(try paths(world, below: "/out/a") == ["mine"])
    }

    @Test func anErrorInTheMiddleLeavesNothing() throws {
        struct Full: Error {}
        let world = TestWorld()
        #expect(throws: Full.self) {
            try ExportFolder.make("/out/a", in: world.files) { folder in
                try folder.write("text", to: "one")
                throw Full()
            }
        }
        #expect(try paths(world).isEmpty)
    }
}
