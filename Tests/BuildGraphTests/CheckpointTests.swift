// Checkpoints, in a world in memory: when they are written, what is resumed, and what a crash at any effect costs.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct CheckpointTests {
    let world = TestWorld()
    static let folder = TestWorld.storeFolder + "/checkpoints"

    /// Paths of checkpoints, whatever their state, but for unfinished writes.
    func checkpoints(_ world: TestWorld) -> [String] {
        world.files.paths.filter { $0.hasPrefix(Self.folder) && !$0.contains(".new-") }
    }

    func value(_ target: Marathon, _ result: TestWorld.Result) throws -> Marathon.Result {
        try result.outcome.value(of: target)
    }

    /// Ends the build, as a kill does, when the target is at a step.
    func kill(_ target: Marathon, afterWrites count: Int) {
        let writes = Mutex(0)
        world.files.inject { effect in
            guard effect.operation == "rename", effect.path.hasPrefix(Self.folder) else { return nil }
            return writes.withLock { writes in
                writes += 1
                return writes > count ? .crash(0) : nil
            }
        }
        #expect(throws: (any Error).self) { try world.build([AnyInput(target)]) }
        world.files.restart()
    }

    @Test(arguments: [false, true]) func aKilledTargetGoesOnFromItsLastCheckpointToTheSameValue(isHeavy: Bool) throws {
        let target = Marathon(name: "resumed-\(isHeavy)", steps: 40, pace: 10, isHeavy: isHeavy)
        kill(target, afterWrites: 2)
        #expect(checkpoints(world).count == 1)
        #expect(Record.take(target.name).beginnings == [0])
        let result = try world.build([AnyInput(target)])
        let record = Record.take(target.name)
        #expect(record.beginnings == [20])
        #expect(record.steps == 20)
        #expect(try value(target, result) == target.reference)
        #expect(checkpoints(world).isEmpty)
    }

    @Test func theTraceSaysThatItWasResumedAndCountsTheTimeOfAllSessions() throws {
        let target = Marathon(name: "provenance", steps: 40, pace: 10)
        let began = world.clock.now()
        world.files.inject { effect in
            // A write takes a minute, so that sessions have a length.
            if effect.operation == "write", effect.path.hasPrefix(Self.folder) { world.clock.advance(60) }
            return effect.operation == "rename" && effect.path.hasPrefix(Self.folder) && world.clock.now() > began + 150 ? .crash(0) : nil
        }
        #expect(throws: (any Error).self) { try world.build([AnyInput(target)]) }
        world.files.restart()
        world.clock.advance(10_000)
        let run = try #require(try world.build([AnyInput(target)]).outcome.trace(of: AnyInput(target).node)).details.provenance
        let earlier = try #require(run.earlierSessions)
        #expect(earlier.count == 1)
        // The state of the second checkpoint was sealed after one write of a minute.
        #expect(abs(earlier.duration - 60) < 1)
        #expect(run.duration >= earlier.duration && run.duration < 70)
        #expect(abs(run.started - began) < 1)
    }

    @Test func aTargetThatRanInOneGoSaysSo() throws {
        let target = Marathon(name: "one-go", steps: 10, pace: 2)
        let result = try world.build([AnyInput(target)])
        #expect(result.outcome.trace(of: AnyInput(target).node)?.details.provenance.earlierSessions == nil)
        #expect(checkpoints(world).isEmpty)
    }

    @Test func changedCodeOrParametersNeverResumeAnOldState() throws {
        let target = Marathon(name: "changed", steps: 40, pace: 10)
        kill(target, afterWrites: 1)
        _ = Record.take(target.name)
        try world.build([AnyInput(target)], code: "other code")
        #expect(Record.take(target.name).beginnings == [0])
        try world.build([AnyInput(Marathon(name: target.name, steps: 30, pace: 10))])
        #expect(Record.take(target.name).beginnings == [0])
    }

    @Test func aForcedRunBeginsAnewAndLeavesNothing() throws {
        let target = Marathon(name: "forced", steps: 40, pace: 10)
        kill(target, afterWrites: 1)
        try world.build([AnyInput(target)])
        _ = Record.take(target.name)
        try world.build([AnyInput(target)], forced: [target.name])
        let record = Record.take(target.name)
        #expect(record.beginnings == [0] && record.steps == 40)
        #expect(checkpoints(world).isEmpty)
    }

    @Test func aCtrlCWritesTheStateAtOnceAndNothingIsLost() throws {
        let target = Interrupted(name: "interrupted", at: 17)
        let cancellation = Cancellation()
        Interrupted.cancellations.withLock { $0[target.name] = cancellation }
        let result = try world.build([AnyInput(target)], cancellation: cancellation)
        #expect(result.outcome.wasInterrupted && result.failed.isEmpty)
        #expect(try world.openStore().lastFailure(ofIdentity: AnyInput(target).node.identity) == nil)
        Interrupted.cancellations.withLock { $0[target.name] = nil }
        let next = try world.build([AnyInput(target)])
        #expect(Record.take(target.name).beginnings == [0, 17])
        #expect(try next.outcome.value(of: target) == 40)
    }

    @Test(arguments: [("truncated", 0), ("flipped", 1), ("empty", 2), ("of another key", 3)])
    func aDamagedOrForeignCheckpointIsSetAsideSaidAndNotUsed(what: String, kind: Int) throws {
        for isHeavy in [false, true] {
            let world = TestWorld()
            let target = Marathon(name: "damaged-\(kind)-\(isHeavy)", steps: 40, pace: 10, isHeavy: isHeavy)
            world.files.inject { $0.operation == "append" && $0.path.hasSuffix(".journal") ? .crash(0) : nil }
            #expect(throws: (any Error).self) { try world.build([AnyInput(target)]) }
            world.files.restart()
            _ = Record.take(target.name)
            let path = try #require(checkpoints(world).first)
            world.files.corrupt(path) { bytes in
                switch kind {
                case 0: bytes.removeLast(4)
                case 1: bytes[bytes.count / 2] ^= 1
                case 2: bytes = []
                default: bytes[20] ^= 1
                }
            }
            let result = try world.build([AnyInput(target)])
            #expect(Record.take(target.name).beginnings == [0])
            #expect(try value(target, result) == target.reference)
            #expect(result.notices == [.damagedCheckpoint(target: target.name, savedAs: path + ".damaged")], "\(what)")
            #expect(checkpoints(world) == [path + ".damaged"])
        }
    }

    @Test func everyTruncationAndEveryFlippedByteOfACheckpointIsRefused() throws {
        let target = Marathon(name: "every-byte", steps: 4, pace: 2)
        world.files.inject { $0.operation == "append" && $0.path.hasSuffix(".journal") ? .crash(0) : nil }
        #expect(throws: (any Error).self) { try world.build([AnyInput(target)]) }
        world.files.restart()
        let path = try #require(checkpoints(world).first)
        let whole = try world.files.read(path)
        // Of 3,000 bytes every one of the first 300, which hold every kind of field, and then every seventh.
        let positions = Array(0..<300) + Array(stride(from: 300, to: whole.count, by: 7))
        for position in positions {
            for damaged in [Array(whole.prefix(position)), whole.flipping(position)] {
                world.files.corrupt(path) { $0 = damaged }
                _ = Record.take(target.name)
                world.files.inject { $0.operation == "append" && $0.path.hasSuffix(".journal") ? .crash(0) : nil }
                _ = try? world.build([AnyInput(target)])
                world.files.restart()
                #expect(Record.take(target.name).beginnings == [0], "at \(position)")
            }
        }
    }

    @Test(arguments: [ENOSPC, EIO, EROFS]) func aDiskThatHasNoRoomForCheckpointsDoesNotFailTheTarget(code: Int32) throws {
        let target = Marathon(name: "full-\(code)", steps: 40, pace: 10)
        world.files.inject { $0.number != nil && $0.path.hasPrefix(Self.folder) ? .fails(code) : nil }
        let result = try world.build([AnyInput(target)])
        #expect(try value(target, result) == target.reference)
        let log = try #require(result.outcome.trace(of: AnyInput(target).node)).details.provenance.log
        #expect(log.hasPrefix("A checkpoint could not be written, and the run went on without it."))
        // Once, not at every attempt.
        #expect(log.split(separator: "\n").count == 1)
    }

    @Test func byTheClockAStateIsWrittenEveryFewSecondsOfWork() throws {
        // 101 steps of 0.3 seconds: every 34th step ends ten seconds after the last write.
        try world.build([AnyInput(Marathon(name: "clock", steps: 101, secondsPerStep: 0.3))])
        #expect(world.files.count(of: "rename", in: Self.folder) == 2)
    }

    @Test func slowWritingTakesAtMostAHundredthOfTheTime() throws {
        world.files.inject { effect in
            if effect.operation == "write", effect.path.hasPrefix(Self.folder) { world.clock.advance(2) }
            return nil
        }
        // 620 seconds of work: the first write after 10, the next ones 200 apart.
        try world.build([AnyInput(Marathon(name: "slow", steps: 620, secondsPerStep: 1))])
        #expect(world.files.count(of: "rename", in: Self.folder) == 4)
    }

    @Test func aClockThatIsSetBackLosesNoStateAndNoTimeIsNegative() throws {
        let target = Marathon(name: "clock-back", steps: 40, pace: 10)
        kill(target, afterWrites: 2)
        world.clock.setWall(by: -400 * 86_400)
        let result = try world.build([AnyInput(target)])
        #expect(Record.take(target.name).beginnings == [0, 20])
        let run = try #require(result.outcome.trace(of: AnyInput(target).node)).details.provenance
        #expect(run.duration > 0 && (run.earlierSessions?.duration ?? -1) > 0)
    }

    @Test func aStateThatNobodyTookUpForYearsStaysAndWhatWasLeftHalfWrittenGoes() throws {
        let target = Marathon(name: "old", steps: 40, pace: 10)
        kill(target, afterWrites: 1)
        try world.files.write([1], to: Self.folder + "/abandoned.new-1")
        let other = AnyInput(Constant(name: "other", value: 1))
        func abandoned() -> Bool { world.files.paths.contains { $0.contains("abandoned") } }
        try world.build([other])
        #expect(checkpoints(world).count == 1 && abandoned())
        world.clock.advance(2 * 86_400)
        try world.build([AnyInput(Constant(name: "other", value: 2))])
        #expect(checkpoints(world).count == 1 && !abandoned())
        world.clock.advance(2000 * 86_400)
        try world.build([AnyInput(Constant(name: "other", value: 3))])
        let result = try world.build([AnyInput(target)])
        #expect(Record.take(target.name).beginnings == [0, 10])
        #expect(try value(target, result) == target.reference)
    }

    /// A target whose input has to be made again has no key for the moment, and other code gives it another one.
    @Test(arguments: [false, true]) func aStateStaysAsLongAsItsTargetWhateverIsKnownOfItsInputs(isOtherCode: Bool) throws {
        let input = Input(Series(name: "input", count: 2000))
        let target = Marathon(name: "waiting-\(isOtherCode)", steps: 40, pace: 10, sources: [input])
        try world.build([AnyInput(input)])
        kill(target, afterWrites: 2)
        let object = try #require(world.files.paths.first { $0.contains("/objects/") && !$0.contains("/new/") })
        try world.files.remove(object)
        try world.collect([[AnyInput(target)]], code: isOtherCode ? "other" : "code")
        let result = try world.build([AnyInput(target)])
        #expect(Record.take(target.name).beginnings == [0, 20])
        #expect(try value(target, result) == target.reference)
    }

    @Test func theStateOfATargetThatIsGoneIsCollectedUnlessItIsDamaged() throws {
        for name in ["gone", "damaged"] { kill(Marathon(name: name, steps: 40, pace: 10), afterWrites: 1) }
        let path = try #require(checkpoints(world).first)
        world.files.corrupt(path) { $0[200] ^= 1 }
        let plan = try world.collect([[AnyInput(Constant(name: "other", value: 1))]])
        #expect(plan.checkpoints.count == 1)
        #expect(checkpoints(world) == [path])
        for name in ["gone", "damaged"] { _ = Record.take(name) }
    }

    @Test(arguments: [false, true]) func aCrashAtAnyEffectCostsAtMostTheWorkSinceTheLastCheckpoint(isHeavy: Bool) throws {
        var crashes = 0
        for number in 0... {
            let world = TestWorld()
            let target = Marathon(name: "any-effect-\(isHeavy)-\(number)", steps: 12, pace: 3, isHeavy: isHeavy)
            let durable = Mutex(0), named = Mutex(0)
            world.files.inject { effect in
                if effect.number == number { return .crash(Double(number % 3) / 2) }
                guard effect.operation == "fsync" else { return nil }
                // A state is durable when its name is, and the name of its folder.
                if effect.path == Self.folder { named.withLock { $0 += 3 } }
                if effect.path == Self.folder.parentFolder { durable.withLock { $0 = named.withLock { $0 } } }
                return nil
            }
            let first = Result { try world.build([AnyInput(target)], jobs: 1) }
            let wasHit = world.files.isDown
            let before = Record.take(target.name)
            if number % 2 == 0 { world.files.restart() } else { world.files.cutPower(seed: UInt64(number)) }
            let result = try world.build([AnyInput(target)], jobs: 1)
            #expect(try value(target, result) == target.reference, "at effect \(number)")
            let redone = Record.take(target.name).steps
            if !wasHit { #expect(try !first.get().ran.isEmpty && result.ran.isEmpty) }
            #expect(redone <= 12 - min(durable.withLock { $0 }, before.steps), "at effect \(number)")
            #expect(try world.build([AnyInput(target)]).ran.isEmpty)
            if !wasHit { break }
            crashes += 1
        }
        #expect(crashes > 20)
        print("checkpoints: \(crashes) crashes, one at each effect of a \(isHeavy ? "worker's" : "thread's") run")
    }
}

/// Interrupts its own build at a step, as Ctrl-C would.
struct Interrupted: Target {
    var name: String
    var at: Int
    var label: String? { name }
    static let cancellations = Mutex<[String: Cancellation]>([:])

    func make(_ inputs: Inputs) throws -> Int {
        var step = inputs.checkpoint.resume(Int.self) ?? 0
        Record.add(name, .began(at: step))
        while step < 40 {
            step += 1
            if step == at { Self.cancellations.withLock { $0[name]?.cancel() } }
            try inputs.checkpoint.save { step }
        }
        return step
    }
}

extension [UInt8] {
    func flipping(_ position: Int, by pattern: UInt8 = 0x10) -> [UInt8] {
        var copy = self
        copy[position] ^= pattern
        return copy
    }
}
