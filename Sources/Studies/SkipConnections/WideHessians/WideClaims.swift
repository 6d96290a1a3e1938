// P3-1 at the original's width, where only bounds on the spectra are known.
import BuildGraph
import Experiments
import Manuscript

/// A claim about the degeneracy of wide networks.
package struct WideClaim: StatedClaim {
    package let stated: ClaimStatement
    let step: ArchitectureStep
    let measure: EstimatedMeasure
    let networks: WideNetworks
    let origin: Input<ImageOrigin.Value>
    let judges: Judging
    package var judging: Judging? { judges }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let setting = networks.setting
        return try inputs[origin].observation(
            try inputs.records(of: networks, measure).observation(of: step),
            """
            \(networks.inputs) principal components, \(networks.depths[0]) layers of \(setting.width), \(setting.steps) steps, \(networks.probes) \
            vectors of \(networks.steps) Lanczos steps on \(networks.samples) images, \(networks.trainings[0][0].count) networks of each kind
            """)
    }
}

extension WideClaim {
    package typealias Statement = (step: ArchitectureStep, measure: EstimatedMeasure, stated: ClaimStatement)

    package static let statements: [Statement] = [
        (
            .residual, .absolute,
            ClaimStatement(
                "P3-1h", .first, "In networks of the original's width, too, a larger share of the Hessian's eigenvalues is degenerate in plain than in residual ones.",
                source: "P3, figure 3",
                .greater(than: 0, because: "the share with |λ| < 0.001 is larger, at the ends of the bounds where the difference is least"))
        ),
        (
            .hyperResidual, .absolute,
            ClaimStatement(
                "P3-1i", .first,
                "In networks of the original's width, too, a larger share of the Hessian's eigenvalues is degenerate in residual than in hyper-residual ones.",
                source: "P3, figure 3",
                .greater(than: 0, because: "the share with |λ| < 0.001 is larger, at the ends of the bounds where the difference is least"))
        ),
    ]
}
