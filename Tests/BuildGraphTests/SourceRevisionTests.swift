// The state of the project's sources is kept with each run, wherever it ran, and is no part of what decides whether a target runs.
import BuildGraph
import Synchronization
import TestSupport
import Testing

struct MadeInAWorker: Target {
    var resources: Resources { .heavy(memory: 1 << 20) }
    func make(_ inputs: Inputs) throws -> Int { 1 }
}

struct MadeOnAThread: Target {
    let heavy = Input(MadeInAWorker())
    func make(_ inputs: Inputs) throws -> Int { try inputs[heavy] + 1 }
}

/// A build in a project whose sources are at a revision.
private func build(_ world: TestWorld, at revision: SourceRevision?) throws -> TestWorld.Result {
    let roots = [AnyInput(Input(MadeOnAThread()))], code = CodeFingerprints(everything: Digest(of: "code".utf8))
    var effects = world.effects
    effects.processes = MemoryWorkers(
        graph: try Graph(roots: roots.map(\.node)), code: code, folder: TestWorld.storeFolder, effects: world.effects)
    let store = try Store(folder: TestWorld.storeFolder, effects: effects)
    if let revision { store.findRevision { revision } }
    return try world.build(roots, fingerprints: code, store: store)
}

private func revision(_ digit: Character, isClean: Bool = true) throws -> SourceRevision {
    try #require(SourceRevision(commit: String(repeating: digit, count: 40), isClean: isClean))
}

@Suite struct SourceRevisionTests {
    private let roots = [Input(MadeOnAThread()).node, Input(MadeInAWorker()).node]

    @Test func aRunKeepsItOnAThreadAndInAWorker() throws {
        let world = TestWorld(), dirty = try revision("a", isClean: false)
        let result = try build(world, at: dirty)
        for node in roots {
            #expect(result.outcome.trace(of: node)?.details.revision == dirty)
            #expect(result.outcome.cost(of: node)?.revision == dirty)
        }
    }

    @Test func anotherCommitRunsNothingAndWhatIsThereKeepsItsOwn() throws {
        let world = TestWorld(), old = try revision("a"), new = try revision("b")
        #expect(try build(world, at: old).ran.count == 2)
        let result = try build(world, at: new)
        #expect(result.ran.isEmpty)
        for node in roots { #expect(result.outcome.cost(of: node)?.revision == old) }
    }

    @Test func aProjectWithoutARepositoryHasNoneAndIsRead() throws {
        let world = TestWorld()
        let first = try build(world, at: nil)
        #expect(first.ran.count == 2)
        let again = try build(world, at: try revision("b"))
        #expect(again.ran.isEmpty)
        for node in roots {
            #expect(again.outcome.trace(of: node)?.details.revision == nil)
            let cost = try #require(again.outcome.cost(of: node))
            #expect(cost.revision == nil)
        }
    }

    @Test func itIsAskedForWhenItIsNeeded() throws {
        let asked = Mutex(0), store = try TestWorld().openStore(), one = try revision("c")
        #expect(store.revision == nil)
        store.findRevision {
            asked.withLock { $0 += 1 }
            return one
        }
        #expect(asked.withLock { $0 } == 0)
        #expect(store.revision == one && asked.withLock { $0 } == 1)
    }

    @Test func asAnArgumentItComesBackAndWhatIsNoCommitIsNone() throws {
        for isClean in [true, false] {
            let one = try revision("7", isClean: isClean)
            #expect(SourceRevision(one.text) == one)
        }
        for text in ["", "+", "none", "(initial)", "abc123"] { #expect(SourceRevision(text) == nil, "\(text)") }
    }
}
