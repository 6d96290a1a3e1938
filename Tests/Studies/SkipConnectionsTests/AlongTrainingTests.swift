// The figures that follow singularities and gradients along the training, made whole at toy scale from synthetic images.
import BuildGraph
import Datasets
import Foundation
import Manuscript
import SkipConnections
import TestSupport
import Testing

@Suite struct AlongTrainingTests {
    /// Rows of a figure's data, by the names of its columns.
    private func rows(of names: [String]) throws -> [String: [[String: String]]] {
        let scale = SkipScale(.smoke), data = ImageData.syntheticCIFAR10(trainingImages: 600, testImages: 200)
        let figures = SkipConnections.trainedNetworks(scale, data: data, PaperSetting(.smoke)).figures
        let roots: [AnyInput] = figures.filter { names.contains($0.name) }.map { AnyInput(input(of: $0)) }
        let found = figures.map(\.name).filter(names.contains)
        #expect(Set(found) == Set(names))
        let files = RealFileSystem(), folder = try files.makeScratchFolder()
        defer { try? files.removeAll(folder) }
        let effects = Effects.live(root: URL.project(of: #filePath).path)
        let graph = try Graph(roots: roots.map(\.node)), store = try Store(folder: folder + "/cache", effects: effects)
        let outcome = try Scheduler(
            BuildContext(graph: graph, store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 2, keepGoing: true, machine: effects.machine), observe: { _ in }
        ).run(Array(graph.nodes.indices))
        #expect(outcome.failures.map(\.1.summary) == [])
        var rows: [String: [[String: String]]] = [:]
        for (name, root) in zip(found, roots) {
            let lines = try decodeValue(FigureFiles.self, from: outcome.bytes(of: root.node)).csv.split(separator: "\n")
            let heading = lines[0].split(separator: ",").map(String.init)
            rows[name] = lines.dropFirst().map { line in
                Dictionary(zip(heading, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init))) { first, _ in first }
            }
        }
        return rows
    }

    private func input(of figure: some Figure) -> Input<FigureFiles> { Input(figure) }

    @Test func singularitiesAndGradientsAreDrawnAtEverySnapshotWithBands() throws {
        let drawn = try rows(of: ["singularity-distances", "signal-gradients"])
        func numbers(_ figure: String, _ series: String, _ title: String, _ column: String) -> [Double] {
            (drawn[figure] ?? []).filter { $0["series"] == series && $0["title"] == title }.compactMap { Double($0[column] ?? "") }
        }
        let kinds = ["plain", "residual", "hyper-residual"]
        for kind in kinds {
            for (series, column) in [
                ("overlap_of", "overlap"), ("incoming_of", "smallest_incoming"), ("learnt_incoming_of", "smallest_incoming"),
                ("rank_of", "effective_rank"),
            ] {
                // Before training, at one half, and after 3 and 30 steps.
                #expect(numbers("singularity-distances", series, kind, "step") == [0.5, 3, 30], "\(kind), \(series)")
                #expect(numbers("singularity-distances", series, kind, column).allSatisfy { $0 > 0 })
                #expect(numbers("singularity-distances", series, kind, "standard_error").allSatisfy { $0 > 0 })
            }
            // A network without skips has no weights but those that it learns; the rows of skips are orthonormal, or nearly.
            func incoming(_ series: String) -> [Double] { numbers("singularity-distances", series, kind, "smallest_incoming") }
            #expect(kind == "plain" ? incoming("incoming_of") == incoming("learnt_incoming_of") : zip(incoming("incoming_of"), incoming("learnt_incoming_of")).allSatisfy { $0 > $1 })
            #expect(numbers("singularity-distances", "overlap_change_of", kind, "overlap_change").first == 0)
        }
        // Of a plain network it is the change of the overlap in the first panel.
        let overlap = numbers("singularity-distances", "overlap_of", "plain", "overlap")
        let change = numbers("singularity-distances", "overlap_change_of", "plain", "overlap_change")
        #expect(zip(overlap, change).allSatisfy { abs($0 - overlap[0] - $1) < 1e-12 })
        for kind in ["plain", "BiasReg", "BiasReg + BN", "residual"] {
            let first = numbers("signal-gradients", "first_layer", kind, "gradient")
            #expect(numbers("signal-gradients", "first_layer", kind, "step") == [0.5, 10, 30])
            for (panel, look) in [(1, 0), (2, 1), (3, 2)] {
                let gradients = numbers("signal-gradients", "layers_\(panel)", kind, "gradient")
                // Relative to the last layer's, and of the first layer the same as along the training.
                #expect(gradients.count == 8 && gradients.last == 1 && gradients.first == first[look], "\(kind), panel \(panel)")
                let low = numbers("signal-gradients", "layers_\(panel)", kind, "low"), high = numbers("signal-gradients", "layers_\(panel)", kind, "high")
                #expect(zip(low, zip(gradients, high)).dropLast().allSatisfy { $0 < $1.0 && $1.0 < $1.1 }, "\(kind), panel \(panel)")
            }
        }
        // Before training the targets have done nothing, and without skips gradients vanish towards the first layer.
        #expect(numbers("signal-gradients", "layers_1", "plain", "gradient") == numbers("signal-gradients", "layers_1", "BiasReg", "gradient"))
        #expect(try #require(numbers("signal-gradients", "first_layer", "plain", "gradient").first) < 0.2)
    }
}
