// Images with their classes, as bytes: the value of every data set.

/// Labelled images of one shape.
public struct ImageSet: Codable, Sendable, Equatable {
    /// Rows of pixels.
    public var height: Int
    public var width: Int
    /// Numbers a pixel: 1 for grey, 3 for red, green and blue.
    public var channels: Int
    public var classes: Int
    /// Image after image; in an image channel after channel, in a channel row after row: `count` × `numbersAnImage`.
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
    public var numbersAnImage: Int { height * width * channels }

    /// The first `count` images; all when there are not as many.
    public func prefix(_ count: Int) -> ImageSet {
        var part = self
        part.labels = Array(labels.prefix(count))
        part.bytes = Array(bytes.prefix(part.labels.count * numbersAnImage))
        return part
    }

    /// These images and then others of the same shape.
    public mutating func append(_ other: ImageSet) {
        bytes += other.bytes
        labels += other.labels
    }
}

/// Where images come from; every figure and claim that is made from them says so.
public enum DataProvenance: String, Codable, Sendable, CaseIterable {
    /// The publisher's files: their checksums match.
    case official
    /// Files of the publisher's layout with other content.
    case unverifiedCopy
    /// Generated here, since no data was found.
    case synthetic

    public var description: String {
        switch self {
        case .official: "the official files"
        case .unverifiedCopy: "an unverified copy (the layout is right, the checksums are not the publisher's)"
        case .synthetic: "a synthetic stand-in"
        }
    }
}

/// A data set's images for learning and for testing.
public struct LabelledData: Codable, Sendable, Equatable {
    /// As people call it: "CIFAR-10".
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
