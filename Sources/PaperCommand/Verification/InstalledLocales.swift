// Which locales the machine has: under one that it has not, programs fall back to C and a verification tells nothing.
import BuildGraph

/// The locales of the machine, as the program `locale` lists them.
struct InstalledLocales {
    private let names: Set<String>?

    init(asking processes: any ProcessRunner) {
        let result = try? processes.run(Command("locale", ["-a"], timeLimit: 10), until: Cancellation())
        names = result.flatMap { $0.succeeded ? Set($0.outputText.split(separator: "\n").map { Self.normalized($0) }) : nil }
    }

    init(listing names: [String]?) { self.names = names.map { Set($0.map { Self.normalized($0[...]) }) } }

    /// `de_DE.UTF-8` and `de_DE.utf8` are one locale. Nothing is known to be missing where `locale` is missing.
    func contains(_ name: String) -> Bool { names?.contains(Self.normalized(name[...])) ?? true }

    private static func normalized(_ name: Substring) -> String { name.lowercased().filter { $0 != "-" } }

    /// The surroundings without the conditions that cannot be had here, and the names of the locales that are missing.
    func available(_ matrix: [Surroundings]) -> (matrix: [Surroundings], missing: [String]) {
        var missing: [String] = []
        let kept = matrix.map { surroundings in
            Surroundings(
                surroundings.conditions.filter { condition in
                    guard let locale = condition.environment["LC_ALL"], !contains(locale) else { return true }
                    missing.append(locale)
                    return false
                })
        }
        return (kept, missing)
    }
}
