// The profile `overnight`: what it promises of P1's trainings, and that a night is long enough for it.
import BuildGraph
import DeepLinearDynamics
import DynamicalIsometry
import LearningSpeed
import Manuscript
import OrthogonalWeights
import SameNetworks
import SkipConnections
import Testing

@Suite struct OvernightTests {
    private static let studies: [any Study.Type] = [
        DynamicalIsometry.self, LearningSpeed.self, DeepLinearDynamics.self, SkipConnections.self, OrthogonalWeights.self, SameNetworks.self,
    ]

    private func paper(_ studies: [any Study.Type]) -> AssembledPaper {
        let paper = Paper(title: "", authors: [], chapters: [], studies: studies, profiles: [ProfileSetting(.overnight, summary: "")])
        return paper.assemble(PaperSetting(.overnight, data: ["CIFAR-10", "MNIST"]), reading: { _ in "" })
    }

    /// The trainings behind a figure of P1, as words.
    private func trainings(of figure: String) throws -> [String] {
        let graph = try Graph(roots: paper([LearningSpeed.self]).figures.filter { $0.name == figure }.map(\.input.node))
        return graph.nodes.map(\.title).filter { $0.hasPrefix("Training:") || $0.hasPrefix("ChosenTraining:") }
    }

    @Test(arguments: ["learning-curves", "learning-digits", "isometry-in-training", "learning-times"])
    func trainsNetworksOfTheOriginalsSize(figure: String) throws {
        let trainings = try trainings(of: figure)
        #expect(!trainings.isEmpty && trainings.allSatisfy { $0.contains("N = 400") })
        let deepest = trainings.filter { $0.contains("L = 200") }
        #expect(figure == "learning-times" || figure == "isometry-in-training" ? !deepest.isEmpty : deepest.count == trainings.count)
    }

    /// By the works that targets declare, at the rate at which a target of a type that never ran is priced: `Prices`. The types that declare
    /// another unit than flops, or none, take minutes together.
    @Test func fitsIntoEightHoursOfTwoCores() throws {
        let graph = try Graph(roots: paper(Self.studies).roots.map(\.node))
        let flops = graph.nodes.reduce(0) { $0 + ($1.work ?? 0) }
        #expect(flops / 67e9 < 16 * 3600, "\(flops / 67e9 / 3600) core hours")
    }
}
