// Which files of a published data set have which images, and in what format.

/// A published set of labelled images, with one way of labelling them.
public enum PublishedImages: String, Codable, Sendable, Hashable {
    case cifar10
    /// CIFAR-100 with its 20 superclasses.
    case cifar100Coarse
    /// CIFAR-100 with its 100 classes.
    case cifar100Fine
    case mnist

    /// Files that are read together, and the images in them.
    struct Batch {
        let files: [String]
        let images: Int
    }

    var set: DataSetFiles {
        switch self {
        case .cifar10: .cifar10
        case .cifar100Coarse, .cifar100Fine: .cifar100
        case .mnist: .mnist
        }
    }

    /// The files for training, in order.
    var training: [Batch] {
        switch self {
        case .cifar10: (1...5).map { Batch(files: ["data_batch_\($0).bin"], images: 10_000) }
        case .cifar100Coarse, .cifar100Fine: [Batch(files: ["train.bin"], images: 50_000)]
        case .mnist: [Batch(files: ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"], images: 60_000)]
        }
    }

    /// The files for testing.
    var test: [Batch] {
        switch self {
        case .cifar10: [Batch(files: ["test_batch.bin"], images: 10_000)]
        case .cifar100Coarse, .cifar100Fine: [Batch(files: ["test.bin"], images: 10_000)]
        case .mnist: [Batch(files: ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"], images: 10_000)]
        }
    }

    /// An empty set with the shape and the classes of these images.
    var empty: ImageSet {
        switch self {
        case .cifar10: ImageSet(height: 32, width: 32, channels: 3, classes: 10)
        case .cifar100Coarse: ImageSet(height: 32, width: 32, channels: 3, classes: 20)
        case .cifar100Fine: ImageSet(height: 32, width: 32, channels: 3, classes: 100)
        case .mnist: ImageSet(height: 28, width: 28, channels: 1, classes: 10)
        }
    }

    /// The first `limit` images of the contents of a batch's files; all images are checked.
    /// - Parameter place: where the first file is, for errors.
    func images(_ contents: [[UInt8]], limit: Int, place: String) throws(DataFormatError) -> ImageSet {
        switch self {
        case .cifar10: return try CIFARRecords.read(contents[0], labels: .ten, file: place, limit: limit)
        case .cifar100Coarse: return try CIFARRecords.read(contents[0], labels: .coarse, file: place, limit: limit)
        case .cifar100Fine: return try CIFARRecords.read(contents[0], labels: .fine, file: place, limit: limit)
        case .mnist:
            let all = try IDXFile.images(IDXFile(contents[0], name: place), IDXFile(contents[1], name: place), classes: 10, name: place)
            guard all.height == 28, all.width == 28 else {
                throw DataFormatError(file: place, problem: "its images are \(all.height) × \(all.width), not 28 × 28")
            }
            return all.prefix(limit)
        }
    }
}
