// The command `paper` of this paper: what it consists of, at which scales, and nothing else.
import BuildGraph
import Datasets
import DynamicalIsometry
import LinearAlgebra
import Manuscript
import PaperCommand

BLAS.start()
let paper = Paper(
    title: "Resurrecting the sigmoid, reproducibly",
    subtitle: "Dynamical isometry in deep networks: theory, simulation, and the build that checks them",
    authors: [],
    abstract: SourceFile("paper/00-abstract.md"),
    chapters: [
        SourceFile("paper/01-introduction.md"), SourceFile("paper/02-mean-field.md"),
        SourceFile("paper/03-spectra.md"), SourceFile("paper/04-isometry.md"),
        SourceFile("paper/05-learning.md"), SourceFile("paper/06-claims.md"),
    ],
    profiles: [
        Profile("smoke", summary: "every target at toy scale, for continuous integration"),
        Profile("laptop", summary: "spectra at the original's width, training at a smaller one; minutes on two cores", isDefault: true),
        Profile("paper", summary: "everything as large as in the original: weeks on two cores"),
    ],
    dataSets: ["CIFAR-10"]
) { setting in
    let scale = LearningScale(profile: setting.profile.name)
    // Continuous integration needs no download: at toy scale everybody has the same stand-in.
    let isReal = setting.data.contains("CIFAR-10") && setting.profile.name != "smoke"
    let images =
        isReal
        ? ImageData.cifar10(trainingImages: scale.trainingImages, testImages: scale.testImages)
        : ImageData.syntheticCIFAR10(trainingImages: min(scale.trainingImages, 10_000), testImages: min(scale.testImages, 2000))
    return DynamicalIsometry.contents(Scale(profile: setting.profile.name)) + Learning.contents(scale, data: images, look: setting.look)
}
let software = [
    "BLAS": "\(BLAS.configuration), kernels \(BLAS.coreName)", "compiler": compilerVersion, "vectors": "\(VectorUnit.compiledBits) bits",
]
runPaperCommand(
    paper, code: compiledCode, software: software, checks: [.blas, .vectors],
    threadVariables: ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS"])
