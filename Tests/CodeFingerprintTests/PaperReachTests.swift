// The targets of the real paper keep apart what they compute: an edit runs what it can change, and not the whole paper.
import CodeFingerprint
import Testing

@Suite struct PaperReachTests {
    /// The program `paper`, but for the argument parser.
    private struct Paper {
        var description = ProgramDescription()
        var files: [String: [UInt8]] = [:]

        init() throws {
            let modules: [(String, String, [String])] = [
                ("BuildGraph", "Sources/BuildGraph", []), ("LinearAlgebra", "Sources/LinearAlgebra", []),
                ("Randomness", "Sources/Randomness", ["LinearAlgebra"]), ("Manuscript", "Sources/Manuscript", ["BuildGraph"]),
                ("SignalPropagation", "Sources/SignalPropagation", ["LinearAlgebra", "Randomness"]),
                ("NeuralNetworks", "Sources/NeuralNetworks", ["LinearAlgebra", "Randomness"]),
                (
                    "DynamicalIsometry", "Sources/Studies/DynamicalIsometry",
                    ["BuildGraph", "Manuscript", "SignalPropagation", "NeuralNetworks", "LinearAlgebra", "Randomness"]
                ),
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

        func fingerprint(_ type: String, edited: [String: [UInt8]] = [:]) throws -> Fingerprint {
            try #require(try Program(description) { edited[$0] ?? files[$0] ?? [] }.fingerprint(ofType: "DynamicalIsometry." + type))
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
        #expect(try paper.changes("TheorySpectrum", editing: path, "struct AdaptiveSampler: Sendable {", "struct AdaptiveSampler: Sendable { let edited = 1\n"))
        #expect(try !paper.changes("SimulatedSpectra", editing: path, "struct AdaptiveSampler: Sendable {", "struct AdaptiveSampler: Sendable { let edited = 1\n"))
    }

    @Test func anEditOfTheHaarSamplerRunsEverySimulation() throws {
        let paper = try Paper(), path = "Sources/Randomness/HaarReflectors.swift"
        #expect(try paper.changes("SimulatedSpectra", editing: path, "struct HaarReflectors: Sendable {", "struct HaarReflectors: Sendable { let edited = 1\n"))
        #expect(try !paper.changes("OrderChaosDiagram", editing: path, "struct HaarReflectors: Sendable {", "struct HaarReflectors: Sendable { let edited = 1\n"))
    }

    @Test func anEditOfAFigureOrOfTheManuscriptLeavesWhatItShowsAlone() throws {
        let paper = try Paper()
        for (path, old, new) in [
            ("Sources/Studies/DynamicalIsometry/SpectraAtCriticality.swift", "func draw(", "func edited() { }\n func draw("),
            ("Sources/Studies/DynamicalIsometry/SingularValueHistogram.swift", "extension JacobianSpectrum {", "extension JacobianSpectrum { func edited() { }\n"),
            ("Sources/Manuscript/Figures/Gnuplot.swift", "struct Gnuplot {", "struct Gnuplot { let edited = 1\n"),
            ("Sources/PaperCommand/Workspace.swift", "struct Workspace {", "struct Workspace { let edited = 1\n"),
        ] {
            for type in ["TheorySpectrum", "SimulatedSpectra"] { #expect(try !paper.changes(type, editing: path, old, new), "\(type) \(path)") }
        }
    }

    @Test func anUnusedFunctionInASharedFileChangesNothing() throws {
        let paper = try Paper(), path = "Sources/LinearAlgebra/Matrix.swift"
        for type in ["TheorySpectrum", "SimulatedSpectra"] {
            #expect(try !paper.changes(type, editing: path, "public struct Matrix", "func nobodyCallsThis() { }\npublic struct Matrix"))
        }
    }
}
