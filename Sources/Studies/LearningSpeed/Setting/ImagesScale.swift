// The images of all trainings: learnt, chosen on and judged on.

/// The images that are learnt, chosen on and judged on.
package struct ImagesScale: Hashable, Sendable {
    package var training: Int
    /// The last of the training images, which no network learns and on which rates are chosen.
    package var validation: Int
    package var test: Int
    /// Images that a training is evaluated on while it runs, test images or validation images; at its end all are.
    package var course: Int

    package init(training: Int, validation: Int, test: Int, course: Int) {
        (self.training, self.validation, self.test, self.course) = (training, validation, test, course)
    }

    /// Of the validation images.
    var courseOfValidation: Int { min(course, validation) }

    /// Toy sizes, for the synthetic images of continuous integration.
    static let smoke = ImagesScale(training: 3000, validation: 500, test: 500, course: 500)
    static let laptop = ImagesScale(training: 50_000, validation: 5000, test: 10_000, course: 1000)
    static let paper = ImagesScale(training: 50_000, validation: 5000, test: 10_000, course: 10_000)
}

/// Batches of all trainings (our choice).
let batchSize = 128
