// From a result that is another one to the edit that made it so.
import BuildGraph
import PaperCommand
import TestSupport
import Testing

@Suite struct CauseTests {
    /// A figure that is drawn from a training, which reads a data set.
    private struct State {
        var width = 64
        var training = "course", data = "images", drawing = "curve"
        var trainingCode = "1", figureCode = "1"
        var script = "plot"
        var seeds = 2
        var machine = ["processor": "A", "BLAS": "1"]
        var table: String?

        func snapshot() throws -> BuildSnapshot {
            func digest(_ text: String) -> Digest { Digest(of: text.utf8) }
            let images = LineageNode(type: "Data.Images", output: digest(data), code: digest("d"))
            let trainings = try (0..<seeds).map { seed in
                LineageNode(
                    type: "Study.Training", parameters: try encodeValue(["width": width, "seed": seed]), output: digest("\(training) \(seed)"),
                    code: digest(trainingCode), inputs: [0])
            }
            let figure = LineageNode(
                label: "curves", kind: "figure", type: "Study.CurvesFigure", parameters: try encodeValue(["seeds": seeds]), output: digest(drawing), code: digest(figureCode),
                files: ["figures/curves.gp": digest(script)], inputs: Array(1...seeds))
            var builder = LineageBuilder([images] + trainings + [figure])
            var snapshot = BuildSnapshot(name: "one")
            snapshot.lineage = builder.lineage(paper: "A paper", profile: "smoke", settings: [:]) { _ in machine }
            snapshot.code = { table }
            return snapshot
        }
    }

    private func causes(_ new: State, after old: State = State()) throws -> [Cause] {
        try #require(try CauseFinder(old.snapshot(), new.snapshot())).causes(of: "curves")
    }

    @Test func aParameterFarUpstreamIsNamedWithItsValues() throws {
        let found = try causes(State(width: 128, training: "other", drawing: "other"))
        #expect(found == [Cause(kind: .parameter, text: "`Training.width`: 64 → 128")])
    }

    @Test func partsOfAListThatChangeInTheSameWayAreToldOnce() throws {
        func snapshot(_ widths: [Int]) throws -> BuildSnapshot {
            let parts = try encodeValue(["curves": widths.map { ["width": $0] }])
            var builder = LineageBuilder([LineageNode(label: "curves", kind: "figure", type: "Study.Curves", parameters: parts, output: Digest(of: "\(widths)".utf8), code: Digest(of: "c".utf8))])
            var snapshot = BuildSnapshot(name: "one")
            snapshot.lineage = builder.lineage(paper: "A paper", profile: "smoke", settings: [:]) { _ in [:] }
            return snapshot
        }
        let finder = try #require(try CauseFinder(snapshot([32, 32, 16, 8]), snapshot([48, 48, 48, 8])))
        #expect(finder.causes(of: "curves").map(\.text) == ["`Curves.curves[…].width`: 32 → 48", "`Curves.curves[2].width`: 16 → 48"])
    }

    @Test func anEditedScriptIsAFile() throws {
        #expect(try causes(State(drawing: "other", script: "plot with points")) == [Cause(kind: .file, text: "`figures/curves.gp`")])
    }

    /// The training was edited, and its results are the same: what changed the figure is elsewhere.
    @Test func whatIsCutOffByEqualValuesIsNoCause() throws {
        #expect(try causes(State(drawing: "other", trainingCode: "2", script: "other")).map(\.kind) == [.file])
        #expect(try causes(State(width: 128, training: "other", drawing: "other", trainingCode: "2")).map(\.kind) == [.parameter, .code])
    }

    @Test func codeIsNamedByItsDeclarations() throws {
        func table(_ digits: String) -> String {
            ["=Study", "/Training.swift", "+\(digits) Training", ".\(digits) Training.step(_:)", "+7 CurvesFigure", "*0", ">Study.Training", "*1", ">Study.CurvesFigure"].joined(separator: "\n")
        }
        let old = State(table: table("1111")), new = State(training: "other", drawing: "other", trainingCode: "2", table: table("2222"))
        #expect(try causes(new, after: old) == [Cause(kind: .code, text: "`Training.step(_:)` in Training.swift")])
        #expect(try causes(State(training: "other", drawing: "other", trainingCode: "2")) == [Cause(kind: .code, text: "the code of `Training`")])
    }

    @Test func moreReplicatesAreInputs() throws {
        let found = try causes(State(drawing: "other", seeds: 3))
        #expect(found.contains(Cause(kind: .parameter, text: "`CurvesFigure.seeds`: 2 → 3")) && found.contains(Cause(kind: .input, text: "3 × `Training` instead of 2")))
    }

    @Test func whereNothingOfThePaperChangedTheSurroundingsAreTold() throws {
        let new = State(training: "other", drawing: "other", machine: ["processor": "A", "BLAS": "2"])
        #expect(try causes(new) == [Cause(kind: .surroundings, text: "BLAS: 1 → 2")])
    }

    @Test func aResultThatIsNewHasNoCause() throws {
        let finder = try #require(try CauseFinder(State().snapshot(), State(drawing: "other").snapshot()))
        #expect(finder.causes(of: "unknown").isEmpty)
    }

    @Test func withoutALineageThereIsNoFinder() throws {
        #expect(try CauseFinder(BuildSnapshot(name: "older"), State().snapshot()) == nil)
    }
}
