// Images with their classes, as bytes: the value of every data set.

/// Labelled images of one shape.
public struct ImageSet: Codable, Sendable, Equatable {
    /// Rows of pixels.
    public var height: Int
    public var width: Int
    /// Numbers per pixel: 1 for grey, 3 for red, green and blue.
    public var channels: Int
    public var classes: Int
    /// Image after image; in an image channel after channel, in a channel row after row: `count` × `numbersPerImage`.
    public var bytes: [UInt8]
    /// The class of each image, from 0.
    public var labels: [UInt8]

    public init(height: Int, width: Int, channels: Int, classes: Int, bytes: [UInt8] = [], labels: [UInt8] = []) {
        self.height = height
        self.width = width
        self.channels = channels
        self.classes = classes
        self.bytes = bytes
        self.labels = labels
    }

    public var count: Int { labels.count }
    public var numbersPerImage: Int { height * width * channels }

    /// The first `count` images, or all if there are fewer.
    public func prefix(_ count: Int) -> ImageSet {
        var part = self
        part.labels = Array(labels.prefix(count))
        part.bytes = Array(bytes.prefix(part.labels.count * numbersPerImage))
        return part
    }

    /// Appends other images of the same shape.
    public mutating func append(_ other: ImageSet) {
        bytes += other.bytes
        labels += other.labels
    }
}

/// Where images come from; every figure and claim that is made from them states it.
public enum DataProvenance: String, Codable, Sendable, CaseIterable {
    /// The publisher's files: their checksums match.
    case official
    /// Files in the publisher's layout with other content.
    case unverifiedCopy
    /// Generated, since no data was found.
    case synthetic

    public var description: String {
        switch self {
        case .official: "the official files"
        case .unverifiedCopy: "an unverified copy (the layout is right, the checksums are not the publisher's)"
        case .synthetic: "a synthetic stand-in"
        }
    }
}

/// A data set's images for training and for testing.
public struct LabelledData: Codable, Sendable, Equatable {
    /// The usual name: "CIFAR-10".
    public var name: String
    public var provenance: DataProvenance
    public var training: ImageSet
    public var test: ImageSet

    public init(name: String, provenance: DataProvenance, training: ImageSet, test: ImageSet) {
        self.name = name
        self.provenance = provenance
        self.training = training
        self.test = test
    }
}
