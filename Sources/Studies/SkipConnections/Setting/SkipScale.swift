// The size of the networks of this study. The paper's are 20 or 30 layers of 128 neurons on all pixels, with batches of 500 and
// Adam at a rate of 5e-4; smaller ones see principal components and take an eighth of the steps at eight times the rate (our choice).
//
// The wide networks have the original's width and depth. At `laptop` one of each kind shows what Lanczos's method finds there; at `paper`
// eight judge. With them and the binary landscapes the study has 36 tests; `PowerTable` says what its undecided claims would take.
//
// In the first series, with 24 networks, P3-1b was undecided at -0.004 with a spread of 0.025, P3-1f at 0.009 with 0.022, P3-1g at -0.0046 with
// 0.0097 and P3-8d at 0.009 with 0.018. At a quarter of the level they would take 890, 130, 110 and 110 networks, more than four minutes
// have room for; P3-2 shows no lead.
//
// Networks needed for a power of 90 %, at the level of a sentence that is judged for the first time: 0.025/m/2 with m = 26 tests,
// 4e-4, so that a mean of 16 networks must lie 5.4 standard errors from its threshold, one of 24 networks 5.1. The effects and
// spreads are those of three to six networks that judge nothing here (seeds below a million).
//
//   * P3-1a, c, e: plain networks have 0.32, 0.23 and 0.28 more degenerate eigenvalues than residual ones, with spreads of 0.06 to
//     0.10: 8 networks.
//   * P3-1b: residual minus hyper-residual is -0.007 with a spread of 0.025: 300 networks would be needed, so with 24 it stays
//     undecided unless the pilot misled. P3-1d: -0.09 with 0.09: 26.
//   * P3-1f, g: differences of the mean accuracy below 0.02 with spreads of 0.015: 24 detect 0.016.
//   * P3-2: 12 pairs of each kind detect a lead of 1.9 spreads; the lead was not measured.
//   * P3-8a, b: by construction, 4. P3-8c: 0.014 with a spread of 0.03: 120. P3-8d: below 0.01 with 0.02.
//   * P3-12: the shares differ by 0.5 to 0.8: 4.
//   * P3-3a to c: differences below 0.03 with spreads of 0.06: beyond this profile. P3-3d: 0.13 with 0.04: 8. P3-4c: 0.03 with 0.04: 50.
//   * P3-5: 0.24 with 0.03, P3-6: slopes of 10 spreads, P3-7: 0.37 with 0.05: 6.
//   * P3-14 was not measured before.
//
// At `overnight` networks have the original's widths and depths and an eighth to a quarter of its steps. With the effects and spreads above, 12
// Hessians decide P3-1a, c and e, and 6 networks P3-5, 6 and 7; the small differences of accuracy stay undecided, as at `laptop`.
import Experiments
import Manuscript

/// The scale of this study.
public struct SkipScale: Codable, Hashable, Sendable {
    var curvature: CurvatureScale
    var networks: NetworksScale
    var wide: WideScale
    /// Networks of each kind on CIFAR-100, which are drawn and judge nothing.
    var coarseNetworks: Int
    /// Principal components per image.
    var inputs: Int
    var trainingImages: Int
    var testImages: Int

    public init(_ profile: Profile) {
        switch profile {
        case .smoke: self.init(curvature: .smoke, networks: .smoke, wide: .smoke, coarseNetworks: 2, inputs: 16, trainingImages: 600, testImages: 200)
        case .laptop: self.init(curvature: .laptop, networks: .laptop, wide: .laptop, coarseNetworks: 8, inputs: 64, trainingImages: 5000, testImages: 2000)
        case .overnight:
            self.init(curvature: .overnight, networks: .overnight, wide: .overnight, coarseNetworks: 8, inputs: 64, trainingImages: 50_000, testImages: 10_000)
        case .paper: self.init(curvature: .paper, networks: .paper, wide: .paper, coarseNetworks: 16, inputs: 64, trainingImages: 50_000, testImages: 10_000)
        }
    }

    init(
        curvature: CurvatureScale, networks: NetworksScale, wide: WideScale, coarseNetworks: Int, inputs: Int, trainingImages: Int, testImages: Int
    ) {
        (self.curvature, self.networks, self.wide, self.coarseNetworks) = (curvature, networks, wide, coarseNetworks)
        (self.inputs, self.trainingImages, self.testImages) = (inputs, trainingImages, testImages)
    }
}

/// Networks so small that their whole Hessian is computed.
public struct CurvatureScale: Codable, Hashable, Sendable {
    var setting: TrainingSetting
    /// Images on which the Hessian is taken: at least four per input.
    var samples: Int
    /// Networks of each kind that are shown and judge; an even number, because they are also compared in pairs.
    var networks: Int
    /// Untrained networks of each kind in the question about isometry.
    var untrained: Int

    static let smoke = CurvatureScale(
        setting: TrainingSetting(
            width: 8, depth: 4, steps: 30, batchSize: 100, rate: 4e-3, accuracyImages: 600, snapshots: [0, 3, 30], jacobianImages: 4),
        samples: 64, networks: 4, untrained: 3)
    static let laptop = CurvatureScale(
        setting: TrainingSetting(
            width: 8, depth: 10, steps: 1200, batchSize: 250, rate: 4e-3, accuracyImages: 2500, snapshots: [0, 50, 250, 1200], jacobianImages: 8),
        samples: 256, networks: 24, untrained: 12)
    static let overnight = CurvatureScale(
        setting: TrainingSetting(
            width: 12, depth: 20, steps: 2500, batchSize: 500, rate: 2e-3, accuracyImages: 5000, snapshots: [0, 100, 500, 2500], jacobianImages: 8),
        samples: 256, networks: 12, untrained: 8)
    static let paper = CurvatureScale(
        setting: TrainingSetting(
            width: 12, depth: 20, steps: 10_000, batchSize: 500, rate: 5e-4, accuracyImages: 10_000,
            snapshots: [0, 100, 300, 1000, 3000, 10_000], jacobianImages: 8),
        samples: 512, networks: 32, untrained: 16)
}

