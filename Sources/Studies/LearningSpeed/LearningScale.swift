// The size of the trainings: the same figures and claims, with as many networks, steps and rates as a build can afford.
// P1 gives width, depth and the six networks of figure 4; grids, batches, steps and numbers of networks are our choice.
import Manuscript

/// The scale of the trainings.
public struct LearningScale: Codable, Hashable, Sendable {
    package var curves: CurvesScale
    package var times: TimesScale
    package var isometry: IsometryScale
    package var images: ImagesScale
    /// Figure 4 on MNIST.
    package var digits: CurvesScale
    package var digitImages: ImagesScale
    package var longer: LongerScale

    /// The scale of a profile.
    public init(_ profile: Profile) {
        switch profile {
        case .smoke:
            self.init(
                curves: .smoke, times: .smoke, isometry: .smoke, images: .smoke, digits: .smokeDigits, digitImages: .smokeDigits, longer: .smoke)
        case .laptop:
            self.init(
                curves: .laptop, times: .laptop, isometry: .laptop, images: .laptop, digits: .laptopDigits, digitImages: .laptopDigits, longer: .laptop)
        case .overnight:
            self.init(
                curves: .overnight, times: .overnight, isometry: .overnight, images: .overnight, digits: .overnightDigits,
                digitImages: .overnightDigits, longer: .overnight)
        case .paper:
            self.init(
                curves: .paper, times: .paper, isometry: .paper, images: .paper, digits: .paperDigits, digitImages: .paperDigits, longer: .paper)
        }
    }

    package init(
        curves: CurvesScale, times: TimesScale, isometry: IsometryScale, images: ImagesScale, digits: CurvesScale, digitImages: ImagesScale,
        longer: LongerScale
    ) {
        (self.curves, self.times, self.isometry, self.images) = (curves, times, isometry, images)
        (self.digits, self.digitImages, self.longer) = (digits, digitImages, longer)
    }
}
