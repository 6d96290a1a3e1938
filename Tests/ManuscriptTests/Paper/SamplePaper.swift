// A small paper with one of everything: figures, claims of all verdicts, quoted values, equations, references.
import BuildGraph
import Foundation
import Manuscript

struct Decay: Target {
    var depths: [Double] = [2, 8, 32]
    var label: String? { "network" }

    struct Rate: Codable, Sendable {
        var value: Double
        var standardError: Double
    }

    struct Value: Codable, Sendable {
        var rate: Rate
        var depths: [Double]
        var curves: [[Double]]
        var layers: Int
        var small: Double
        var name: String
        var edges: Table
    }

    func make(_ inputs: Inputs) throws -> Value {
        let x = (0...60).map { Double($0) / 20 }
        return Value(
            rate: Rate(value: 0.98765, standardError: 0.0123), depths: depths, curves: depths.map { depth in x.map { exp(-$0 * depth.squareRoot()) } },
            layers: 12345, small: -3.21e-7, name: "hard-tanh",
            edges: Table(
                "depth", columns: [.init("largest", heading: "$s_{\\max}$", format: .fixed(2))],
                rows: depths.map { .init("L = \(Int($0))", label: "$L = \(Int($0))$", [.number($0.squareRoot())]) }))
    }
}

struct DecayFigure: Figure {
    let plot: Plot
    let decay: Input<Decay.Value>

    func draw(_ inputs: Inputs) throws -> Drawing {
        let decay = try inputs[decay]
        var drawing = Drawing()
        drawing.add("theory", family: zip(decay.depths, decay.curves).map { depth, curve in
            let x = curve.indices.map { Double($0) / 20 }
            return .init("L = \(Int(depth))", [Column("depth", constant: depth), Column("x", x), Column("density", curve)])
        })
        drawing.add("simulation", family: zip(decay.depths, decay.curves).map { depth, curve in
            let every = Array(stride(from: 0, to: curve.count, by: 4))
            return .init("L = \(Int(depth)), simulated", [
                Column("depth", constant: depth), Column("x", every.map { Double($0) / 20 }),
                Column("density", every.map { curve[$0] * (1 + 0.04 * sin(Double($0))) }),
            ])
        })
        return drawing
    }
}

struct DecayClaim: Claim {
    let id: String
    let statement: String
    let source: String
    let criterion: Criterion
    let observation: Observation
    let decay: Input<Decay.Value>
    var judging: Judging?

    func observe(_ inputs: Inputs) throws -> Observation {
        _ = try inputs[decay]
        return observation
    }
}

enum SamplePaper {
    static let decay = Decay()

    static func claims() -> [any Claim] {
        let decay = Input(decay)
        let near = [0.981, 0.994, 0.989, 0.990, 0.985, 0.992]
        return [
            DecayClaim(
                id: "S-1", statement: "The largest singular value grows as $s_{\\max} \\sim \\sqrt{eL}$ with depth $L$.",
                source: "Pennington et al. 2017, section 3.2",
                criterion: .slope(within: 0.45...0.55, because: "the exponent is 1/2; 10 % for finite depth"),
                observation: .curve((1...8).map { .init(x: Double($0), y: 0.503 * Double($0), error: 1e-9) }, data: "depths 2 to 256, quadrature"), decay: decay),
            DecayClaim(
                id: "S-2", statement: "Theory equals simulation: $|\\langle\\lambda\\rangle - 1| < 0.05$.",
                source: "Pennington et al. 2017, figure 2",
                criterion: .equals(1, within: 0.05, because: "tails agree to about 1 % at width 500; five times that"),
                observation: .sample(near, data: "width 1000, 6 replicates"), decay: decay, judging: Judging("networks")),
            DecayClaim(
                id: "S-3", statement: "Gaussian weights reach isometry.", source: "nowhere; the opposite is claimed",
                criterion: .less(than: 0.1, because: "a tenth of the linear network's variance"),
                observation: .exact(1.75, error: 1e-6, data: "closed form"), decay: decay),
            DecayClaim(
                id: "S-4", statement: "Orthogonal networks learn in fewer steps.", source: "Pennington et al. 2017, figure 4",
                criterion: .ratio(greaterThan: 10, because: "\u{201C}orders of magnitude\u{201D} in the abstract"),
                observation: .ratio(.sample([210, 160, 330]), over: .sample([14, 17, 12]), data: "smoke: 3 replicates"), decay: decay,
                judging: Judging("networks")),
        ]
    }

