// The images that all trainings share, and the split on which rates are chosen.
import BuildGraph
import Datasets
import NeuralNetworks

/// A data set, split for training.
public struct TrainingImages: Encodable, Sendable {
    package let data: Input<LabelledData>
    package let statistics: Input<ImageStatistics>
    /// How many of the last training images are reserved for validation.
    let validationImages: Int
    /// Numbers per image.
    let numbersPerImage: Int

    package init(_ data: ImageData, validationImages: Int) {
        self.data = Input(data)
        self.validationImages = validationImages
        numbersPerImage = data.numbersPerImage
        statistics = Input(LearntImageStatistics(data: self.data, validationImages: validationImages))
    }

    /// Images that another target has made of a data set; all of them are learnt.
    package init(derived data: Input<LabelledData>, numbersPerImage: Int) {
        (self.data, validationImages, self.numbersPerImage) = (data, 0, numbersPerImage)
        statistics = Input(LearntImageStatistics(data: data, validationImages: 0))
    }

    /// The range of images to train on, of `count`.
    func learnt(of count: Int) -> Range<Int> { Self.learnt(of: count, validationImages: validationImages) }

    fileprivate static func learnt(of count: Int, validationImages: Int) -> Range<Int> { 0..<max(1, count - validationImages) }
}

/// Mean and variance of the images to train on.
public struct LearntImageStatistics: Target {
    let data: Input<LabelledData>
    let validationImages: Int

    public func make(_ inputs: Inputs) throws -> ImageStatistics {
        let images = LabelledImages(try inputs[data].training)
        return ImageStatistics(images.slice(TrainingImages.learnt(of: images.count, validationImages: validationImages)))
    }
}
