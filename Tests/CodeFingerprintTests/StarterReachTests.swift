// The paper that `init` writes, a study in another package: what its simulation, figure and claim reach. It is linked with the whole
// command (`PaperKit`), and sees only what it imports. `StarterPaperTests` compiles it; this needs no compiler.
import CodeFingerprint
import Testing

@Suite struct StarterReachTests {
    private static let starter = "Sources/PaperCommand/Starter/"
    private static let study = ["WalkEnsemble", "DisplacementFigure", "LinearGrowth", "Contents"].map { "\(starter)Sources/Walks/\($0).swift.template" }

    private func fingerprints(edited: [String: (String, String)] = [:]) throws -> [String: Fingerprint] {
        var description = ProgramDescription()
        var files: [String: [UInt8]] = [:]
        var below: [String] = []
        for name in ["BuildGraph", "LinearAlgebra", "Randomness", "Datasets", "Manuscript", "PaperCommand"] {
            var module = ProgramDescription.Module(name: name, sees: below)
            module.folder = "Sources/" + name
            for source in try RealSources.under(module.folder) {
                module.sources.append(source.path)
                files[source.path] = source.bytes
            }
            description.modules.append(module)
            below.append(name)
        }
        var walks = ProgramDescription.Module(name: "Walks", sees: below)
        walks.sources = Self.study
        for path in Self.study { files[path] = try RealSources.read(path) }
        description.modules.append(walks)
        for (path, (old, new)) in edited {
            let text = String(decoding: try #require(files[path]), as: UTF8.self)
            try #require(text.contains(old), "\(path) has no \(old)")
            files[path] = Array(text.replacingOccurrences(old, new).utf8)
        }
        let program = try Program(description) { files[$0] ?? [] }
        return try Dictionary(uniqueKeysWithValues: ["WalkEnsemble", "DisplacementFigure", "LinearGrowth"].map { name in
            (name, try #require(program.fingerprint(ofType: "Walks." + name)))
        })
    }

    @Test func anEditOfAFigureOrAClaimReachesThatOneAlone() throws {
        let before = try fingerprints()
        for (number, old, new, type) in [
            (0, "? -1 : 1", "? 1 : -1", "WalkEnsemble"), (1, "/ Double(replicates.count) }", "* 1 }", "DisplacementFigure"),
            (2, "?? .nan", "?? 0", "LinearGrowth"), (3, "walkers: 1000", "walkers: 1", ""), (0, "// The simulation", "// A simulation", ""),
        ] {
            let after = try fingerprints(edited: [Self.study[number]: (old, new)])
            #expect(before.keys.filter { before[$0] != after[$0] } == (type.isEmpty ? [] : [type]), "\(Self.study[number])")
        }
    }

    @Test func theCommandIsOutOfSight() throws {
        let edits = ["Sources/PaperCommand/Session/UsageError.swift": ("var what: String", "var what: String, edited = 1")]
        #expect(try fingerprints() == fingerprints(edited: edits))
    }
}
