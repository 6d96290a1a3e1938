// When `make` compiles: the real Makefile with a compiler that only notes that it was called.
import BuildGraph
import Foundation
import Testing

@Suite struct MakeTests {
    private let folder: String

    init() throws {
        folder = try RealFileSystem().makeScratchFolder() + "/checkout"
        let makefile = URL(filePath: #filePath).appending(path: "../../../Makefile").standardizedFileURL
        try write("echo x >> compiled\n[ -e edit ] && rm edit && echo more >> Sources/a.swift\nmkdir -p .build/release\n"
            + "printf '#!/bin/sh\\n' > .build/release/paper\nchmod +x .build/release/paper\necho \"$(pwd -P)/Sources\" > .build/release.yaml\n", to: "compiler.sh")
        try write(String(contentsOf: makefile, encoding: .utf8), to: "Makefile")
        try write("", to: "Package.swift")
        try write("a", to: "Sources/a.swift")
        try write("", to: ".build/setup.stamp")
    }

    private func write(_ text: String, to path: String) throws {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: false, encoding: .utf8)
    }

    /// How often `make paper` called the compiler, and what it said.
    private func make(in folder: String? = nil) throws -> (compilations: Int, text: String) {
        let folder = folder ?? self.folder
        try? FileManager.default.removeItem(atPath: "\(folder)/compiled")
        // Read by a shell and not started: what another test's process has inherited open cannot be started.
        let result = try SystemProcessRunner().run(Command("make", ["-C", folder, "swift=sh compiler.sh", "paper"]), until: Cancellation())
        #expect(result.succeeded, "\(result.errorText)")
        let notes = (try? String(contentsOfFile: "\(folder)/compiled", encoding: .utf8)) ?? ""
        return (notes.count { $0 == "x" }, result.outputText)
    }

    private func compilations() throws -> Int { try make().compilations }

    @Test func itCompilesWhatDiffersAndNotWhatIsNewer() throws {
        #expect(try compilations() == 1)
        #expect(try compilations() == 0)
        // Another time alone is no difference; a file that is restored with its old time is one.
        try write("a", to: "Sources/a.swift")
        #expect(try compilations() == 0)
        try write("b", to: "Sources/a.swift")
        #expect(try compilations() == 1)
        try write("a", to: "Sources/a.swift")
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: "\(folder)/Sources/a.swift")
        #expect(try compilations() == 1)
        // Files that come and go, and names with spaces.
        try write("", to: "Sources/b c.swift")
        #expect(try compilations() == 1)
        try FileManager.default.removeItem(atPath: "\(folder)/Sources/b c.swift")
        #expect(try compilations() == 1)
    }

    @Test func aMissingProgramIsBuilt() throws {
        #expect(try compilations() == 1)
        try FileManager.default.removeItem(atPath: "\(folder)/.build/release/paper")
        #expect(try compilations() == 1)
    }

    @Test func whatIsEditedWhileItIsCompiledIsCompiledOnceMore() throws {
        try write("", to: "edit")
        #expect(try compilations() == 2)
        #expect(try compilations() == 0)
    }

    @Test func aCopiedCheckoutIsCompiledAnewWhenItIsEdited() throws {
        #expect(try compilations() == 1)
        try write("left over", to: ".build/module.cache")
        let copy = folder + " copy"
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        // The copied program is as good as the first one.
        #expect(try make(in: copy).compilations == 0)
        try "b".write(toFile: "\(copy)/Sources/a.swift", atomically: false, encoding: .utf8)
        let made = try make(in: copy)
        #expect(made.compilations == 1 && made.text.contains("copied or moved"))
        #expect(!FileManager.default.fileExists(atPath: "\(copy)/.build/module.cache"))
        #expect(try make(in: copy).compilations == 0)
        #expect(FileManager.default.fileExists(atPath: "\(folder)/.build/module.cache"))
    }
}
