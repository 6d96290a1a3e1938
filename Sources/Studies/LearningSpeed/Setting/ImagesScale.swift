// How many images all trainings use for training, for choosing rates and for judging.

/// The numbers of images for training, validation and testing.
package struct ImagesScale: Codable, Hashable, Sendable {
    package var training: Int
    /// How many of the last training images are held out for choosing rates.
    package var validation: Int
    package var test: Int
    /// Images, from the test or the validation set, on which a training is evaluated while it runs; at its end all are used.
    package var course: Int

    package init(training: Int, validation: Int, test: Int, course: Int) {
        (self.training, self.validation, self.test, self.course) = (training, validation, test, course)
    }

    /// The same, limited to the validation images.
    var courseOfValidation: Int { min(course, validation) }

    /// Toy sizes, for the synthetic images of continuous integration.
    static let smoke = ImagesScale(training: 3000, validation: 500, test: 500, course: 500)
    static let laptop = ImagesScale(training: 50_000, validation: 5000, test: 10_000, course: 1000)
    /// Fewer are evaluated during training: of P1's networks 400 images cost as much as a step.
    static let overnight = ImagesScale(training: 50_000, validation: 1000, test: 10_000, course: 500)
    static let paper = ImagesScale(training: 50_000, validation: 5000, test: 10_000, course: 10_000)
}

/// The batch size of all trainings (our choice).
let batchSize = 128
