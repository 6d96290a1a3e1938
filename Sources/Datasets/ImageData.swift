// A data set as a target of the build: read from the publisher's files, or generated where there are none. Everything
// that is made from images starts here, and can ask where they come from.
import BuildGraph

/// The images of a data set.
public struct ImageData: Target {
    /// Where the images come from.
    public enum Source: Codable, Sendable, Hashable {
        case synthetic(SyntheticImages)
    }

    let source: Source
    /// Images of each part at most.
    let trainingImages: Int
    let testImages: Int

    /// The stand-in for CIFAR-10.
    public static func syntheticCIFAR10(trainingImages: Int, testImages: Int, seed: UInt64 = 10) -> ImageData {
        ImageData(source: .synthetic(SyntheticImages(seed: seed)), trainingImages: trainingImages, testImages: testImages)
    }

    public static var kind: TargetKind { .dataSet }

    public func make(_ inputs: Inputs) throws -> LabelledData {
        switch source {
        case .synthetic(let images):
            LabelledData(
                name: "CIFAR-10", provenance: .synthetic, training: images.images(0..<trainingImages),
                test: images.images(trainingImages..<trainingImages + testImages))
        }
    }
}
