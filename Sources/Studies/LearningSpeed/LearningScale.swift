// How large the trainings are: the same figures and claims, with as many networks, steps and rates as a build can afford.
// P1 tells width, depth and the six networks of figure 4; grids, batches, steps and numbers of networks are our choice.
import Manuscript

/// The scale of the trainings.
public struct LearningScale: Hashable, Sendable {
    package var curves: CurvesScale
    package var times: TimesScale
    package var isometry: IsometryScale
    package var images: ImagesScale

    /// The scale of a profile.
    public init(_ profile: Profile) {
        switch profile {
        case .smoke: self.init(curves: .smoke, times: .smoke, isometry: .smoke, images: .smoke)
        case .laptop: self.init(curves: .laptop, times: .laptop, isometry: .laptop, images: .laptop)
        case .paper: self.init(curves: .paper, times: .paper, isometry: .paper, images: .paper)
        }
    }

    package init(curves: CurvesScale, times: TimesScale, isometry: IsometryScale, images: ImagesScale) {
        (self.curves, self.times, self.isometry, self.images) = (curves, times, isometry, images)
    }
}

/// The images that are learnt, chosen on and judged on.
package struct ImagesScale: Hashable, Sendable {
    package var training: Int
    /// The last of the training images, which no network learns and on which rates are chosen.
    package var validation: Int
    package var test: Int
    /// Test images that a training is evaluated on while it runs; at its end all are.
    package var course: Int

    package init(training: Int, validation: Int, test: Int, course: Int) {
        (self.training, self.validation, self.test, self.course) = (training, validation, test, course)
    }

    /// Toy sizes, for the synthetic images of continuous integration.
    static let smoke = ImagesScale(training: 3000, validation: 500, test: 500, course: 500)
    static let laptop = ImagesScale(training: 50_000, validation: 5000, test: 10_000, course: 1000)
    static let paper = ImagesScale(training: 50_000, validation: 5000, test: 10_000, course: 10_000)
}

/// Networks that choose a rate, a window or a q*, and judge nothing. Their seeds are no series' (`Judging.choosingSeed`).
package struct Choosers: Hashable, Sendable {
    var networks: Int
    /// Steps of their trainings.
    var steps: Int

    package init(networks: Int, steps: Int) { (self.networks, self.steps) = (networks, steps) }

    var seeds: [Int] { (0..<networks).map(Judging.choosingSeed) }
}

/// Batches of all trainings (our choice).
let batchSize = 128
