// What a build looks like while it goes on: the live area at any width, the log without a terminal, errors told once.
import BuildGraph
import Foundation
import PaperCommand
import TestSupport
import Testing

@Suite struct TerminalTests {
    /// A pipe, not a terminal: no colour, so that lines are as wide as their text.
    private let plain = Terminal(descriptor: -1, environment: [:])

    private func progress(
        done: Int = 402, total: Int = 1646, types: [(String, Int, Int)] = [], running: [(Walk, Double)] = [], remaining: Double? = 200,
        elapsed: Double = 0
    ) throws -> BuildEvent.Progress {
        let nodes = running.map { AnyInput($0.0).node }
        let graph = try Graph(roots: nodes)
        Self.graphs.append(graph)
        return BuildEvent.Progress(
            done: done, total: total, types: types.map { BuildEvent.TypeProgress(name: $0.0, done: $0.1, total: $0.2) },
            running: zip(nodes, running).map { BuildEvent.Running(node: $0, seconds: $1.1) }, remaining: remaining, elapsed: elapsed)
    }

    /// Keeps graphs, and with them titles, alive for the test.
    private nonisolated(unsafe) static var graphs: [Graph] = []

    @Test func theAreaSaysHowMuchIsDoneOfWhatAndWhatRunsByItsWords() throws {
        let area = LiveArea(progress: try progress(
            types: [("Training", 400, 1200), ("Replicates", 2, 60), ("figure", 0, 7), ("ImageData", 1, 1)],
            running: [(Walk(seed: 102, rate: 0.03), 12.4), (Walk(seed: 103, rate: 0.03), 0.2)]))
        #expect(area.lines(width: 80, height: 24, on: plain) == [
            "━━━─────────────  402/1646  about 3 min 20 s left",
            "  Training 400/1200 · Replicates 2/60 · figure 0/7",
            "       12 s  Walk: seed 102", "             Walk: seed 103",
        ])
    }

    @Test func beforeAnythingIsKnownItSaysSo() throws {
        let lines = LiveArea(progress: try progress(done: 0, remaining: nil)).lines(width: 80, height: 24, on: plain)
        #expect(lines == ["────────────────  0/1646  time left not known yet"])
    }

    @Test(arguments: [20, 40, 80, 130], [2, 5, 24]) func noLineIsTooWideAndNoAreaTooHigh(_ width: Int, _ height: Int) throws {
        let types = (0..<12).map { ("SomeTypeWithALongName\($0)", $0, 100) }
        let running = (0..<20).map { (Walk(seed: $0, rate: 1 / Double($0 + 3)), Double($0 * 1000)) }
        let lines = LiveArea(progress: try progress(types: types, running: running)).lines(width: width, height: height, on: plain)
        #expect(lines.allSatisfy { $0.columns < max(width, 21) }, "\(lines)")
        #expect(lines.count <= max(1, height - 1))
    }

    @Test func charactersOfTwoColumnsCountTwice() {
        #expect("σ_w² = 1".columns == 8 && "深さ".columns == 4)
        #expect("深さ 3".fitted(to: 4) == "深…" && "abc".fitted(to: 3) == "abc" && "abcd".fitted(to: 3) == "ab…")
    }

    @Test func withoutATerminalThereIsALinePerTypeAndASignOfLife() throws {
        var log = BuildLog()
        let running: [(Walk, Double)] = [(Walk(seed: 1, rate: 0.5), 3), (Walk(seed: 2, rate: 0.5), 1)]
        func lines(_ elapsed: Double, _ training: Int, _ figures: Int) throws -> [String] {
            log.lines(try progress(
                done: training + figures, total: 14, types: [("Training", training, 12), ("figure", figures, 2)], running: running, remaining: 75,
                elapsed: elapsed))
        }
        #expect(try lines(1, 2, 0) == [])
        #expect(try lines(31, 3, 0) == ["…         31 s  3 of 14, about 1 min 15 s left. Running Walk: seed 1 and 1 more"])
        #expect(try lines(40, 4, 0) == [])
        #expect(try lines(50, 12, 0) == ["✓         50 s  Training: 12 of 12"])
        // Figures have lines of their own, and what was said is not said again.
        #expect(try lines(60, 12, 2) == [])
        #expect(try lines(79.9, 12, 2) == [])
        #expect(try lines(80, 12, 2).count == 1)
    }

    @Test func whatFailedOrWasSkippedIsNotCountedAsMade() throws {
        var log = BuildLog()
        let progress = BuildEvent.Progress(
            done: 4, total: 4, types: [.init(name: "document", done: 4, failed: 4, total: 4), .init(name: "Noise", done: 3, failed: 1, total: 3)], elapsed: 2)
        #expect(log.lines(progress) == ["–        2.0 s  document: 0 of 4", "–        2.0 s  Noise: 2 of 3"])
    }

    @Test func anErrorThatSeveralTargetsShareIsToldOnce() {
        let told = ToldErrors()
        let report = ErrorReport(what: "It broke.", why: "Because.", next: "Mend it.")
        #expect(told.text(report, target: "text-html", stack: ["paper.html"], on: plain)
            == "✗ text-html: It broke.\n  Because.\n  needed by paper.html\n  → Mend it.")
        #expect(told.text(report, target: "text-markdown", on: plain) == "✗ text-markdown: the same error as of text-html.")
        #expect(told.text(ErrorReport(what: "Another."), target: "b", on: plain) == "✗ b: Another.")
    }

    @Test func hintsNameTheProgramByItsOwnName() {
        func named(_ text: String) -> String { Program.named(text, as: "my-paper", commands: ["build", "list", "check"]) }
        #expect(named("`paper list` shows all; paper build --force does it") == "`my-paper list` shows all; my-paper build --force does it")
        #expect(named("The paper has 2 errors. A paper lists; newspaper build; ./paper build") == "The paper has 2 errors. A paper lists; newspaper build; ./paper build")
        #expect(named("paper check") == "my-paper check")
        #expect(Program.named("`paper list`", as: "paper", commands: ["list"]) == "`paper list`")
    }
}

struct Walk: Target {
    var seed: Int
    var rate: Double
    func make(_ inputs: Inputs) -> Double { rate }
}
