// Estimates of the time left, on recorded builds that are run again in a world whose clock only moves when a target runs.
import BuildGraph
import TestSupport
import Testing

@Suite struct TimeLeftTests {
    private let world = TestWorld()

    /// What was told of the time left, when, and how long the build took.
    private struct Replay {
        var told: [(elapsed: Double, remaining: Double)] = []
        var planned: Double?
        var duration = 0.0

        /// The largest factor between what was told and what was true, from a time until nine tenths are done.
        func error(from start: Double) -> Double {
            told.filter { $0.elapsed >= start && $0.elapsed <= 0.9 * duration }.map { max($0.remaining / (duration - $0.elapsed), (duration - $0.elapsed) / $0.remaining) }.max() ?? .infinity
        }

        /// When something was told first.
        var first: Double { told.first?.elapsed ?? .infinity }
    }

    private func replay(_ targets: [AnyInput], code: String = "code") throws -> Replay {
        let graph = try Graph(roots: targets.map(\.node)), store = try world.openStore()
        let seen = Seen()
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: store, code: CodeFingerprints(everything: Digest(of: code.utf8))),
            options: BuildOptions(jobs: 1, machine: world.effects.machine)
        ) { event in
            switch event {
            case .planned(_, _, let seconds): seen.replay.planned = seconds
            case .progress(let progress):
                if let remaining = progress.remaining { seen.replay.told.append((progress.elapsed, remaining)) }
            default: break
            }
        }
        seen.replay.duration = try scheduler.run(Array(graph.nodes.indices)).duration
        return seen.replay
    }

    private final class Seen { var replay = Replay() }

    @Test func fromAnEmptyStoreItIsWithinAFactorOfTwoAfterTheFirstMinute() throws {
        let replay = try replay(RecordedBuild.laptop.targets(every: 8))
        #expect(replay.planned == nil && replay.first < 60)
        #expect(replay.duration > 120)
        #expect(replay.error(from: 60) < 2, "\(replay.error(from: 60))")
    }

    @Test func anotherProfileTellsItBeforeAnythingRuns() throws {
        _ = try replay(RecordedBuild.smoke.targets(every: 2))
        let replay = try replay(RecordedBuild.laptop.targets(every: 8))
        let planned = try #require(replay.planned)
        // Trainings of one kind end early, which no amount of work tells.
        #expect(max(planned / replay.duration, replay.duration / planned) < 3, "\(planned) for \(replay.duration)")
        #expect(replay.error(from: 60) < 2, "\(replay.error(from: 60))")
    }

    /// After an edit of all code everything runs again, for as long as before.
    @Test func whatRanBeforeIsExpectedToTakeAsLong() throws {
        let targets = RecordedBuild.smoke.targets(every: 2)
        let first = try replay(targets), again = try replay(targets, code: "other")
        #expect(abs((again.planned ?? 0) / first.duration - 1) < 0.05)
        #expect(again.error(from: 0) < 1.2, "\(again.error(from: 0))")
    }

    /// The store came from another machine, or this one is busy.
    @Test(arguments: [0.25, 4]) func aMachineOfAnotherSpeedIsNoticedWhileItRuns(_ pace: Double) throws {
        let targets = RecordedBuild.laptop.targets(every: 8)
        _ = try replay(targets)
        try world.write("\(pace)", to: "pace")
        let replay = try replay(targets, code: "other")
        #expect(replay.error(from: 0.1 * replay.duration) < 2, "\(replay.error(from: 0.1 * replay.duration))")
    }
}
