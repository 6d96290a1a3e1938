// The command `paper` of this paper: what it consists of, at which scales, and nothing else.
import BuildGraph
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
    ],
    profiles: [
        Profile("smoke", summary: "every target at toy scale, for continuous integration"),
        Profile("laptop", summary: "networks of width 1000, as in the paper; minutes on two cores", isDefault: true),
        Profile("paper", summary: "as laptop, with 30 networks a case"),
    ]
) { setting in
    DynamicalIsometry.contents(Scale(profile: setting.profile.name))
}
let software = ["BLAS": "\(BLAS.configuration), kernels \(BLAS.coreName)", "compiler": compilerVersion]
runPaperCommand(paper, code: compiledCode, software: software, checks: [.blas])
