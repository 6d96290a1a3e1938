// What a target must not depend on: environment, threads, what runs beside it. A value is made again as it was built,
// and, on request, under other conditions.
import CPosix

/// One thing that differs from usual.
public struct Condition: Sendable, Equatable {
    /// For people: "time zone Asia/Kathmandu".
    public var name: String
    /// Set for the process; nothing is removed from its environment.
    public var environment: [String: String]
    /// How many targets are made side by side, on threads and in processes; nil leaves it as it is.
    public var width: Int?

    public init(_ name: String, environment: [String: String] = [:], width: Int? = nil) {
        self.name = name
        self.environment = environment
        self.width = width
    }
}

/// Conditions that hold together during one pass over the targets.
public struct Surroundings: Sendable, Equatable {
    public var conditions: [Condition]

    public init(_ conditions: [Condition]) { self.conditions = conditions }

    /// Everything is as usual.
    public static let asBuilt = Surroundings([])

    var environment: [String: String] {
        conditions.reduce(into: [:]) { $0.merge($1.environment) { $1 } }
    }

    var width: Int? { conditions.lazy.compactMap(\.width).first }

    public var name: String { conditions.isEmpty ? "as built" : conditions.map(\.name).joined(separator: " + ") }
}

extension Surroundings {
    /// Surroundings for a thorough verification. Each pass changes everything at once, in another direction; only for a target that
    /// differs is each condition of the pass tried alone. This costs three passes instead of one for each condition,
    /// and misses a difference only where two conditions undo each other's to the last bit.
    ///
    /// - Parameter threadVariables: environment variables that set the number of threads of libraries that targets use.
    public static func matrix(cores: Int, threadVariables: [String]) -> [Surroundings] {
        func threads(_ count: Int) -> [Condition] {
            if threadVariables.isEmpty { return [] }
            let values = Dictionary(threadVariables.map { ($0, "\(count)") }, uniquingKeysWith: { $1 })
            return [Condition("\(count) library thread\(count == 1 ? "" : "s")", environment: values)]
        }
        func locale(_ name: String) -> Condition { Condition("locale \(name)", environment: ["LC_ALL": name, "LANG": name]) }
        func zone(_ name: String) -> Condition { Condition("time zone \(name)", environment: ["TZ": name]) }
        let many = max(4, 2 * cores)
        return [
            Surroundings(threads(1) + [
                Condition("one at a time", width: 1), locale("C"), zone("America/St_Johns"),
                Condition("fixed hash seed", environment: ["SWIFT_DETERMINISTIC_HASHING": "1"]),
            ]),
            Surroundings(threads(many) + [
                Condition("\(many) side by side", width: many), locale("de_DE.UTF-8"), zone("Pacific/Kiritimati"),
            ]),
            Surroundings(threads(3) + [Condition("3 side by side", width: 3), locale("tr_TR.UTF-8"), zone("Asia/Kathmandu")]),
        ]
    }

    /// Of some surroundings those that can be had here, and the locales that cannot: under one that is not installed programs fall
    /// back to C, and a verification would show nothing.
    public static func available(
        among all: [Surroundings], hasLocale: (String) -> Bool = { has_locale($0) != 0 }
    ) -> (matrix: [Surroundings], missing: [String]) {
        var missing: [String] = []
        let matrix = all.map { surroundings in
            Surroundings(
                surroundings.conditions.filter { condition in
                    guard let locale = condition.environment["LC_ALL"], !hasLocale(locale) else { return true }
                    missing.append(locale)
                    return false
                })
        }
        return (matrix, missing)
    }
}
