// The study as a whole, at a scale of seconds: everything builds with the real gnuplot, and nothing is named twice.
import BuildGraph
import DynamicalIsometry
import Foundation
import Manuscript
import TestSupport
import Testing

/// Builds targets in the project's own folder, with a temporary store, and inspects the outcome.
private func build(_ roots: [AnyInput], look: (BuildOutcome) throws -> Void) throws {
    let root = URL.project(of: #filePath)
    let effects = Effects.live(root: root.path)
    let folder = try effects.files.makeScratchFolder()
    defer { try? effects.files.removeAll(folder) }
    let graph = try Graph(roots: roots.map(\.node))
    let scheduler = Scheduler(
        BuildContext(
            graph: graph, store: try Store(folder: folder + "/cache", effects: effects),
            code: CodeFingerprints(everything: Digest(of: "code".utf8))),
        options: BuildOptions(jobs: 2, keepGoing: true, machine: effects.machine), observe: { _ in })
    try look(try scheduler.run(Array(graph.nodes.indices)))
}

private let toy = Scale(width: 60, replicates: 3, depths: [2, 6])
private let setting = PaperSetting(.smoke)

private func input(_ claim: some Claim) -> Input<Finding> { Input(claim) }
private func node(_ figure: some Figure) -> AnyInput { AnyInput(figure) }
private func files(_ figure: some Figure, _ outcome: BuildOutcome) throws -> FigureFiles { try outcome.value(of: figure) }

@Suite struct StudyTests {
    @Test func everyFigureAndQuantityBuildsAtAToyScale() throws {
        let contents = DynamicalIsometry.contents(toy, setting)
        let columns = [
            "order-chaos": "series,q_star,sigma_w,sigma_b,mark",
            "spectra-at-criticality": "panel,series,title,depth,singular_value,density,count,atom_panel,mass,simulated_mass",
            "largest-singular-value": "panel,series,title,q_star,depth,largest_singular_value",
            "backpropagated-errors": "panel,series,title,ratio,density,depth,spread,standard_error",
        ]
        try build(contents.figures.map { node($0) } + contents.quantities) { outcome in
            for (failed, report) in outcome.failures { Issue.record("\(failed.name): \(report.what)") }
            #expect(Set(contents.figures.map(\.name)) == Set(columns.keys))
            for figure in contents.figures {
                let files = try files(figure, outcome)
                #expect(files.csv.prefix { $0 != "\n" } == columns[figure.name] ?? "", "\(figure.name)")
                // A warning from gnuplot means a curve that is not drawn.
                let log = outcome.trace(of: node(figure).node)?.details.provenance.log ?? ""
                // The fonts of the PNG, and no warning but the one that its script expects.
                let isExpected = { (line: Substring) in line.hasPrefix("font ") || line.contains("thresholds_over") }
                #expect(log.split(separator: "\n").allSatisfy(isExpected), "\(figure.name): \(log)")
            }
        }
    }

    @Test func everyClaimCanBeEvaluatedAtAToyScaleAndEveryAnalyticOneHolds() throws {
        let verdicts = Verdicts(DynamicalIsometry.contents(toy, setting).claims.map { input($0) })
        try build([AnyInput(verdicts)]) { outcome in
            for finding in try outcome.value(of: verdicts).findings {
                #expect(finding.problem == nil, "\(finding.id): \(finding.problem ?? "")")
                if finding.isAnalytic { #expect(finding.verdict == .holds, "\(finding.id)") }
            }
        }
    }

    @Test func theClaimsOfThePaperAreAllThere() {
        let claims = DynamicalIsometry.contents(.laptop, setting).claims
        for number in Array(1...11) + [18, 21] {
            let id = "P1-\(number)"
            #expect(claims.contains { $0.id == id || ($0.id.hasPrefix(id) && $0.id.dropFirst(id.count).allSatisfy(\.isLetter)) }, "\(id)")
        }
        #expect(Set(claims.map(\.id)).count == claims.count)
        for claim in claims {
            #expect(claim.criterion.defect == nil, "\(claim.id): \(claim.criterion.defect ?? "")")
            #expect(!claim.statement.isEmpty && !claim.source.isEmpty)
        }
    }

    @Test func moreReplicatesKeepTheNetworksThatAreThere() throws {
        func networks(_ replicates: Int) throws -> Set<Digest> {
            let scale = Scale(width: 10, replicates: replicates, depths: [2])
            let claims = DynamicalIsometry.contents(scale, setting).claims.map { input($0).node }
            return Set(try Graph(roots: claims).nodes.filter { $0.shortTypeName == "SimulatedSpectra" }.map(\.identity))
        }
        let (few, many) = (try networks(2), try networks(5))
        // Four kinds of networks, twice as many of the ReLU kind, and 32 of P1-9b at every scale.
        #expect(few.count == 10 + 32 && many.count == 25 + 32)
        #expect(few.isSubset(of: many))
    }

    @Test func claimsOfPureTheoryAreTheSameTargetAtEveryScale() {
        func identities(_ scale: Scale) -> [String: Digest] {
            Dictionary(uniqueKeysWithValues: DynamicalIsometry.contents(scale, setting).claims.map { ($0.id, input($0).node.identity) })
        }
        let (small, large) = (identities(.smoke), identities(.laptop))
        let simulated: Set = [
            "P1-2c", "P1-3b", "P1-5", "P1-9d", "P1-11a", "P1-11b", "P1-11c", "P1-11d", "P1-11e", "P1-11f", "P1-11g",
            "P1-11h",
        ]
        for (id, identity) in small { #expect((large[id] == identity) != simulated.contains(id), "\(id)") }
    }
}