/// Deeper networks of which only the accuracy and the gradients are wanted.
public struct NetworksScale: Codable, Hashable, Sendable {
    var setting: TrainingSetting
    /// Networks of each kind that are shown and judge.
    var networks: Int
    /// Folded skips: how often the number of distinct vectors is halved at most.
    var folds: Int
    /// The decays τ of unit-circle skips, ascending.
    var decays: [Double]
    /// The grid of BiasReg, and the networks that choose from it. At `laptop` the choosers of the first series took the
    /// least of a grid from 1e-3 and 0.25 on, and those of the second the corner of 1e-4 and 1 in a grid from 1e-4 and 0.125 to 1. So
    /// it was widened again before a network of the second series was judged: choosers judge nothing. Steps are wide because a weak pull to a
    /// far target depends on the product of the two alone.
    var strengths: [Double]
    var deviations: [Double]
    var choosers: Int
    /// Samples of the gradients with respect to signals.
    var gradientSamples: Int

    static let smoke = NetworksScale(
        setting: TrainingSetting(
            width: 16, depth: 8, steps: 30, batchSize: 100, rate: 4e-3, accuracyImages: 600, snapshots: [0, 10, 30], jacobianImages: 0),
        networks: 3, folds: 3, decays: [0.1, 0.4], strengths: [0.01, 0.1], deviations: [0.25, 0.5], choosers: 1, gradientSamples: 100)
    static let laptop = NetworksScale(
        setting: TrainingSetting(
            width: 32, depth: 20, steps: 1200, batchSize: 250, rate: 4e-3, accuracyImages: 2500, snapshots: [0, 50, 250, 1200], jacobianImages: 0),
        networks: 16, folds: 5, decays: [0.025, 0.05, 0.1, 0.2], strengths: [1e-6, 1e-5, 1e-4, 1e-3],
        deviations: [0.25, 1, 4, 16], choosers: 2,
        gradientSamples: 500)
    static let overnight = NetworksScale(
        setting: TrainingSetting(
            width: 128, depth: 30, steps: 1200, batchSize: 250, rate: 4e-3, accuracyImages: 2500, snapshots: [0, 50, 250, 1200], jacobianImages: 0),
        networks: 6, folds: 7, decays: [0.01, 0.02, 0.04, 0.08], strengths: [1e-6, 1e-5, 1e-4, 1e-3], deviations: [0.25, 1, 4, 16], choosers: 1,
        gradientSamples: 500)
    static let paper = NetworksScale(
        setting: TrainingSetting(
            width: 128, depth: 30, steps: 10_000, batchSize: 500, rate: 5e-4, accuracyImages: 50_000, snapshots: [0, 100, 1000, 10_000],
            jacobianImages: 0),
        networks: 20, folds: 7, decays: [0.01, 0.02, 0.04, 0.08], strengths: [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1],
        deviations: [0.125, 0.25, 0.5, 1, 2, 4, 8],
        choosers: 4, gradientSamples: 500)
}

/// Networks of the original's width, whose spectra are estimated.
public struct WideScale: Codable, Hashable, Sendable {
    /// For all depths.
    var setting: TrainingSetting
    var depths: [Int]
    /// Images on which the Hessian is taken.
    var samples: Int
    /// Random vectors, and products with each: with P = 300,000 parameters two vectors know a share to 0.002.
    var probes: Int
    var steps: Int
    /// Networks of each kind and depth.
    var networks: Int

    func plan(_ kind: NetworkKind, depth: Int) -> TrainingPlan {
        var setting = setting
        setting.depth = depth
        return setting.plan(kind)
    }

    static let smoke = WideScale(
        setting: TrainingSetting(
            width: 16, depth: 6, steps: 10, batchSize: 100, rate: 4e-3, accuracyImages: 200, snapshots: [0, 10], jacobianImages: 0),
        depths: [6], samples: 64, probes: 2, steps: 20, networks: 2)
    static let laptop = WideScale(
        setting: TrainingSetting(
            width: 128, depth: 20, steps: 200, batchSize: 250, rate: 5e-4, accuracyImages: 1000, snapshots: [0, 200], jacobianImages: 0),
        depths: [20], samples: 500, probes: 2, steps: 80, networks: 1)
    static let overnight = WideScale(
        setting: TrainingSetting(
            width: 128, depth: 20, steps: 1200, batchSize: 250, rate: 4e-3, accuracyImages: 2500, snapshots: [0, 1200], jacobianImages: 0),
        depths: [20], samples: 500, probes: 2, steps: 80, networks: 6)
    static let paper = WideScale(
        setting: TrainingSetting(
            width: 128, depth: 20, steps: 10_000, batchSize: 500, rate: 5e-4, accuracyImages: 10_000,
            snapshots: [0, 100, 1000, 10_000], jacobianImages: 0),
        depths: [20, 30], samples: 2000, probes: 4, steps: 150, networks: 8)
}
