// The size of the experiment. Networks must be small enough for their whole Hessian, and deep enough for isometry to matter.
//
// Networks needed for a power of 90 %, at the level of a sentence that is judged for the first time: 0.025/m/2 with m = 12 tests, 1e-3.
// The mean of 14 pairs of networks must then lie 5.2 standard errors from its threshold, 1.4 of their standard deviations. Effects and
// spreads are those of three pairs of a little wider networks that judge nothing (seeds below a million):
//
//   * Q-1a: 0.17 with a spread of 0.12: 14 pairs. Q-1b: -0.01 with 0.17: undecided unless the pilot misled.
//   * Q-2a: 0.23 with 0.21: 22. Q-2b: -0.3 with 0.38: 36. Q-2c: 0.35 with 0.18: 9.
//   * Q-3a: -0.07 with 0.29: more than this profile can afford. Q-3b: -0.19 with 0.5: the same. Q-3c: 0.32 with 0.17: 9.
//   * Q-4a: 0.11 with 0.41: beyond. Q-4b: -0.39 with 0.18: 8. Q-5: -0.19 with 0.52: beyond.
//   * 0.004 in the kind with the least, with a spread of 0.03: beyond.
//
// At `overnight` as many pairs of wider networks learn from ten times as many images: effects are taken to be those of `laptop`.
import Manuscript
import NeuralNetworks

/// The scale of the experiment.
package struct SameNetworksScale: Codable, Hashable, Sendable {
    /// Principal components per image.
    var inputs: Int
    /// N and L; with the first layer and the readout there are L + 2 layers of weights.
    var width: Int
    var depth: Int
    var steps: Int
    var batchSize: Int
    /// Networks of each kind that are shown and judge: an even number, because they are compared in pairs.
    var networks: Int
    /// Networks of each kind that choose the rate, on images that are held out.
    var choosers: Int
    /// eta, ascending.
    var rates: [Double]
    var trainingImages: Int
    var validationImages: Int
    var testImages: Int
    /// Test images at which the Jacobian and the tangent kernel are computed.
    var jacobianImages: Int
    var kernelImages: Int
    /// Training images on which the Hessian is taken.
    var samples: Int
    /// After how many steps the networks are measured, and after which of these their Hessians are computed.
    var shownSteps: [Int]
    var hessianSteps: [Int]

    static let smoke = SameNetworksScale(
        inputs: 8, width: 6, depth: 4, steps: 60, batchSize: 64, networks: 4, choosers: 1, rates: [0.01, 0.1, 1], trainingImages: 600,
        validationImages: 200, testImages: 300, jacobianImages: 8, kernelImages: 8, samples: 48, shownSteps: [0, 5, 60], hessianSteps: [0, 60])
    static let laptop = SameNetworksScale(
        inputs: 16, width: 8, depth: 8, steps: 1000, batchSize: 128, networks: 28, choosers: 2, rates: [0.01, 0.0316, 0.1, 0.316, 1],
        trainingImages: 5000, validationImages: 1000, testImages: 2000, jacobianImages: 16, kernelImages: 24, samples: 256,
        shownSteps: [0, 1, 3, 10, 30, 100, 300, 1000], hessianSteps: [0, 10, 100, 1000])
    static let overnight = SameNetworksScale(
        inputs: 16, width: 12, depth: 8, steps: 3000, batchSize: 128, networks: 28, choosers: 2, rates: [0.01, 0.0316, 0.1, 0.316, 1],
        trainingImages: 50_000, validationImages: 5000, testImages: 10_000, jacobianImages: 16, kernelImages: 24, samples: 256,
        shownSteps: [0, 1, 3, 10, 30, 100, 300, 1000, 3000], hessianSteps: [0, 10, 100, 1000, 3000])
    static let paper = SameNetworksScale(
        inputs: 32, width: 20, depth: 8, steps: 30_000, batchSize: 128, networks: 32, choosers: 4,
        rates: [0.00316, 0.01, 0.0316, 0.1, 0.316, 1], trainingImages: 50_000, validationImages: 10_000, testImages: 10_000,
        jacobianImages: 32, kernelImages: 32, samples: 512, shownSteps: [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000],
        hessianSteps: [0, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000])
}

extension SameNetworksScale {
    package init(_ profile: Profile) {
        switch profile {
        case .smoke: self = .smoke
        case .laptop: self = .laptop
        case .overnight: self = .overnight
        case .paper: self = .paper
        }
    }
}
