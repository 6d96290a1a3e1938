// The images that choose rates are not the images that judge: the last training images are set aside for choosing.
import BuildGraph
import Datasets
import Experiments

/// A data set without its last training images, which take the place of the test images if rates are to be chosen.
struct SplitImages: Target {
    let data: Input<LabelledData>
    let validationImages: Int
    let isForChoosing: Bool

    func make(_ inputs: Inputs) throws -> LabelledData {
        let all = try inputs[data], learnt = max(1, all.training.count - validationImages)
        return LabelledData(
            name: all.name, provenance: all.provenance, training: all.training.part(0..<learnt),
            test: isForChoosing ? all.training.part(learnt..<all.training.count) : all.test)
    }
}

extension ImageSet {
    /// Some of the images.
    func part(_ range: Range<Int>) -> ImageSet {
        var part = ImageSet(height: height, width: width, channels: channels, classes: classes, labels: Array(labels[range]))
        part.bytes = Array(bytes[range.lowerBound * numbersPerImage..<range.upperBound * numbersPerImage])
        return part
    }
}
