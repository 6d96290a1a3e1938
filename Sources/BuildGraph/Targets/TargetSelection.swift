// Which targets people mean: names, patterns of names, and conditions on parameters.
import Foundation

/// A condition on a parameter of targets: "depth=64", "rate<0.1", "optimiser!=sgd". A list fulfils it with any of its elements.
public struct ParameterCondition: Sendable, Equatable {
    enum Relation: String, CaseIterable {
        case notEqual = "!=", atMost = "<=", atLeast = ">=", equal = "=", less = "<", greater = ">"
    }

    public let text: String
    let name: String
    let relation: Relation
    let value: String

    /// Nil for what is no condition.
    public init?(_ text: String) {
        let places = Relation.allCases.compactMap { relation in text.range(of: relation.rawValue).map { (relation, $0) } }
        // The first sign counts; of two that begin there the longer, which stands first among the cases.
        guard let (relation, place) = places.min(by: { $0.1.lowerBound < $1.1.lowerBound }) else { return nil }
        (self.text, self.relation) = (text, relation)
        name = text[..<place.lowerBound].trimmingCharacters(in: .whitespaces)
        value = text[place.upperBound...].trimmingCharacters(in: CharacterSet(charactersIn: "= "))
        if name.isEmpty || value.isEmpty { return nil }
    }

    func holds(for leaf: ParameterLeaf) -> Bool {
        relation == .notEqual ? !leaf.values.contains { isEqual($0) } : leaf.values.contains(where: holds)
    }

    private func isEqual(_ datum: Datum) -> Bool {
        if let number = datum.number, let wanted = Double(value) { return number == wanted || datum.word == value }
        return datum.word.lowercased() == value.lowercased()
    }

    private func holds(for datum: Datum) -> Bool {
        switch relation {
        case .equal: return isEqual(datum)
        case .notEqual: return !isEqual(datum)
        case .less, .greater, .atMost, .atLeast:
            guard let number = datum.number, let wanted = Double(value) else { return false }
            return switch relation {
            case .less: number < wanted
            case .greater: number > wanted
            case .atMost: number <= wanted || isEqual(datum)
            default: number >= wanted || isEqual(datum)
            }
        }
    }
}

/// Names and conditions, as they were typed.
public struct TargetSelection: Sendable, Equatable {
    public var names: [String]
    public var conditions: [ParameterCondition]

    /// Everything, by default.
    public init(_ names: [String] = [], where conditions: [ParameterCondition] = []) { (self.names, self.conditions) = (names, conditions) }

    public var isEverything: Bool { names.isEmpty && conditions.isEmpty }
}

/// Why a target that people may ask for is not in the graph.
public struct LeftOutTarget: Sendable, Equatable {
    /// A sentence.
    public let why: String
    /// What to do.
    public let next: String

    public init(why: String, next: String) { (self.why, self.next) = (why, next) }
}

/// A selection that selects nothing.
public enum SelectionError: ReportableError, Equatable {
    case nothingMatches(pattern: String)
    case leftOut(String, LeftOutTarget)
    case unknownParameter(String, suggestions: [String], known: [String])
    /// `values` are those that the parameter has.
    case nothingFulfils(String, name: String, values: [String])

    public var report: ErrorReport {
        switch self {
        case .nothingMatches(let pattern): ErrorReport(what: "No target's name matches \(pattern).")
        case .leftOut(let name, let target): ErrorReport(what: "\(name) is not built.", why: target.why, next: target.next)
        case .unknownParameter(let name, let near, let known):
            ErrorReport(
                what: "No target here has a parameter called \(name).",
                next: !near.isEmpty ? "Did you mean \(near.joined(separator: " or "))?" : known.isEmpty ? nil : "There are \(Self.list(known)).")
        case .nothingFulfils(let condition, let name, let values):
            ErrorReport(what: "No target has \(condition).", why: "\(name) is \(Self.list(values)).")
        }
    }

    private static func list(_ items: [String]) -> String {
        items.count > 12 ? "\(items.prefix(11).joined(separator: ", ")), … (\(items.count))" : items.joined(separator: ", ")
    }
}

extension Graph {
    /// The targets with any of these names that fulfil all conditions; a name may be a pattern with * and ?. Without names, all.
    ///
    /// - Throws: where a name, a pattern or a condition selects nothing.
    public func targets(_ selection: TargetSelection) throws -> [Int] {
        let (names, conditions) = (selection.names, selection.conditions)
        var seen: Set<Int> = []
        let named = names.isEmpty ? Array(nodes.indices) : try names.flatMap(targets).filter { seen.insert($0).inserted }
        if conditions.isEmpty { return named }
        let leaves = named.map { ParameterLeaf.all(of: nodes[$0]) }
        var selected = Array(named.indices)
        for condition in conditions {
            let known = selected.flatMap { number in leaves[number].filter { $0.isCalled(condition.name) } }
            if known.isEmpty { throw unknown(condition, leaves.joined()) }
            selected = selected.filter { number in
                let mine = leaves[number].filter { $0.isCalled(condition.name) }
                return condition.relation == .notEqual ? !mine.isEmpty && mine.allSatisfy(condition.holds) : mine.contains(where: condition.holds)
            }
            if selected.isEmpty {
                throw SelectionError.nothingFulfils(condition.text, name: condition.name, values: Self.sorted(known.map(\.text)))
            }
        }
        return selected.map { named[$0] }
    }

    private func unknown(_ condition: ParameterCondition, _ leaves: some Sequence<ParameterLeaf>) -> SelectionError {
        let known = Set(leaves.map { ParameterLeaf.shortName($0.path).prefix { $0 != "[" } }.map(String.init)).sorted()
        return .unknownParameter(condition.name, suggestions: nearestNames(to: condition.name, among: known), known: known)
    }

    /// Each once: numbers by size, then words.
    private static func sorted(_ texts: [String]) -> [String] {
        Set(texts).sorted { a, b in
            switch (Double(a), Double(b)) {
            case (let a?, let b?): a < b
            case (nil, nil): a < b
            case (let a, _): a != nil
            }
        }
    }
}
