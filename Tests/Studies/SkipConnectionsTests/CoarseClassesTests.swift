// The coarse classes of CIFAR-100: what is shown where that data set is there, and what is left out where it is not.
import BuildGraph
import Datasets
import Experiments
import Foundation
import Manuscript
import SkipConnections
import TestSupport
import Testing

@Suite struct CoarseClassesTests {
    private func contents(_ profile: Profile, _ data: Set<String>) -> PaperContents { SkipConnections.contents(PaperSetting(profile, data: data)) }

    @Test func withoutTheDataTheyAreLeftOutAndNothingElseChanges() {
        let without = contents(.laptop, ["CIFAR-10"]), with = contents(.laptop, ["CIFAR-10", "CIFAR-100"])
        #expect(without.leftOut.map(\.name) == ["coarse-classes", "coarse-networks", "coarse-images"])
        #expect(with.leftOut.isEmpty)
        #expect(Set(with.figures.map(\.name)).subtracting(without.figures.map(\.name)) == ["coarse-classes"])
        // No claim is about them, so that the family of tests is the same on every machine.
        func identities(_ contents: PaperContents) -> [Digest] { contents.claims.map { node($0).identity } }
        #expect(identities(with) == identities(without))
        // All that is shown without them is shown with them, from the same targets.
        #expect(Set(without.quantities.map(\.node.identity)).isSubset(of: with.quantities.map(\.node.identity)))
        // Without CIFAR-10 the rest is on its stand-in, and these are not.
        #expect(contents(.laptop, ["CIFAR-100"]).leftOut.isEmpty)
        #expect(contents(.smoke, ["CIFAR-10", "CIFAR-100"]).leftOut.map(\.profile) == ["smoke", "smoke", "smoke"])
    }

    private func node(_ claim: some Claim) -> Node { Input(claim).node }

    /// The publisher's layout: a coarse and a fine label, then 3072 bytes. The first images are a pattern of their coarse class with noise, the
    /// others are black.
    private static func records(_ count: Int, drawn: Int, seed: UInt64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count * 3074), state = seed
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        for image in 0..<drawn {
            let start = image * 3074, coarse = image % 20
            (bytes[start], bytes[start + 1]) = (UInt8(coarse), UInt8(5 * coarse + image % 5))
            for pixel in 0..<3072 {
                let pattern = (pixel / (40 + 13 * coarse)) % 2 == 0 ? 60 : 0
                bytes[start + 2 + pixel] = UInt8(pattern + Int(next() % 120))
            }
        }
        return bytes
    }

    @Test func theirFigureAndTableAreMadeFromThePublishersFiles() throws {
        let files = RealFileSystem(), folder = try files.makeScratchFolder()
        defer { try? files.removeAll(folder) }
        try files.makeFolder(folder + "/cifar-100-binary")
        try files.write(Self.records(50_000, drawn: 600, seed: 1), to: folder + "/cifar-100-binary/train.bin")
        try files.write(Self.records(10_000, drawn: 200, seed: 2), to: folder + "/cifar-100-binary/test.bin")
        let found = try #require(FoundDataSet(.cifar100, in: folder, files))
        var effects = Effects.live(root: URL.project(of: #filePath).path)
        effects.mounts = found.mounts
        let (figures, quantities) = SkipConnections.coarseClasses(SkipScale(.smoke), data: .cifar100(.coarse, trainingImages: 600, testImages: 200))
        let roots = try #require(figures.first.map { [AnyInput(input(of: $0))] }) + quantities
        let graph = try Graph(roots: roots.map(\.node))
        let store = try Store(folder: folder + "/cache", effects: effects)
        let outcome = try Scheduler(
            BuildContext(graph: graph, store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 2, keepGoing: true, machine: effects.machine), observe: { _ in }
        ).run(Array(graph.nodes.indices))
        #expect(outcome.failures.map(\.1.summary) == [])
        let drawn = try decodeValue(FigureFiles.self, from: outcome.bytes(of: roots[0].node))
        #expect(drawn.svg.contains("hyper-residual") && drawn.csv.contains("accuracy"))
        let table = try decodeValue(Shown.self, from: outcome.bytes(of: quantities[0].node)).accuracies
        #expect(table.rows.map(\.name) == ["plain", "residual", "hyper-residual"])
        for row in table.rows {
            guard case .number(let training) = row.cells[0], case .number(let test) = row.cells[2] else { throw NoNumber() }
            #expect((0...1).contains(training) && (0...1).contains(test), "\(row)")
        }
        let origin = try decodeValue(ImageOrigin.Value.self, from: outcome.bytes(of: quantities[1].node))
        #expect(origin.name == "CIFAR-100" && origin.provenance == .unverifiedCopy && origin.trainingImages == 600)
        // The files are in the key of the images.
        let images = try #require(graph.nodes.first { $0.kind == .dataSet && !$0.files.isEmpty })
        #expect(images.files.map(\.path) == ["data:cifar-100-binary/train.bin", "data:cifar-100-binary/test.bin"])
    }

    private struct Shown: Codable { var accuracies: Table }
    private struct NoNumber: Error {}

    private func input(of figure: some Figure) -> Input<FigureFiles> { Input(figure) }
}
