// Parameters that are set for one build: the same paper at another scale, beside the one that its profiles give. A study that takes its scale through
// `PaperSetting.varied` can be varied, and need know nothing of it.
import BuildGraph
import Foundation

/// What is set for a variant of a paper.
public struct Variation: Sendable, Hashable {
    /// In the order in which they were given.
    public let settings: [Setting]
    /// What the scales of the paper made of them.
    package let review = ScaleReview()

    /// A parameter by its path, or several by a pattern, and its value as it was typed: "learning.curves.width" and "128".
    public struct Setting: Sendable, Hashable {
        public let path: String
        public let text: String

        public init(_ path: String, _ text: String) { (self.path, self.text) = (path, text) }
    }

    public init(_ settings: [Setting]) { self.settings = settings }

    public static func == (a: Variation, b: Variation) -> Bool { a.settings == b.settings }
    public func hash(into hasher: inout Hasher) { hasher.combine(settings) }
}

/// The parameters that the scales of a paper have, and what became of settings. Filled while the contents of the paper are described.
///
/// Threading: safe from any thread. What it holds is only touched under its lock; a `Mutex` would need a module that no target's code sees today,
/// and whose import would change all keys.
package final class ScaleReview: @unchecked Sendable {
    package struct Parameter: Sendable, Equatable {
        /// With the name of its scale: "learning.curves.width".
        package let path: String
        /// As the profile has it, and as it is.
        package let standard, value: String
    }

    private struct Scale {
        var type: String
        var parameters: [Parameter]
        var problems: [Problem]
    }

    /// A setting that cannot be.
    package struct Problem: Sendable, Equatable {
        package let path, text: String
        /// "a whole number above 0".
        package let expected: String
    }

    /// Whether a path, or a pattern with * for any characters, names a parameter.
    package static func isMeant(_ path: String, by pattern: String) -> Bool {
        guard pattern.contains("*") else { return path == pattern }
        var rest = path[...], parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        let last = parts.removeLast()
        guard let first = parts.first, rest.hasPrefix(first) else { return false }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst() where !part.isEmpty {
            guard let place = rest.firstRange(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return rest.hasSuffix(last)
    }

    private let lock = NSLock()
    private var scales: [(name: String, scale: Scale)] = []

    /// All parameters, in the order of their scales.
    package var parameters: [Parameter] { lock.withLock { scales.flatMap(\.scale.parameters) } }
    package var problems: [Problem] { lock.withLock { scales.flatMap(\.scale.problems) } }

    /// Notes a scale; what was noted under its name before, when the contents were described for the first time, is forgotten.
    func note(_ name: String, type: String, _ parameters: [Parameter], _ problems: [Problem]) {
        lock.withLock {
            scales.removeAll { $0.name == name && $0.scale.type == type }
            scales.append((name, Scale(type: type, parameters: parameters, problems: problems)))
        }
    }
}
