// The deepest simulation of figure 2, interrupted again and again: it resumes from its checkpoint and ends with the bits of
// an uninterrupted run.
import BuildGraph
import DynamicalIsometry
import Experiments
import NetworkModels
import Synchronization
import TestSupport
import Testing

@Suite struct CheckpointedSpectraTests {
    @Test(arguments: [Initialisation.linearGaussian, .reluOrthogonal, .hardTanhOrthogonal, .tanhOrthogonal])
    func anInterruptedSimulationEndsWithTheSameBits(network: Initialisation) throws {
        let target = SimulatedSpectra(network, width: 60, depths: [2, 8, 32, 128], seed: 1)
        let undisturbed = try TestWorld().build([AnyInput(target)])
        let expected = try undisturbed.outcome.bytes(of: AnyInput(target).node)

        var world = TestWorld()
        var random = SplitMix(state: 1)
        var sessions = 0
        var isDone = false
        while !isDone && sessions < 200 {
            sessions += 1
            let cancellation = Cancellation()
            world.effects.clock = InterruptingClock(world.clock, cancellation, afterLooks: random.next(in: 20...60))
            let result = try world.build([AnyInput(target)], jobs: 1, cancellation: cancellation)
            #expect(result.failed.isEmpty)
            isDone = result.outcome.succeeded
        }
        #expect(isDone && sessions >= 4, "\(sessions) sessions")
        world.effects.clock = world.clock
        let result = try world.build([AnyInput(target)])
        #expect(result.ran.isEmpty)
        #expect(try result.outcome.bytes(of: AnyInput(target).node) == expected)
        let run = try #require(result.outcome.trace(of: AnyInput(target).node)).details.provenance
        #expect((run.earlierSessions?.count ?? 0) >= 3)
    }
}

/// A clock that interrupts the build after a given number of readings: each layer reads it once.
private final class InterruptingClock: BuildClock {
    private let clock: ManualClock
    private let cancellation: Cancellation
    private let looksLeft: Atomic<Int>

    init(_ clock: ManualClock, _ cancellation: Cancellation, afterLooks count: Int) {
        self.clock = clock
        self.cancellation = cancellation
        looksLeft = Atomic(count)
    }

    func now() -> Double { clock.now() }
    func threadTime() -> Double { clock.threadTime() }
    func monotonic() -> Double {
        if looksLeft.subtract(1, ordering: .relaxed).newValue <= 0 { cancellation.cancel() }
        return clock.monotonic()
    }
}
