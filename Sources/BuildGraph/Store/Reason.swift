// Why a target runs, or does not: every decision of the engine has one of these.

/// Why a target ran, is going to run, or was left as it is.
public enum Reason: Codable, Sendable, Equatable {
    // It runs, because …
    /// … nothing like it was ever built.
    case neverBuilt
    /// … the code that it runs changed: these declarations, each as "`name` in File.swift", or not known which.
    case codeChanged([String])
    /// … parameters changed, each as "path: old → new".
    case parametersChanged([String])
    /// … the content of these inputs changed.
    case inputsChanged([String])
    /// … these files changed.
    case filesChanged([String])
    /// … its stored value is gone.
    case valueMissing
    /// … its stored value is damaged.
    case valueDamaged
    /// … the user asked for it.
    case forced
    /// … it failed the last time.
    case failedBefore

    // It does not run, because …
    /// … a value for exactly this state is stored.
    case upToDate
    /// … a target it needs failed.
    case inputFailed(String)
    /// … the build was interrupted, or stopped at a failure, before its turn.
    case notReached

    // It may run:
    /// these inputs run first; it runs if their content changes.
    case waitsForInputs([String])
}

extension Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .neverBuilt: "never built"
        case .codeChanged(let names): names.isEmpty ? "the code changed" : "changed code: " + Self.list(names)
        case .parametersChanged(let changes): "changed: " + Self.list(changes, noun: "parameter")
        case .inputsChanged(let names): "changed input: " + Self.list(names, noun: "input")
        case .filesChanged(let paths): "changed file: " + Self.list(paths, noun: "file")
        case .valueMissing: "its stored value is gone"
        case .valueDamaged: "its stored value was damaged"
        case .forced: "asked for"
        case .failedBefore: "failed last time"
        case .upToDate: "up to date"
        case .inputFailed(let name): "\(name) failed"
        case .notReached: "not reached"
        case .waitsForInputs(let names): "if changed: " + Self.list(names, noun: "input")
        }
    }

    /// The last of more than three stands for the rest.
    private static func list(_ summary: [String]) -> String {
        summary.count > 3 ? "\(summary.dropLast().joined(separator: ", ")) and \(summary[summary.count - 1])" : summary.joined(separator: ", ")
    }

    private static func list(_ items: [String], noun: String) -> String {
        let shown = items.prefix(3).joined(separator: ", ")
        return items.count > 3 ? "\(shown) and \(items.count - 3) more" : shown
    }
}
