// A verification in memory: "processes" are calls of `Remaker` on a store opened anew. What a condition sets in the
// environment of a process is found by the targets of these tests as the machine's software.
import BuildGraph
import Synchronization
import TestSupport

/// A number that depends on what it should not depend on.
struct Fickle: Target {
    enum Cause: String, Codable { case clock, environment, pair, process, nothing }
    var name: String
    var cause: Cause
    var isTolerant = false
    /// A process that makes it ends in the middle of it.
    var crashes = false
    var label: String? { name }
    var tolerance: Tolerance { isTolerant ? .ulps(4) : .bitwise }

    struct Crash: Error {}

    func make(_ inputs: Inputs) throws -> [Double] {
        let software = inputs.effects.machine.software
        if crashes && software["remade"] != nil { throw Crash() }
        let isOdd =
            switch cause {
            case .clock: true
            case .environment: software["LC_ALL"] == "de_DE.UTF-8"
            case .pair: software["ONE"] != nil && software["TWO"] != nil
            case .process: software["remade"] != nil
            case .nothing: false
            }
        guard isOdd else { return [1, 2] }
        if isTolerant { return [1, cause == .clock && software["remade"] == nil ? 2 : 2 + 3 * (2.0).ulp] }
        return [1, cause == .clock ? inputs.effects.clock.now() : 3]
    }
}

struct VerificationWorld {
    let world = TestWorld()
    /// The keys of each process that was started.
    let groups = Log<[String]>()

    /// What happened, in order.
    final class Log<Element: Sendable>: Sendable {
        private let elements = Mutex<[Element]>([])
        func add(_ element: Element) { elements.withLock { $0.append(element) } }
        var all: [Element] { elements.withLock { $0 } }
    }

    func subjects(_ roots: [AnyInput]) throws -> (Graph, Store, [VerificationSubject]) {
        let graph = try Graph(roots: roots.map(\.node)), store = try world.openStore()
        let plan = Scheduler(BuildContext(graph: graph, store: store, code: code), options: BuildOptions(machine: world.effects.machine)
        ).plan(Array(graph.nodes.indices))
        return (graph, store, VerificationSubject.stored(in: plan, store: store))
    }

    var code: CodeFingerprints { CodeFingerprints(everything: Digest(of: "code".utf8)) }

    /// Builds, then verifies with every "process" ending as `ending` says.
    func verify(
        _ roots: [AnyInput], matrix: [Surroundings] = [], cancellation: Cancellation = Cancellation(),
        ending: @escaping @Sendable (_ folder: String) throws -> CommandResult.Ending = { _ in .exited(0) },
        observe: @escaping (VerificationEvent) -> Void = { _ in }
    ) throws -> Verification {
        try world.build(roots)
        let (graph, store, subjects) = try subjects(roots)
        var effects = world.effects
        let inner = effects, code = code, groups = groups
        effects.processes = StubbedProcesses { command in
            var effects = inner
            effects.machine.software = command.environment.merging(["remade": "yes"]) { $1 }
            let folder = command.arguments.last ?? ""
            let names = try RemakeNames.of(folder, graph: subjects, files: inner.files)
            groups.add(names)
            let result = try ending(folder)
            if result == .exited(0) {
                try Remaker(BuildContext(graph: graph, store: try Store(folder: store.folder, effects: effects), code: code)).run(folder: folder)
            }
            return CommandResult(ending: result)
        }
        let verifier = Verifier(
            store: store, remaking: RemakeProcesses(effects: effects, command: Command("paper", ["remake"])),
            options: BuildOptions(jobs: 2, machine: effects.machine), cancellation: cancellation, observe: observe)
        return try verifier.verify(subjects, matrix: matrix)
    }
}

/// What a process was asked for.
enum RemakeNames {
    private struct Request: Codable { var keys: [Digest] }

    static func of(_ folder: String, graph subjects: [VerificationSubject], files: any FileSystem) throws -> [String] {
        let request = try decodeValue(Request.self, from: try files.read(folder + "/request"))
        return request.keys.compactMap { key in subjects.first { $0.key == key }?.node.name }
    }
}
