// The targets of the real paper keep apart what they compute: an edit runs what it can change, and not the whole paper.
import CodeFingerprint
import Testing

@Suite struct PaperReachTests {
    /// The program `paper`, but for the argument parser.
    private struct Paper {
        var description = ProgramDescription()
        var files: [String: [UInt8]] = [:]

        init() throws {
            let ground = ["LinearAlgebra", "Randomness"]
            let below = ground + ["NetworkModels", "SignalPropagation", "NeuralNetworks", "Datasets", "BuildGraph", "Manuscript"]
            let modules: [(String, String, [String])] = [
                ("BuildGraph", "Sources/BuildGraph", []), ("LinearAlgebra", "Sources/LinearAlgebra", []),
                ("Randomness", "Sources/Randomness", ["LinearAlgebra"]), ("Manuscript", "Sources/Manuscript", ["BuildGraph"]),
                ("NetworkModels", "Sources/NetworkModels", ground),
                ("SignalPropagation", "Sources/SignalPropagation", ground + ["NetworkModels"]),
                ("NeuralNetworks", "Sources/NeuralNetworks", ground + ["NetworkModels"]),
                ("Datasets", "Sources/Datasets", ["BuildGraph", "Randomness"]), ("Experiments", "Sources/Experiments", below),
                ("DynamicalIsometry", "Sources/Studies/DynamicalIsometry", below + ["Experiments"]),
                ("PaperCommand", "Sources/PaperCommand", ["BuildGraph", "Manuscript"]),
            ]
            for (name, folder, sees) in modules {
                var module = ProgramDescription.Module(name: name, sees: sees)
                module.folder = folder
                for source in try RealSources.under(folder) {
                    module.sources.append(source.path)
                    files[source.path] = source.bytes
                }
                description.modules.append(module)
            }
        }

        func program() throws -> Program { try Program(description) { files[$0] ?? [] } }

        func fingerprint(_ type: String, edited: [String: [UInt8]] = [:]) throws -> Fingerprint {
            try #require(try Program(description) { edited[$0] ?? files[$0] ?? [] }.fingerprint(ofType: type))
        }

        /// Whether an edit of a file, which must change it, changes the fingerprint of a type.
        func changes(_ type: String, editing path: String, _ old: String, _ new: String) throws -> Bool {
            let text = String(decoding: try #require(files[path]), as: UTF8.self), edited = text.replacingOccurrences(old, new)
            try #require(edited != text, "\(path) has no \(old)")
            return try fingerprint(type) != fingerprint(type, edited: [path: Array(edited.utf8)])
        }
    }

    @Test func anEditOfTheTheoryAloneLeavesSimulationsAlone() throws {
        let paper = try Paper(), path = "Sources/SignalPropagation/Spectrum/AdaptiveSampler.swift"
        let (old, new) = ("struct AdaptiveSampler: Sendable {", "struct AdaptiveSampler: Sendable { let edited = 1\n")
        #expect(try paper.changes("Experiments.TheorySpectrum", editing: path, old, new))
        #expect(try !paper.changes("Experiments.SimulatedSpectra", editing: path, old, new))
    }

    @Test func anEditOfTheHaarSamplerRunsEverySimulation() throws {
        let paper = try Paper(), path = "Sources/Randomness/HaarReflectors.swift"
        let (old, new) = ("struct HaarReflectors: Sendable {", "struct HaarReflectors: Sendable { let edited = 1\n")
        #expect(try paper.changes("Experiments.SimulatedSpectra", editing: path, old, new))
        #expect(try !paper.changes("Experiments.TheorySpectrum", editing: path, old, new))
        #expect(try !paper.changes("DynamicalIsometry.OrderChaosDiagram", editing: path, old, new))
    }

    @Test func anEditOfAFigureOrOfTheManuscriptLeavesWhatItShowsAlone() throws {
        let paper = try Paper()
        for (path, old, new) in [
            ("Sources/Studies/DynamicalIsometry/SpectraAtCriticality.swift", "func draw(", "func edited() { }\n func draw("),
            (
                "Sources/Studies/DynamicalIsometry/SingularValueHistogram.swift", "extension JacobianSpectrum {",
                "extension JacobianSpectrum { func edited() { }\n"
            ),
            ("Sources/Manuscript/Figures/Gnuplot.swift", "struct Gnuplot {", "struct Gnuplot { let edited = 1\n"),
            ("Sources/PaperCommand/Project/Workspace.swift", "struct Workspace {", "struct Workspace { let edited = 1\n"),
        ] {
            for type in ["Experiments.TheorySpectrum", "Experiments.SimulatedSpectra"] { #expect(try !paper.changes(type, editing: path, old, new), "\(type) \(path)") }
        }
    }

    @Test func anUnusedFunctionInASharedFileChangesNothing() throws {
        let paper = try Paper(), path = "Sources/LinearAlgebra/Matrix.swift"
        for type in ["Experiments.TheorySpectrum", "Experiments.SimulatedSpectra"] {
            #expect(try !paper.changes(type, editing: path, "public struct Matrix", "func nobodyCallsThis() { }\npublic struct Matrix"))
        }
    }

    /// What decides whether a target runs, and how values are kept, may change without running anything again.
    @Test(arguments: ["Experiments.Training", "Experiments.SimulatedSpectra", "Experiments.TheorySpectrum", "DynamicalIsometry.SpectraAtCriticality", "Manuscript.WovenText"])
    func noTargetReachesTheStoreOrTheScheduler(type: String) throws {
        let program = try Paper().program()
        for name in [
            "Store", "Journal", "TraceIndex", "Trace", "ObjectStore", "CheckpointFile", "ValueCache", "Job", "StoredCheckpoint", "BuildContext", "CodeFingerprints",
            "Rebuilder", "Resolution", "Scheduler", "BuildRun", "Reason", "Worker", "Verifier", "LiveSet",
        ] {
            #expect(throws: Program.NoChain.unreached, "\(chain(program, type, name))") { try program.chain(from: type, to: name) }
        }
        // How states and values are encoded is part of what a target computes.
        for name in ["Checkpoint", "Inputs", "DatumEncoder", "decodeValue"] { #expect(throws: Never.self) { try program.chain(from: type, to: name) } }
    }

    /// The LaTeX document is made beside the build: an edit of it runs nothing, not even the other documents.
    @Test(arguments: ["Manuscript.WovenText", "Manuscript.Page", "Manuscript.ChapterTree", "DynamicalIsometry.SpectraAtCriticality"])
    func noTargetReachesTheLaTeXDocument(type: String) throws {
        let program = try Paper().program()
        for name in ["LaTeXManuscript", "LaTeXWeaver", "LaTeXPreamble", "LaTeXWords", "LaTeXText", "FigurePDF", "CaptionRun"] {
            #expect(throws: Program.NoChain.unreached, "\(chain(program, type, name))") { try program.chain(from: type, to: name) }
        }
    }

    private func chain(_ program: Program, _ type: String, _ name: String) -> String {
        (try? program.chain(from: type, to: name))?.joined(separator: "\n") ?? "\(type) does not reach \(name)"
    }
}
