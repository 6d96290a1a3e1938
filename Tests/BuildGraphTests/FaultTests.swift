// A fault at the n-th effect, for every n: whatever fails, the store is consistent afterwards, nothing wrong is served, and
// what was reported durable is not done again.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct FaultTests {
    enum Kind: Sendable, CaseIterable {
        case fullDisk, damagedDisk, readOnly, shortWrite, crash, crashAfterwards, powerCut
        /// From this effect on, not at this one only.
        var lasts: Bool { self == .fullDisk || self == .readOnly }

        var fault: MemoryFileSystem.Fault {
            switch self {
            case .fullDisk: .fails(ENOSPC)
            case .damagedDisk: .fails(EIO)
            case .readOnly: .fails(EROFS)
            case .shortWrite: .writesPart(0.6, ENOSPC)
            case .crash: .crash(0.4)
            case .crashAfterwards, .powerCut: .crash(1)
            }
        }
    }

    /// A build that meets a fault, if it has so many effects.
    private func faultyBuild(
        _ workload: FaultWorkload, edition: Int, kind: Kind, at number: Int
    ) -> (wasHit: Bool, result: Result<TestWorld.Result, any Error>) {
        let wasHit = Mutex(false)
        workload.world.files.inject { effect in
            guard let here = effect.number, kind.lasts ? here >= number : here == number else { return nil }
            wasHit.withLock { $0 = true }
            return kind.fault
        }
        let result = Result { try workload.build(edition) }
        return (wasHit.withLock { $0 }, result)
    }

    @Test(arguments: Kind.allCases, [1, 2]) func aFaultAtAnyEffectLosesNothingThatWasDurable(kind: Kind, edition: Int) throws {
        var faults = 0
        for number in 0... {
            let comment = "\(kind) at effect \(number) of build \(edition)"
            let workload = try FaultWorkload()
            if edition == 2 { try workload.check(try workload.build(1), 1, comment) }
            let (wasHit, result) = faultyBuild(workload, edition: edition, kind: kind, at: number)
            if kind == .powerCut { workload.world.files.cutPower(seed: UInt64(number)) } else { workload.world.files.restart() }

            // What earlier builds reported is there: only what this edition changed may run.
            _ = workload.world.started.take()
            let again = try workload.build(edition)
            try workload.check(again, edition, comment)
            let changed: Set = ["heavy", "top", "sum", "a"]
            if edition == 2 { #expect(changed.isSuperset(of: again.ran), "\(comment): \(again.ran)") }
            // A build that ended well, faults or not, has nothing left to do.
            if case .success(let build) = result, build.outcome.succeeded { #expect(again.ran.isEmpty, "\(comment): \(again.ran)") }
            for notice in again.notices { if case .damagedObject = notice { Issue.record("\(comment): a torn object was served") } }
            #expect(try workload.build(edition).ran.isEmpty, "\(comment)")
            if edition == 2 { #expect(try workload.build(1).ran.isEmpty, "\(comment)") }
            if case .failure(let error) = result { #expect(Self.isClear(ErrorReport(error), kind), "\(comment): \(ErrorReport(error))") }
            guard wasHit else { break }
            faults += 1
        }
        #expect(faults > 15, "\(kind)")
        print("faults: \(kind), build \(edition): one at each of \(faults) effects")
    }

    /// The message says what is wrong in words of its own, not by a number.
    private static func isClear(_ report: ErrorReport, _ kind: Kind) -> Bool {
        switch kind {
        case .fullDisk, .shortWrite: report.what.hasPrefix("The disk of /") && report.what.hasSuffix(" is full.") && report.next != nil
        case .readOnly: report.next?.contains("permissions") == true
        case .damagedDisk: report.summary.contains(String(cString: strerror(EIO)))
        case .crash, .crashAfterwards, .powerCut: true
        }
    }

    @Test(arguments: 0..<500) func whatWasReportedDurableSurvivesAnyPowerCut(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let workload = try FaultWorkload()
        let world = workload.world
        // A few builds, kills and power cuts in any order; what a build that succeeded made must stay from then on.
        var durable: Set<Int> = []
        for _ in 0..<4 {
            let edition = random.next(in: 1...3)
            let number = random.next(in: 0...60)
            world.files.inject { $0.number == number ? .crash(Double(number % 4) / 3) : nil }
            let result = Result { try workload.build(edition) }
            if case .success(let build) = result, build.outcome.succeeded, !world.files.isDown {
                try workload.check(build, edition, "seed \(seed)")
                // A build that had nothing to do wrote nothing, and promises no more than those before it.
                if !build.ran.isEmpty { durable.insert(edition) }
            }
            if random.next(in: 0...1) == 0 {
                world.files.restart()
            } else {
                world.files.cutPower(seed: seed &* 31 &+ UInt64(number))
            }
            for edition in durable.sorted() {
                let again = try workload.build(edition)
                #expect(again.ran.isEmpty, "seed \(seed): \(again.ran) of build \(edition)")
                try workload.check(again, edition, "seed \(seed)")
            }
        }
        for edition in 1...3 { try workload.check(try workload.build(edition), edition, "seed \(seed)") }
    }
}
