// What the page says of images that were generated in the place of a publisher's.
import BuildGraph
import Datasets
import PaperCommand
import Testing

@Suite struct GeneratedImagesTests {
    private func text(_ images: ImageData) -> String? {
        GeneratedImages(parameters: Input(images).node.parameters, names: ["CIFAR-10", "MNIST"])?.text
    }

    @Test func theyAreToldByTheirDataSetAndTheirNumbers() {
        #expect(text(.syntheticMNIST(trainingImages: 96, testImages: 64)) == "of MNIST 96 images for training and 64 for tests")
        #expect(text(.syntheticCIFAR10(trainingImages: 2000, testImages: 0)) == "of CIFAR-10 2000 images for training")
        // What was read from the publisher's files, and what is no image, has its own title.
        #expect(text(.mnist()) == nil && GeneratedImages(parameters: [], names: []) == nil)
    }
}
