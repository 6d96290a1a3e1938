import LinearAlgebra
import Synchronization
import Testing

@Suite struct ThreadTeamTests {
    @Test func everyPieceIsTakenOnce() {
        let team = ThreadTeam(3), taken = (0..<40).map { _ in Counter() }
        for _ in 0..<5 { team.run(taken.count) { piece, worker in taken[piece].add(worker < team.count ? 1 : 1_000) } }
        #expect(team.count == 3 && taken.allSatisfy { $0.value == 5 })
    }

    /// No thread has room for a stack of that size.
    @Test func aTeamWithoutThreadsDoesTheWorkAlone() {
        let team = ThreadTeam(4, stackSize: 1 << 50), taken = (0..<40).map { _ in Counter() }
        team.run(taken.count) { piece, worker in taken[piece].add(worker + 1) }
        #expect(team.count == 1 && taken.allSatisfy { $0.value == 1 })
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .relaxed) }
    func add(_ number: Int) { count.add(number, ordering: .relaxed) }
}