    static func paper(chapters: [String] = ["paper/01-introduction.md", "paper/02-spectra.md"]) -> Paper {
        Paper(
            title: "Signal and noise in very deep networks", subtitle: "A sample paper that shows one of everything",
            authors: ["Ada Lovelace", "Emmy Noether"], abstract: SourceFile("paper/abstract.md"), chapters: chapters.map { SourceFile($0) },
            profiles: [
                ProfileSetting(.laptop, summary: "width 1000, real data, 6 replicates"),
                ProfileSetting(.smoke, summary: "toy scale"),
            ],
            contents: { _ in
                PaperContents(
                    figures: [
                        DecayFigure(plot: Plot("decay", width: 680, height: 380), decay: Input(decay)),
                        DecayFigure(plot: Plot("decay-log", width: 680, height: 320), decay: Input(decay)),
                    ],
                    claims: claims(), quantities: [AnyInput(decay)])
            })
    }

    static let files: [(path: String, text: String)] = [
        ("paper/references.bib", """
            @article{pennington2017, author={Pennington, Jeffrey and Schoenholz, Samuel and Ganguli, Surya},
              title={Resurrecting the sigmoid in deep learning through dynamical isometry: theory and practice}, journal={Advances in Neural Information Processing Systems}, volume={30}, year={2017}}
            """),
        ("paper/abstract.md", """
            Deep networks multiply many random matrices. We compute the distribution of the singular values of their product,
            compare it with simulation at {{network.layers:int}} layers, and find a rate of {{network.rate:±}} per layer [@pennington2017].
            """),
        ("paper/01-introduction.md", """
            # Introduction {#sec:introduction}

            A network of depth $L$ multiplies its input by $L$ random matrices, so that small deviations of a layer from an isometry grow
            exponentially with depth [@pennington2017]. At criticality the growth stops on average: {{claim S-1}}. We measure a rate of
            {{network.rate.value:.3f}}, and a smallest gap of {{network.small:.2e}}, or $\\delta = {{network.small:.2e}}$ in a formula. The nonlinearity
            is {{network.name}}; the deepest of {{network.depths.count}} networks has {{network.depths[2]:int}} layers.^[Code like `{{network.rate.value:.3f}}`
            stays as it is.]

            The mean squared singular value is
            $$ m_1 = \\frac{1}{N}\\left\\langle \\operatorname{tr} J J^{\\mathsf T} \\right\\rangle = \\chi^L, \\qquad \\chi = \\sigma_w^2 \\int \\mathcal{D}h\\, \\left[\\phi'(\\sqrt{q^*}\\,h)\\right]^2, $$ {{label eq:chi}}
            and by {{ref eq:chi}} it stays at one only on the critical line, as shown in {{ref figure:decay}} and {{ref sec:spectra}}.

            ## What isometry means

            > A matrix is an isometry if all of its singular values are one.

            ```swift
            let example = "{{not.a.directive}}"
            ```

            ::: figure decay
            **Density of the singular values** at criticality for depths $L = 2, 8, 32$: theory (lines) and simulation (points). The
            rate is {{network.rate.value:.3f}} at $q^* = {{network.rate.value:.2f}}$.
            :::
            """),
        ("paper/02-spectra.md", """
            # Spectra at depth {#sec:spectra}

            Free probability gives the density in closed form for linear networks [see @pennington2017, section 3]. Equality with simulation is
            claim {{ref claim:S-2}}: {{claim S-2}}. Not everything is so clear: {{claim S-3}}, {{claim S-4}}.

            | depth | $s_{\\max}$ | remark |
            |--:|:--|:--|
            | 2 | {{network.rate.value:.2f}} | shallow |
            | 32 | {{network.depths[2]:.1f}} | deep |

            ::: table network.edges
            The largest singular value at a rate of {{network.rate.value:.3f}}.
            :::

            By {{ref table:network.edges}} it is {{network.edges["L = 32"]["largest"]:.1f}} at the greatest depth.

            ::: figure decay-log
            The same densities on a logarithmic axis.
            :::

            # Claims {#sec:claims}

            {{claims}}
            """),
        ("figures/decay.gp", """
            set xlabel "singular value"
            set ylabel "density"
            plot for [k=1:|theory|] data index theory[k] using x:density title theory_title[k] with lines lt k, \\
                 for [k=1:|simulation|] data index simulation[k] using x:density notitle with points lt k
            """),
        ("figures/decay-log.gp", """
            set xlabel "singular value"
            set ylabel "density"
            set logscale y
            set format y powers
            plot for [k=1:|theory|] data index theory[k] using x:density title theory_title[k] with lines lt k, \\
                 for [k=1:|simulation|] data index simulation[k] using x:density notitle with points lt k
            """),
        ("figures/style.gp", "set border 3\nset tics out nomirror\npowers = \"10^{%T}\"\n"),
    ]

    /// A project folder with the sample paper in it.
    static func project(processes: (any ProcessRunner)? = nil) throws -> Project {
        let project = try Project(processes: processes)
        for file in files { try project.write(file.text, to: file.path) }
        return project
    }
}

extension Project {
    func assemble(_ paper: Paper = SamplePaper.paper(), _ profile: String = "laptop") throws -> AssembledPaper {
        paper.assemble(PaperSetting(try paper.profile(named: profile)), reading: { try self.read($0) })
    }
}
