// The stand-in for CIFAR-10: reproducible, smooth, and beyond a linear classifier.
import Datasets
import Testing

@Suite struct SyntheticImagesTests {
    let images = SyntheticImages(seed: 1).images(0..<600)

    @Test func anImageIsAFunctionOfItsNumberAndTheSeed() {
        #expect(SyntheticImages(seed: 1).images(100..<110).bytes == Array(images.bytes[100 * 3072..<110 * 3072]))
        #expect(SyntheticImages(seed: 2).images(0..<5).bytes != Array(images.bytes[..<(5 * 3072)]))
    }

    @Test func allClassesAreThereAboutEquallyOften() {
        // Binomial with 600 draws of 1/10: 60 ± 7.3; five standard deviations.
        for label in 0..<10 { #expect(abs(images.labels.count { $0 == label } - 60) < 37) }
    }

    @Test func neighbouringPixelsAreCorrelatedAsInPhotographs() {
        func correlation(_ distance: Int) -> Double {
            var products = 0.0, squares = 0.0
            for image in 0..<100 {
                let pixels = images.bytes[image * 3072..<image * 3072 + 1024].map { Double($0) - 120 }
                for y in 0..<32 {
                    for x in 0..<32 - distance { products += pixels[y * 32 + x] * pixels[y * 32 + x + distance] }
                    for x in 0..<32 - distance { squares += pixels[y * 32 + x] * pixels[y * 32 + x] }
                }
            }
            return products / squares
        }
        #expect(correlation(1) > 0.8)
        #expect(correlation(16) < correlation(4))
    }
}
