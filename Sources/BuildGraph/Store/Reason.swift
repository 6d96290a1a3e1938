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
    /// … the content of these inputs changed, by name: what they are called beside others is worked out when it is shown.
    case inputsChanged([String])
    /// … these files changed.
    case filesChanged([String])
    /// … its stored value is gone.
    case valueMissing
    /// … its stored value is damaged.
    case valueDamaged
    /// … its stored value came from outside, and its signer is not trusted any more.
    case notTrusted
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
    /// these inputs, by name, run first; it runs if their content changes.
    case waitsForInputs([String])
}

extension Node {
    /// A reason for what this target does or did, with its inputs called by their titles. An input that it no longer has keeps its name.
    /// The name is long so that no target says it by chance: what reasons there are is no part of what targets compute.
    public func reasonText(_ reason: Reason) -> String {
        reason.text { name in dependencies.first { $0.name == name }?.title ?? name }
    }
}

extension Reason: CustomStringConvertible {
    /// With inputs called by their names; see also `Node.reasonText`.
    public var description: String { text { $0 } }

    /// - Parameter called: what an input of some name is called. Asked only for those that are shown.
    fileprivate func text(called: (String) -> String) -> String {
        switch self {
        case .neverBuilt: "never built"
        case .codeChanged(let names): names.isEmpty ? "the code changed" : "changed code: " + Self.list(names)
        case .parametersChanged(let changes): "changed: " + Self.list(changes, noun: "parameter")
        case .inputsChanged(let names): "changed input: " + Self.list(names, noun: "input", called)
        case .filesChanged(let paths): "changed file: " + Self.list(paths, noun: "file")
        case .valueMissing: "its stored value is gone"
        case .valueDamaged: "its stored value was damaged"
        case .notTrusted: "its signer is not trusted any more"
        case .forced: "asked for"
        case .failedBefore: "failed last time"
        case .upToDate: "up to date"
        case .inputFailed(let name): "\(name) failed"
        case .notReached: "not reached"
        case .waitsForInputs(let names): "if changed: " + Self.list(names, noun: "input", called)
        }
    }

    /// The last of more than three stands for the rest.
    private static func list(_ summary: [String]) -> String {
        summary.count > 3 ? "\(summary.dropLast().joined(separator: ", ")) and \(summary[summary.count - 1])" : summary.joined(separator: ", ")
    }

    private static func list(_ items: [String], noun: String, _ called: (String) -> String = { $0 }) -> String {
        let shown = items.prefix(3).map(called).joined(separator: ", ")
        return items.count > 3 ? "\(shown) and \(items.count - 3) more" : shown
    }
}
