// Light targets that end the process they run in, one way or another.
import BuildGraph
import Foundation

struct Mishap: Target {
    enum Kind: String, Codable { case none, trap, overflow, abort, kill, once }

    var name: String
    var kind: Kind
    var label: String? { name }

    func make(_ inputs: Inputs) throws -> Double {
        _ = inputs.checkpoint.resume(Int.self)
        try inputs.checkpoint.save(.units(1)) { 1 }
        // Others run beside it.
        Thread.sleep(forTimeInterval: 0.2)
        Self.happen(kind, to: name)
        return 1
    }

    /// `$EXAMPLE_TRAPS` names a figure or a claim that traps.
    static func happen(to name: String) {
        let names = ProcessInfo.processInfo.environment["EXAMPLE_TRAPS"]?.split(separator: " ").map(String.init) ?? []
        if names.contains(name) { happen(.trap, to: name) }
    }

    private static func happen(_ kind: Kind, to name: String) {
        switch kind {
        case .none: break
        case .trap: fatalError("\(name) traps on purpose")
        case .overflow: print(depth(1))
        case .abort: abort()
        case .kill: kill(getpid(), SIGKILL)
        case .once: if !CommandLine.arguments.contains("worker") { fatalError("\(name) traps beside others") }
        }
    }

    private static func depth(_ x: Int) -> Int { x == 0 ? 0 : 1 + depth(x + 1) * 2 }

    /// "a:trap b:none"
    static func named(in text: String) -> [Mishap] {
        text.split(separator: " ").compactMap { word in
            let parts = word.split(separator: ":")
            return Kind(rawValue: String(parts.last ?? "")).map { Mishap(name: String(parts[0]), kind: $0) }
        }
    }
}
