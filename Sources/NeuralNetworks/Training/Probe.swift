// What is measured while a network trains, as values: a training's description holds its probes, so they are part of its
// key. Three kinds are enough: accuracy and Jacobians, whose course belongs to the training, and the parameters themselves,
// from which anything else (Hessians, tangent kernels, overlaps of units) is computed afterwards without training again.

/// A measurement of a network after chosen steps of its training.
public struct Probe: Hashable, Codable, Sendable {
    /// What is measured.
    public enum Quantity: Hashable, Codable, Sendable {
        /// Loss and accuracy on that many of the first held-out images, or all if there are fewer. If several probes ask for
        /// it after the same step, the largest number of images counts.
        case accuracy(images: Int)
        /// The singular values of dx^L/dx⁰ at that many of the first held-out images. Statistics are means over them.
        case jacobian(images: Int)
        /// All parameters, in single precision.
        case parameters
    }

    public var quantity: Quantity
    /// After how many steps to measure, ascending; 0 is before the first step.
    public var steps: [Int]

    public init(_ quantity: Quantity, after steps: [Int]) {
        self.quantity = quantity
        self.steps = steps
    }
}

extension Probe {
    /// The course of the accuracy: at logarithmic steps on some images, and after the last step on another number of images.
    public static func accuracy(images: Int, atLast last: Int, imagesAtLast: Int? = nil, perDecade: Int = 12) -> [Probe] {
        let course = Probe(.accuracy(images: images), after: TrainingRun.logarithmicSteps(to: last, perDecade: perDecade))
        return [course] + (imagesAtLast.map { [Probe(.accuracy(images: $0), after: [last])] } ?? [])
    }
}

/// What is due after one step.
struct DueProbes {
    /// Held-out images to evaluate on; 0 for no evaluation.
    private(set) var accuracyImages = 0
    /// Held-out images at which the Jacobian is computed; 0 for none.
    private(set) var jacobianImages = 0
    private(set) var parameters = false

    init(_ probes: [Probe], after step: Int) {
        for probe in probes where probe.steps.contains(step) {
            switch probe.quantity {
            case .accuracy(let images): accuracyImages = max(accuracyImages, images)
            case .jacobian(let images): jacobianImages = max(jacobianImages, images)
            case .parameters: parameters = true
            }
        }
    }
}
