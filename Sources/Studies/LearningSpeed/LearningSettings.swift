// The settings of the trainings, for the text.
import BuildGraph
import Manuscript
import NetworkModels
import NeuralNetworks

/// The settings of the trainings: `learning.curves.depth`, `learning.times.depths`.
struct LearningSettings: Target {
    /// Figure 4. Grids of rates are given as text.
    struct Curves: Codable, Sendable {
        var depth, width, steps, networks, choosers, choosingSteps, ratesTried: Int
        var sgdRates, momentumRates, adaptiveRates: String
        /// How often each image is seen.
        var epochs: Double
    }

    /// Figure 5.
    struct Times: Codable, Sendable {
        var width, longest, networksAtSmallest, networks, choosers: Int
        var depths, qStars, scaledRates, smallestQStar: String
        /// The largest depth divided by the smallest, and by the width.
        var depthRange, depthOverWidth: Double
    }

    /// Figure 6.
    struct Isometry: Codable, Sendable {
        var depth, width, steps, networks, choosers, jacobianImages: Int
        /// eta L.
        var scaledRate: Double
    }

    struct Value: Codable, Sendable {
        var curves: Curves
        /// On MNIST.
        var digits: Curves
        var times: Times
        var isometry: Isometry
        var batchSize, validationImages, testImages, courseImages: Int
    }

    let value: Value
    var label: String? { "learning" }

    init(_ scale: LearningScale) {
        // In their shortest form: 0.01 and not 0.0100.
        func list(_ numbers: [Double]) -> String {
            numbers.map { $0 < 1e-4 ? NumberText.text($0, .significant(3), in: .plain) ?? "?" : "\($0)" }.joined(separator: ", ")
        }
        let (times, isometry, images) = (scale.times, scale.isometry, scale.images)
        func settings(_ curves: CurvesScale, _ images: ImagesScale) -> Curves {
            Curves(
                depth: curves.depth, width: curves.width, steps: curves.steps, networks: curves.networks, choosers: curves.choosers.networks,
                choosingSteps: curves.choosers.steps, ratesTried: curves.rates, sgdRates: list(curves.rates(of: .sgd)),
                momentumRates: list(curves.rates(of: .momentum)), adaptiveRates: list(curves.rates(of: .adam)),
                epochs: Double(curves.steps * batchSize) / Double(max(1, images.training - images.validation)))
        }
        value = Value(
            curves: settings(scale.curves, images), digits: settings(scale.digits, scale.digitImages),
            times: Times(
                width: times.width, longest: times.longest, networksAtSmallest: times.networksAtSmallest, networks: times.networks,
                choosers: times.choosers.networks, depths: times.depths.map(String.init).joined(separator: ", "),
                qStars: times.qStars.map(Fraction.text).joined(separator: ", "),
                scaledRates: times.scaledRates.map(Fraction.text).joined(separator: ", "),
                smallestQStar: times.qStars.first.map(Fraction.text) ?? "",
                depthRange: Double(times.depths.last ?? 1) / Double(times.depths.first ?? 1),
                depthOverWidth: Double(times.depths.last ?? 1) / Double(times.width)),
            isometry: Isometry(
                depth: isometry.depth, width: isometry.width, steps: isometry.steps, networks: isometry.networks, choosers: isometry.choosers,
                jacobianImages: isometry.jacobianImages, scaledRate: isometry.scaledRate),
            batchSize: batchSize, validationImages: images.validation, testImages: images.test, courseImages: images.course)
    }

    func make(_ inputs: Inputs) throws -> Value { value }
}
