// All trainings of the study, and what is shown and claimed of them.
import BuildGraph
import Datasets
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// MNIST with the squared error at all depths; its cross-entropy and CIFAR-10 at the deep ones.
package struct TrainingPanels: Sendable {
    let digits, crossEntropy, colour: TrainingPanel
    let judging: Judging

    package init(_ scale: OrthogonalTrainingScale, _ setting: PaperSetting) {
        // Continuous integration needs no download: at toy scale every build uses the same stand-in.
        func isReal(_ name: String) -> Bool { setting.data.contains(name) && setting.profile != .smoke }
        let (training, test) = (scale.trainingImages + scale.validationImages, scale.testImages)
        let mnist = isReal("MNIST")
            ? ImageData.mnist(trainingImages: training, testImages: test) : .syntheticMNIST(trainingImages: training, testImages: test)
        let cifar = isReal("CIFAR-10")
            ? ImageData.cifar10(trainingImages: training, testImages: test) : .syntheticCIFAR10(trainingImages: training, testImages: test)
        let judging = setting.judging("orthogonal-training", looks: 1)
        func panel(_ loss: Objective.Loss, _ data: ImageData, _ name: String, _ depths: [Int], _ networks: Int, _ rates: [Double]) -> TrainingPanel {
            TrainingPanel(loss, on: data, standsFor: name, depths: depths, networks: networks, rates: rates, scale, judging: judging)
        }
        digits = panel(.squaredError, mnist, "MNIST", scale.depths, scale.networks, scale.rates)
        crossEntropy = panel(.crossEntropy, mnist, "MNIST", [scale.deep], scale.otherNetworks, scale.smallerRates)
        colour = panel(.squaredError, cifar, "CIFAR-10", [scale.deep], scale.colourNetworks, scale.smallerRates)
        self.judging = judging
    }

    /// Figures, claims and quantities about training.
    func contents(_ scale: OrthogonalTrainingScale) -> PaperContents {
        func spreads(_ panel: TrainingPanel) -> [Input<KernelSpread.Value>] {
            panel.kinds.map { kind in
                Input(KernelSpread(trainings: kind.trainings, hidden: kind.plan.hidden, images: scale.kernelImages, source: kind.images))
            }
        }
        let ofDigits = spreads(digits), ofColour = spreads(colour)
        func claim(_ question: TrainingQuestion, _ stated: ClaimStatement, _ panel: TrainingPanel, _ spreads: [Input<KernelSpread.Value>]) -> any Claim {
            TrainingClaim(
                stated: stated, question: question, panel: panel, spreads: spreads, shallow: scale.shallow, deep: scale.deep, networks: judging)
        }
        let frozen = [scale.shallow, scale.deep].compactMap { depth in
            digits.kind(.orthogonal, depth: depth).map { kind in
                Input(FrozenKernel(
                    source: kind.images, depth: depth, rate: kind.rate, steps: scale.steps, testImages: min(500, scale.testImages),
                    trainingImages: scale.trainingImages))
            }
        }
        let ofDeep = zip(digits.kinds, ofDigits).filter { $0.0.depth == scale.deep }
        let equalRates = ofDeep.count == 2
            ? [AnyInput(EqualRates(
                ofDeep[0].0, ofDeep[1].0, spreads: ofDeep.map(\.1), seeds: (0..<judging.count(scale.networks)).map(judging.seed), images: scale.kernelImages))]
            : []
        return PaperContents(
            figures: [
                OrthogonalTrainingFigure(panel: digits, spreads: ofDigits, shallow: scale.shallow, deep: scale.deep, frozen: frozen),
                DeepAccuracy(panels: [digits, crossEntropy, colour], depth: scale.deep),
            ],
            claims: TrainingClaim.statements.map { claim($0, $1, digits, ofDigits) }
                + TrainingClaim.onColour.map { claim($0, $1, colour, ofColour) },
            quantities: [AnyInput(TrainingTable(panels: [digits, crossEntropy, colour], spreads: ofDigits, scale: scale))] + equalRates)
    }
}
