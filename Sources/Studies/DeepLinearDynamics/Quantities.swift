// Numbers that the text quotes: targets with a label and named fields.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Steps at the best rate by depth: `linear-times.depths["D = 2"].steps`, `linear-times.limit`.
struct LinearTimes: Target {
    struct Depth: Codable, Sendable, Equatable {
        /// "D = 2".
        var name: String
        var depth: Int
        var steps: Double
    }

    struct Value: Codable, Sendable, Equatable {
        var eps: Double
        var depths: [Depth]
        var limit: Double
        /// q_∞(g): "g = 1.1".
        var variances: [Variance]
        /// Strengths of the tree's modes for many features, by group: "mode 1".
        var tree: [Mode]
    }

    struct Variance: Codable, Sendable, Equatable {
        var name: String
        var limit: Double
    }

    struct Mode: Codable, Sendable, Equatable {
        var name: String
        var strength: Double
        var multiplicity: Int
    }

    let eps = 0.01
    let depths = [2, 3, 5, 20, 99, 999]
    var label: String? { "linear-times" }

    func make(_ inputs: Inputs) throws -> Value {
        var first = 1
        let tree = TreeData.limit().map { group in
            defer { first += group.multiplicity }
            return Mode(name: "mode \(first)", strength: group.strength, multiplicity: group.multiplicity)
        }
        return Value(
            eps: eps,
            depths: try depths.map { .init(name: "D = \($0)", depth: $0, steps: try DecoupledCurvature.stepsAtBestRate(depth: $0, strength: 1, eps: eps)) },
            limit: try DecoupledCurvature.stepsAtBestRate(strength: 1, eps: eps),
            variances: [1.05, 1.1, 1.5, 2].map { .init(name: "g = \(Fraction.text($0))", limit: NonlinearEvidence.limit(gain: $0)) }, tree: tree)
    }
}

/// The settings of the networks, and what is known of their task: `linear.depth.randomWidth`, `linear.task.optimum`.
struct DynamicsSettings: Target {
    struct Task: Codable, Sendable, Equatable {
        var images, rank: Int
        /// Half the squared error summed over 50,000 images: of the best linear map, and the mark.
        var optimum, mark: Double
        var strongest, weakest: Double
        /// Root mean square correlations of central pixels, and of modes.
        var pixelCorrelation, modeCorrelation: Double
    }

    struct Value: Codable, Sendable, Equatable {
        var task: Task
        var treeStarts, hiddenUnits, randomWidth, randomComponents, networks, longest, rateCount: Int
        var layers, randomLayers: String
        var pretrainedHidden, pretrainingSteps, pretrainedSteps, pretrainedNetworks: Int
        var productWidth, realisations, jacobianWidth, jacobianNetworks, varianceWidth, varianceNetworks: Int
    }

    let treeStarts: Int
    let depth: DepthSetting
    let randomLayers: [Int]
    let randomComponents: Int
    let width, randomWidth, networks, randomLongest: Int
    let pretraining: PretrainingSetting
    let pretrainedNetworks: Int
    let products: [Int]
    let nonlinear: [Int]
    let isReal: Bool
    let images: Input<ImageCorrelations.Value>
    let decoupled: Input<DecoupledSweep.Value>
    var label: String? { "linear" }

    init(scale: DynamicsScale, isReal: Bool, images: Input<ImageCorrelations.Value>, decoupled: Input<DecoupledSweep.Value>) {
        let (deep, layered) = (scale.depth, scale.pretraining)
        (treeStarts, depth, randomLayers) = (scale.treeStarts, deep.setting, deep.randomSetting.layers)
        randomComponents = deep.randomSetting.components ?? 0
        (width, randomWidth, networks, randomLongest) = (deep.width, deep.randomWidth, deep.networks, deep.randomSetting.longest)
        (pretraining, pretrainedNetworks) = (layered.setting, layered.networks)
        products = [scale.products.width, scale.products.realisations]
        nonlinear = [scale.nonlinear.width, scale.nonlinear.networks, scale.nonlinear.variancesWidth, scale.nonlinear.variancesNetworks]
        (self.isReal, self.images, self.decoupled) = (isReal, images, decoupled)
    }

    func make(_ inputs: Inputs) throws -> Value {
        let value = try inputs[images], whitened = try value.whitened(), strengths = try inputs[decoupled].strengths
        func list(_ layers: [Int]) -> String { layers.map(String.init).joined(separator: ", ") }
        return Value(
            task: Task(
                images: value.images, rank: value.rank, optimum: DepthSetting.images * whitened.leastLoss,
                mark: DepthSetting.images * depth.mark(of: whitened, isReal: isReal), strongest: strengths.first ?? .nan,
                weakest: strengths.last ?? .nan, pixelCorrelation: value.centralPixels.meanCorrelation,
                modeCorrelation: try ModeCorrelations(value).matrix.meanCorrelation),
            treeStarts: treeStarts, hiddenUnits: width, randomWidth: randomWidth,
            randomComponents: randomComponents == 0 ? value.rank : randomComponents, networks: networks, longest: randomLongest,
            rateCount: depth.rates.count, layers: list(depth.layers), randomLayers: list(randomLayers), pretrainedHidden: pretraining.hidden,
            pretrainingSteps: pretraining.pretrainingSteps, pretrainedSteps: pretraining.steps, pretrainedNetworks: pretrainedNetworks,
            productWidth: products[0], realisations: products[1], jacobianWidth: nonlinear[0], jacobianNetworks: nonlinear[1],
            varianceWidth: nonlinear[2], varianceNetworks: nonlinear[3])
    }
}
