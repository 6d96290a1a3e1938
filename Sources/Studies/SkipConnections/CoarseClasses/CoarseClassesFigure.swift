// Accuracy and degenerate shares along the training on other images, drawn as those of the study's first figure of Hessians.
import BuildGraph
import Experiments
import Manuscript

/// Degenerate and negative eigenvalues, and accuracy, against steps, on coarse classes.
struct CoarseClassesFigure: Figure {
    let plot = Plot(
        "coarse-classes", height: 620, script: SourceFile("figures/hessian-degeneracy.gp"), styles: [.figureStyle, .panelLayout])
    let networks: CurvatureNetworks
    let origin: Input<ImageOrigin.Value>

    func draw(_ inputs: Inputs) throws -> Drawing { try DegeneracyFigure(networks: networks, origin: origin).draw(inputs) }
}
