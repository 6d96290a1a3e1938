// What each result of a build was made from, all the way up: build/lineage.json. With it two builds can be compared without their stores: a result that
// is another one is followed upwards as long as values differ, and what differs there by itself is the cause.
//
// Upstream of a result all targets of one type are one group: their parameters as sets of values, and one digest of their outputs. So the file grows
// with the number of types and not of targets.
import BuildGraph

/// The groups of targets upstream of each result.
package struct Lineage: Codable, Equatable {
    package static let fileName = "lineage.json"
    /// The table of the program's declarations, by which changes of code have names.
    package static let codeFileName = "code.txt"
    package static let format = 1

    /// All targets of one type upstream of a result.
    package struct Group: Codable, Hashable {
        /// The full Swift type.
        package var type: String
        package var count: Int
        /// Of the code: distinct fingerprints, ascending, each by 16 digits.
        package var code: [String]
        /// Of the parameters and of the outputs of all of them.
        package var arguments: String
        package var output: String
        /// Values by path: "64", "2, 8, 32", "1 … 16 (16)".
        package var parameters: [String: String]
        /// Digests of declared files by path.
        package var files: [String: String]
        /// The types of what they are made from.
        package var inputs: [String]
    }

    /// A figure, a claim, a document or a quantity.
    package struct Result: Codable, Equatable {
        package var kind: String
        package var type: String
        /// Changes with anything that it is made from.
        package var source: String
        /// Its own first.
        package var groups: [Int]
        /// What it was made with.
        package var machine: Int
    }

    package var format = Self.format
    package var paper: String
    package var profile: String
    /// Of a variant: parameters that were set, by path.
    package var settings: [String: String]
    package var groups: [Group]
    /// By name.
    package var results: [String: Result]
    /// Processor, system and software, by name.
    package var machines: [[String: String]]

    /// The group of a type upstream of a result.
    func group(_ type: String, of result: Result) -> Group? {
        result.groups.lazy.filter(groups.indices.contains).map { groups[$0] }.first { $0.type == type }
    }
}

extension Lineage {
    /// With what an earlier file says of results that this build did not make: of those that are still called so.
    func keeping(_ earlier: Lineage, called names: Set<String>) -> Lineage {
        var result = self
        for (name, old) in earlier.results where result.results[name] == nil && names.contains(name) && earlier.isWhole(old) {
            let groups = old.groups.map { number -> Int in
                let group = earlier.groups[number]
                if let known = result.groups.firstIndex(of: group) { return known }
                result.groups.append(group)
                return result.groups.count - 1
            }
            let machine = earlier.machines[old.machine], known = result.machines.firstIndex(of: machine)
            if known == nil { result.machines.append(machine) }
            result.results[name] = Result(kind: old.kind, type: old.type, source: old.source, groups: groups, machine: known ?? result.machines.count - 1)
        }
        return result
    }

    func isWhole(_ result: Result) -> Bool { result.groups.allSatisfy(groups.indices.contains) && machines.indices.contains(result.machine) }
}
