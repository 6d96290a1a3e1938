// The examples of docs/how-to-add-a-figure.md, how-to-add-a-claim.md and quoting.md, compiled and built as they stand there.
import BuildGraph
import DynamicalIsometry
import Foundation
import Manuscript
import NeuralNetworks
import TestSupport
import Testing

/// m_1 of simulated Jacobians against depth.
struct MeanSquaredSingularValue: Figure {
    let plot = Plot("mean-squared-singular-value", width: 680, height: 360)
    let depths: [Int]
    /// Replicates, each with one spectrum per depth. A handle: this is the dependency.
    let simulation: Input<[[JacobianSpectrum]]>

    func draw(_ inputs: Inputs) throws -> Drawing {
        let networks = try inputs[simulation]
        var drawing = Drawing()
        drawing.add("simulation", [
            Column("depth", depths.map(Double.init)),
            Column("mean_square", depths.indices.map { k in
                networks.reduce(0) { $0 + $1[k].meanSquaredSingularValue } / Double(networks.count)
            }),
        ])
        return drawing
    }
}

/// The mean squared singular value of the deepest networks.
struct MeanSquareStaysOne: Claim {
    /// Replicates, each with one spectrum per depth.
    let simulation: Input<[[JacobianSpectrum]]>
    /// The networks' group, series and look: `setting.judging("simulated-spectra")`.
    let judging: Judging?

    var id: String { "P1-3c" }
    var statement: String { "At criticality the mean squared singular value of $J$ stays 1." }
    var source: String { "P1" }
    var criterion: Criterion {
        .within(0.5...2, because: "nearer to 1 than to a half or to twice that")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .sample(try inputs[simulation].map { $0.last?.meanSquaredSingularValue ?? .nan })
    }
}

struct Edges: Target {
    let depths = [2, 8, 32]
    var label: String? { "edges" }

    func make(_ inputs: Inputs) throws -> Table {
        Table(
            "depth", columns: [.init("orthogonal", heading: "$s_{\\max}$, orthogonal", format: .fixed(2))],
            rows: depths.map { .init("L = \($0)", label: "$L = \($0)$", [.number(Double($0).squareRoot())]) })
    }
}

// MARK: The tests

@Suite struct HowToTests {
    @Test(arguments: ["how-to-add-a-figure.md", "how-to-add-a-claim.md", "quoting.md"]) func theExampleIsCompiledAsItStands(_ page: String) throws {
        let here = try String(contentsOfFile: #filePath, encoding: .utf8)
        let root = URL.project(of: #filePath)
        let text = try String(contentsOf: root.appending(path: "docs/\(page)"), encoding: .utf8)
        let example = try #require(text.components(separatedBy: "```swift\n").dropFirst().first?.components(separatedBy: "```").first)
        for line in example.split(separator: "\n") { #expect(here.contains(line), "\(page): \(line)") }
    }

    @Test func theExampleTableIsWovenAndQuotedAsThePageSays() throws {
        let root = URL.project(of: #filePath)
        let page = try String(contentsOf: root.appending(path: "docs/quoting.md"), encoding: .utf8)
        let block = try #require(page.components(separatedBy: "```markdown\n").dropFirst().first { $0.hasPrefix("::: table") })
        let table = try TestWorld().build([AnyInput(Edges())]).outcome.value(of: Edges())
        var sample = Woven(try #require(block.components(separatedBy: "```").first))
        sample.values = ["edges": try Datum(decoding: encodeValue(table))]
        let report = try sample.report().replacing(#/ +/#, with: " ")
        #expect(report.contains("By [Table\u{A0}1](#table-edges) it grows. At the greatest depth it is 5.66."))
        #expect(report.contains("| $L = 32$ | 5.66 |"))
    }

    @Test func theExampleClaimIsJudged() throws {
        let judging = Judging("simulated-spectra")
        let panel = SpectraPanel(.linearGaussian, scale: Scale(width: 40, replicates: 4, depths: [2, 4]), judging: judging)
        let claim = MeanSquareStaysOne(simulation: panel.simulation, judging: judging)
        let result = try TestWorld().build([AnyInput(Input(claim))])
        #expect(try decodeValue(Finding.self, from: result.outcome.bytes(of: Input(claim).node)).observed != nil)
        #expect(MeanSquaredSingularValue(depths: panel.depths, simulation: panel.simulation).name == "mean-squared-singular-value")
    }
}
