// The command `paper` of this paper: which studies it consists of, and at which scales.
import BuildGraph
import DeepLinearDynamics
import DynamicalIsometry
import LearningSpeed
import LinearAlgebra
import Manuscript
import OrthogonalWeights
import PaperCommand
import SameNetworks
import SkipConnections

BLAS.avoidIdleThreads()
BLAS.start()
let paper = Paper(
    title: "Resurrecting the sigmoid, reproducibly",
    subtitle: "Dynamical isometry in deep networks: theory, simulation, and the build that checks them",
    authors: [],
    abstract: SourceFile("paper/00-abstract.md"),
    chapters: [SourceFile("paper/01-introduction.md")],
    studies: [DynamicalIsometry.self, LearningSpeed.self, DeepLinearDynamics.self, SkipConnections.self, OrthogonalWeights.self, SameNetworks.self],
    closing: ["02-discussion", "03-claims", "04-derivations"].map { SourceFile("paper/\($0).md") },
    profiles: [
        ProfileSetting(.laptop, summary: "spectra at the original's width, training at a smaller one; minutes on two cores"),
        ProfileSetting(.smoke, summary: "every target at toy scale, for continuous integration"),
        ProfileSetting(
            .overnight, summary: "P1's trainings at the original's width and depth, for few steps; the rest as large as a night allows: hours on two cores",
            budget: .seconds(4 * 3600)),
        ProfileSetting(.paper, summary: "everything as large as in the original: weeks on two cores"),
    ])
let software = [
    "BLAS": "\(BLAS.configuration), kernels \(BLAS.coreName)", "compiler": compilerVersion, "vectors": "\(VectorUnit.compiledBits) bits",
]
runPaperCommand(
    paper, code: compiledCode, software: software, checks: [.addressSpace, .blas, .vectors],
    threadVariables: ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS"])
