// A data set as a target of the build: read from the publisher's files, or generated if there are none. Everything that is
// made from images depends on it, and can ask where they come from.
//
// Files are declared by names that do not depend on where they are: the key has their content, never a folder. Only the
// files with the wanted images are declared, and the provenance is that of these files.
import BuildGraph

/// The images of a data set.
public struct ImageData: Target {
    /// Where the images come from.
    public enum Source: Codable, Sendable, Hashable {
        case published(PublishedImages)
        case synthetic(SyntheticImages)
    }

    let source: Source
    let files: [SourceFile]
    /// How many images of each part are used: the first ones, in the publisher's order.
    let trainingImages: Int
    let testImages: Int

    /// CIFAR-10: at most that many of its 50,000 images for training and 10,000 for testing.
    public static func cifar10(trainingImages: Int = 50_000, testImages: Int = 10_000) -> ImageData {
        ImageData(.cifar10, trainingImages, testImages)
    }

    /// CIFAR-100 with its 100 classes or its 20 superclasses: at most that many of its 50,000 and 10,000 images.
    public static func cifar100(
        _ labels: CIFAR100Labels = .fine, trainingImages: Int = 50_000, testImages: Int = 10_000
    ) -> ImageData {
        ImageData(labels == .fine ? .cifar100Fine : .cifar100Coarse, trainingImages, testImages)
    }

    /// How CIFAR-100 is labelled.
    public enum CIFAR100Labels: Sendable {
        /// 20 superclasses.
        case coarse
        /// 100 classes.
        case fine
    }

    /// MNIST: at most that many of its 60,000 images for training and 10,000 for testing.
    public static func mnist(trainingImages: Int = 60_000, testImages: Int = 10_000) -> ImageData {
        ImageData(.mnist, trainingImages, testImages)
    }

    /// The stand-in for CIFAR-10.
    public static func syntheticCIFAR10(trainingImages: Int, testImages: Int, seed: UInt64 = 10) -> ImageData {
        ImageData(
            source: .synthetic(SyntheticImages(seed: seed)), files: [], trainingImages: max(trainingImages, 0), testImages: max(testImages, 0))
    }

    /// The stand-in for MNIST.
    public static func syntheticMNIST(trainingImages: Int, testImages: Int, seed: UInt64 = 20) -> ImageData {
        ImageData(
            source: .synthetic(SyntheticImages(seed: seed, likeness: .mnist)), files: [], trainingImages: max(trainingImages, 0),
            testImages: max(testImages, 0))
    }

    private init(source: Source, files: [SourceFile], trainingImages: Int, testImages: Int) {
        self.source = source
        self.files = files
        self.trainingImages = trainingImages
        self.testImages = testImages
    }

    private init(_ images: PublishedImages, _ trainingImages: Int, _ testImages: Int) {
        let training = Selection(images.training, atMost: trainingImages), test = Selection(images.test, atMost: testImages)
        self.init(
            source: .published(images), files: (training.batches + test.batches).flatMap(\.files).map(images.set.sourceFile),
            trainingImages: training.count, testImages: test.count)
    }

    public static var kind: TargetKind { .dataSet }

    /// Numbers per image.
    public var numbersPerImage: Int {
        switch source {
        case .synthetic(let images): images.numbersPerImage
        case .published(let published): published.empty.numbersPerImage
        }
    }

    /// Memory for the images as a value, encoded, and once more while the encoding grows; and for the files that are in
    /// memory at a time, packed and unpacked.
    public var resources: Resources {
        let images = (trainingImages + testImages) * (numbersPerImage + 1)
        guard case .published(let published) = source else { return Resources(memory: 64 << 20 + 3 * images, isolation: .thread) }
        let largest = published.set.files.map(\.size).max() ?? 0
        return Resources(memory: 64 << 20 + 3 * images + (published.set.readsArchive ? 4 : 2) * largest, isolation: .thread)
    }

    public func make(_ inputs: Inputs) throws -> LabelledData {
        switch source {
        case .synthetic(let images):
            return LabelledData(
                name: images.likeness.name, provenance: .synthetic, training: images.images(0..<trainingImages),
                test: images.images(trainingImages..<trainingImages + testImages))
        case .published(let images):
            var isOfficial = true
            let training = try read(Selection(images.training, atMost: trainingImages), images, inputs, &isOfficial)
            let test = try read(Selection(images.test, atMost: testImages), images, inputs, &isOfficial)
            return LabelledData(
                name: images.set.name, provenance: isOfficial ? .official : .unverifiedCopy, training: training, test: test)
        }
    }

    /// Reads a part, and clears `isOfficial` if one of its files is not the publisher's.
    private func read(
        _ selection: Selection, _ images: PublishedImages, _ inputs: Inputs, _ isOfficial: inout Bool
    ) throws -> ImageSet {
        var all = images.empty
        for batch in selection.batches {
            let files = images.set.files.filter { batch.files.contains($0.name) }
            var place = ""
            let contents = try files.map { file in
                let source = images.set.sourceFile(file.name)
                place = inputs.effects.projectPath(source.path)
                let content = try PackedFile(set: images.set, file: file).content(of: inputs[source], at: place, run: inputs.run)
                if !content.isOfficial { isOfficial = false }
                return content.bytes
            }
            all.append(try images.images(contents, limit: selection.count - all.count, place: place))
        }
        return all
    }
}

/// The batches that contain the first images of a part.
private struct Selection {
    let batches: [PublishedImages.Batch]
    let count: Int

    init(_ all: [PublishedImages.Batch], atMost limit: Int) {
        count = min(max(limit, 0), all.reduce(0) { $0 + $1.images })
        var covered = 0, batches: [PublishedImages.Batch] = []
        for batch in all where covered < count {
            batches.append(batch)
            covered += batch.images
        }
        self.batches = batches
    }
}
