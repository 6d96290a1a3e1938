// The original's own comparison, its figure 3: accuracy and degenerate shares of plain, residual and hyper-residual networks on the 20
// coarse classes of CIFAR-100. The study can do without that data set. Where it is, the networks are drawn and tabled, and judge nothing.
import BuildGraph
import Datasets
import Experiments
import Manuscript

extension SkipConnections {
    /// What is shown where CIFAR-100 is there.
    static func coarseClasses(_ scale: SkipScale, _ setting: PaperSetting) -> PaperContents {
        let (figures, quantities) = coarseClasses(scale, data: .cifar100(.coarse, trainingImages: scale.trainingImages, testImages: scale.testImages))
        return setting.contents(from: "CIFAR-100", figures: figures, quantities: quantities)
    }

    /// The networks of the study's first figure of Hessians, fewer of them, on other images.
    package static func coarseClasses(_ scale: SkipScale, data: ImageData) -> (figures: [any Figure], quantities: [AnyInput]) {
        let reduced = Input(PrincipalComponents(data: Input(data), count: scale.inputs))
        let images = TrainingImages(derived: reduced, numbersPerImage: scale.inputs), origin = Input(ImageOrigin(data: reduced, label: "coarse-images"))
        let seeds = (0..<scale.coarseNetworks).map(Judging.choosingSeed)
        let networks = CurvatureNetworks(scale.curvature, on: images, inputs: scale.inputs, seeds: seeds)
        return (
            [CoarseClassesFigure(networks: networks, origin: origin)],
            [AnyInput(CoarseClassesTable(networks, on: images, seeds: seeds)), AnyInput(origin)])
    }
}
