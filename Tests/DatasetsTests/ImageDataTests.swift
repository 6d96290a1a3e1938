// Data sets as targets: which files are read, which are not, and that keys do not depend on where they are.
import BuildGraph
import Datasets
import TestSupport
import Testing

@Suite struct ImageDataTests {
    /// A file of CIFAR records, all equal except the first.
    static func records(first: UInt8, labels: [UInt8] = [1], count: Int = 10_000) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count * (labels.count + 3072))
        for i in labels.indices { bytes[i] = labels[i] }
        bytes[labels.count] = first
        return bytes
    }

    func world(_ set: DataSetFiles, _ contents: [String: [UInt8]], in folder: String = "/data") throws -> TestWorld {
        var world = TestWorld(processes: SystemProcessRunner())
        for (name, bytes) in contents {
            try world.files.makeFolder(folder)
            try world.files.write(bytes, to: "\(folder)/\(name)")
            world.effects.mounts[set.sourceFile(name.replacing(".gz", with: "")).path] = "\(folder)/\(name)"
        }
        world.clock.advance(10)
        return world
    }

    func value(_ data: ImageData, _ world: TestWorld) throws -> LabelledData {
        try decodeValue(LabelledData.self, from: world.build([AnyInput(Input(data))]).outcome.bytes(of: Input(data).node))
    }

    @Test func onlyFilesWithTheWantedImagesAreRead() throws {
        let world = try world(.cifar10, ["data_batch_1.bin": Self.records(first: 9), "test_batch.bin": Self.records(first: 8, labels: [7])])
        let data = try value(.cifar10(trainingImages: 3, testImages: 2), world)
        #expect(data.training.count == 3 && data.test.count == 2)
        #expect(data.training.bytes[0] == 9 && data.training.labels == [1, 0, 0] && data.test.labels == [7, 0])
        #expect(data.name == "CIFAR-10" && data.provenance == .unverifiedCopy)
        #expect(Input(ImageData.cifar10(trainingImages: 10_001, testImages: 0)).node.files.count == 2)
        #expect(Input(ImageData.cifar10()).node.files.count == 6)
        #expect(Input(ImageData.cifar10(trainingImages: .max)).node.identity == Input(ImageData.cifar10()).node.identity)
    }

    @Test func imagesContinueInTheNextFile() throws {
        let world = try world(
            .cifar10, ["data_batch_1.bin": Self.records(first: 1), "data_batch_2.bin": Self.records(first: 2, labels: [5])])
        let data = try value(.cifar10(trainingImages: 10_001, testImages: 0), world)
        #expect(data.training.count == 10_001 && data.training.labels.last == 5 && data.training.bytes[10_000 * 3072] == 2)
        #expect(data.test.count == 0 && data.test.height == 32)
    }

    @Test func cifar100HasItsTwoLabels() throws {
        let world = try world(
            .cifar100, ["train.bin": Self.records(first: 3, labels: [4, 77], count: 50_000), "test.bin": Self.records(first: 3, labels: [5, 88])])
        let fine = try value(.cifar100(.fine, trainingImages: 1, testImages: 1), world)
        #expect(fine.training.labels == [77] && fine.test.labels == [88] && fine.training.classes == 100)
        let coarse = try value(.cifar100(.coarse, trainingImages: 1, testImages: 1), world)
        #expect(coarse.training.labels == [4] && coarse.test.labels == [5] && coarse.training.classes == 20)
        #expect(coarse.provenance == .unverifiedCopy)
    }

    @Test func mnistIsReadPackedOrNotAndItsValueIsTheSame() throws {
        func header(_ dimensions: [Int]) -> [UInt8] {
            [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap { size in (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } }
        }
        let images = header([10_000, 28, 28]) + [UInt8](repeating: 6, count: 7_840_000)
        let labels = header([10_000]) + [UInt8](repeating: 2, count: 10_000)
        let packed = try SystemProcessRunner().run(Command("gzip", ["-1"], standardInput: images), until: Cancellation()).output
        let plain = try world(.mnist, ["t10k-images-idx3-ubyte": images, "t10k-labels-idx1-ubyte": labels])
        let gzipped = try world(.mnist, ["t10k-images-idx3-ubyte.gz": packed, "t10k-labels-idx1-ubyte": labels])
        let data = ImageData.mnist(trainingImages: 0, testImages: 4)
        let value = try value(data, plain)
        #expect(value.test.count == 4 && value.test.labels == [2, 2, 2, 2] && value.test.numbersPerImage == 784)
        #expect(try self.value(data, gzipped) == value)
    }

    @Test func movingTheDataRerunsNothingButChangingAByteDoes() throws {
        let data = [AnyInput(Input(ImageData.cifar10(trainingImages: 1, testImages: 0)))]
        var world = try world(.cifar10, ["data_batch_1.bin": Self.records(first: 9)], in: "/here")
        #expect(try world.build(data).ran.count == 1)
        let path = DataSetFiles.cifar10.sourceFile("data_batch_1.bin").path
        try world.files.makeFolder("/there")
        try world.files.rename("/here/data_batch_1.bin", to: "/there/data_batch_1.bin")
        world.effects.mounts[path] = "/there/data_batch_1.bin"
        world.files.resetCounts()
        #expect(try world.build(data).ran == [])
        // Its digest is remembered, wherever the file is.
        #expect(world.files.count(of: "read", in: "/there") == 0)
        // A copy is hashed again, with the same digest.
        try world.files.makeFolder("/copy")
        try world.files.write(world.files.read("/there/data_batch_1.bin"), to: "/copy/1")
        world.effects.mounts[path] = "/copy/1"
        world.clock.advance(10)
        #expect(try world.build(data).ran == [])
        var bytes = try world.files.read("/copy/1")
        bytes[5000] ^= 1
        try world.files.write(bytes, to: "/copy/1")
        world.clock.advance(10)
        let result = try world.build(data)
        #expect(result.reasons.values.first == .filesChanged([path]))
    }

    @Test func missingAndMalformedFilesAreReportedWithTheirPaths() throws {
        let data = ImageData.cifar10(trainingImages: 1, testImages: 0)
        let absent = try TestWorld().build([AnyInput(Input(data))])
        let report = try #require(absent.outcome.failures.first?.1)
        #expect(report.what.contains("data:cifar-10-batches-bin/data_batch_1.bin"))
        let wrong = try world(.cifar10, ["data_batch_1.bin": Self.records(first: 0, labels: [10])])
        let failure = try #require(try wrong.build([AnyInput(Input(data))]).outcome.failures.first?.1)
        #expect(failure.what.contains("/data/data_batch_1.bin") && failure.what.contains("label 10"))
    }
}
