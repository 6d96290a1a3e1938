// The images that all trainings share, with what is known of them, and the split that rates are chosen on.
import BuildGraph
import Datasets
import Manuscript
import NeuralNetworks

/// A data set, split for training.
public struct TrainingImages: Encodable, Sendable {
    let data: Input<LabelledData>
    let statistics: Input<ImageStatistics>
    let origin: Input<ImageOrigin.Value>
    /// The last training images, which no network learns.
    let validationImages: Int

    init(_ data: ImageData, validationImages: Int) {
        self.data = Input(data)
        self.validationImages = validationImages
        statistics = Input(LearntImageStatistics(data: self.data, validationImages: validationImages))
        origin = Input(ImageOrigin(data: self.data))
    }

    /// The images that are learnt, of so many.
    func learnt(of count: Int) -> Range<Int> { Self.learnt(of: count, validationImages: validationImages) }

    fileprivate static func learnt(of count: Int, validationImages: Int) -> Range<Int> { 0..<max(1, count - validationImages) }
}

/// Mean and variance of the images that are learnt.
public struct LearntImageStatistics: Target {
    let data: Input<LabelledData>
    let validationImages: Int

    public func make(_ inputs: Inputs) throws -> ImageStatistics {
        let images = LabelledImages(try inputs[data].training)
        return ImageStatistics(images.slice(TrainingImages.learnt(of: images.count, validationImages: validationImages)))
    }
}

/// Which images they are, in words: for every figure and claim that is made from them.
public struct ImageOrigin: Target {
    public struct Value: Codable, Sendable, Equatable {
        /// "CIFAR-10".
        public var name: String
        public var provenance: DataProvenance
        /// "CIFAR-10, the official files".
        public var text: String
        public var trainingImages: Int
        public var testImages: Int
    }

    let data: Input<LabelledData>
    public var label: String? { "images" }

    public func make(_ inputs: Inputs) throws -> Value {
        let data = try inputs[data]
        return Value(
            name: data.name, provenance: data.provenance, text: "\(data.name), \(data.provenance.description)",
            trainingImages: data.training.count, testImages: data.test.count)
    }
}

extension ImageOrigin.Value {
    /// What a figure says of its images: nothing where they are what they are called.
    var note: String { provenance == .synthetic ? "on \(provenance.description), not on \(name)" : "" }

    /// An observation on these images: what only stands in for the data decides nothing about it.
    func observation(_ seen: LearningObservation, _ details: String) -> Observation {
        let data = [text, details, seen.note].compactMap { $0 }.joined(separator: "; ")
        let doubt = provenance == .synthetic ? "it is about \(name), and this is \(provenance.description)" : seen.doubt
        let observation = Observation(seen.form, data: data)
        return doubt.map(observation.reserved) ?? observation
    }
}
