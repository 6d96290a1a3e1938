// Makes a lineage from the runs of a build, or of an archive.
import BuildGraph
import Foundation
import Manuscript

/// A target as far as a lineage needs it.
package struct LineageNode {
    /// Nil for intermediate results.
    package var label: String?
    package var kind: String
    package var type: String
    package var parameters: [UInt8]
    /// Nil where it has no value.
    package var output: Digest?
    package var code: Digest?
    /// By path.
    package var files: [String: Digest]
    /// Positions of what it is made from: before its own.
    package var inputs: [Int]

    package init(
        label: String? = nil, kind: String = "", type: String, parameters: [UInt8] = [], output: Digest?, code: Digest?, files: [String: Digest] = [:], inputs: [Int] = []
    ) {
        (self.label, self.kind, self.type, self.parameters) = (label, kind, type, parameters)
        (self.output, self.code, self.files, self.inputs) = (output, code, files, inputs)
    }
}

/// Groups targets by type, upstream of each result.
package struct LineageBuilder {
    /// Paths of parameters that are listed by group; of more, as in long lists of structures, only the digest tells.
    private static let mostPaths = 40
    /// Values that are listed by path.
    private static let mostValues = 5

    private let nodes: [LineageNode]
    /// What each is made from, all the way up, as digests.
    private let sources: [Digest]
    private var leaves: [[(String, String)]?]
    private var groups: [Lineage.Group] = []
    private var numbers: [Lineage.Group: Int] = [:]

    package init(_ nodes: [LineageNode]) {
        self.nodes = nodes
        sources = nodes.reduce(into: []) { sources, node in
            var builder = DigestBuilder()
            builder.add(field: node.type)
            builder.add(field: node.parameters)
            for digest in [node.output, node.code].compactMap({ $0 }) { builder.add(digest) }
            for (path, content) in node.files.sorted(by: { $0.key < $1.key }) {
                builder.add(field: path)
                builder.add(content)
            }
            for input in node.inputs { builder.add(sources[input]) }
            sources.append(builder.finish())
        }
        leaves = Array(repeating: nil, count: nodes.count)
    }

    /// The lineage of all labelled targets that have a value.
    ///
    /// - Parameters:
    ///   - earlier: an earlier one, of which is taken what is the same.
    ///   - machine: what made a result: processor, system and software.
    package mutating func lineage(
        paper: String, profile: String, settings: [String: String], earlier: Lineage? = nil, machine: (Int) -> [String: String]
    ) -> Lineage {
        var lineage = Lineage(paper: paper, profile: profile, settings: settings, groups: [], results: [:], machines: [])
        for (position, node) in nodes.enumerated() {
            guard let label = node.label, node.output != nil else { continue }
            let made = machine(position), known = lineage.machines.firstIndex(of: made)
            if known == nil { lineage.machines.append(made) }
            let source = String(sources[position].hexadecimal.prefix(16)), numbers: [Int]
            if let earlier, let last = earlier.results[label], last.source == source, last.kind == node.kind, earlier.isWhole(last) {
                numbers = last.groups.map { number(of: earlier.groups[$0]) }
            } else {
                numbers = groups(upstreamOf: position)
            }
            lineage.results[label] = Lineage.Result(
                kind: node.kind, type: node.type, source: source, groups: numbers, machine: known ?? lineage.machines.count - 1)
        }
        lineage.groups = groups
        return lineage
    }

    /// The groups of a target and of all it is made from; its own is the first. Of a document they are those of documents: what the text is made from,
    /// and not all that it shows.
    private mutating func groups(upstreamOf root: Int) -> [Int] {
        let isDocument = nodes[root].kind == TargetKind.document.name
        var seen: Set<Int> = [root], order: [Int] = [root], next = 0
        while next < order.count {
            for input in nodes[order[next]].inputs where (!isDocument || nodes[input].kind == nodes[root].kind) && seen.insert(input).inserted { order.append(input) }
            next += 1
        }
        var members: [String: [Int]] = [:], types: [String] = []
        for position in order {
            if members[nodes[position].type] == nil { types.append(nodes[position].type) }
            members[nodes[position].type, default: []].append(position)
        }
        return types.map { number(of: group($0, members[$0] ?? [])) }
    }

    private mutating func number(of group: Lineage.Group) -> Int {
        if let known = numbers[group] { return known }
        numbers[group] = groups.count
        groups.append(group)
        return groups.count - 1
    }

    private mutating func group(_ type: String, _ members: [Int]) -> Lineage.Group {
        var values: [String: Set<String>] = [:], files: [String: String] = [:], inputs: Set<String> = []
        for position in members {
            for (path, text) in leaves(of: position) where values[path] != nil || values.count < Self.mostPaths { values[path, default: []].insert(text) }
            for (path, content) in nodes[position].files { files[path] = String(content.hexadecimal.prefix(16)) }
            inputs.formUnion(nodes[position].inputs.map { nodes[$0].type })
        }
        func digest(_ parts: [[UInt8]]) -> String {
            var builder = DigestBuilder()
            for part in parts.sorted(by: { $0.lexicographicallyPrecedes($1) }) { builder.add(field: part) }
            return String(builder.finish().hexadecimal.prefix(16))
        }
        return Lineage.Group(
            type: type, count: members.count, code: Set(members.compactMap { nodes[$0].code.map { String($0.hexadecimal.prefix(16)) } }).sorted(),
            arguments: digest(members.map { nodes[$0].parameters }), output: digest(members.map { Array((nodes[$0].output?.hexadecimal ?? "").utf8) }),
            parameters: values.mapValues(Self.summary), files: files, inputs: inputs.sorted())
    }

    private mutating func leaves(of position: Int) -> [(String, String)] {
        if let known = leaves[position] { return known }
        let found = ((try? Datum(decoding: nodes[position].parameters))?.leaves ?? []).map { (Self.path($0.0), $0.1.hasSuffix(".0") ? String($0.1.dropLast(2)) : $0.1) }
        leaves[position] = found
        return found
    }

    /// Without the names that the compiler gives to unlabelled values of an enumeration's case.
    private static func path(_ path: String) -> String {
        path.split(separator: ".").filter { !($0.first == "_" && $0.dropFirst().allSatisfy(\.isNumber)) }.joined(separator: ".")
    }

    /// "2, 8, 32", "1 … 16 (16)"
    private static func summary(_ values: Set<String>) -> String {
        let sorted = values.sorted { (Double($0) ?? .infinity, $0) < (Double($1) ?? .infinity, $1) }
        guard sorted.count > mostValues, let first = sorted.first, let last = sorted.last else { return sorted.joined(separator: ", ") }
        return "\(first) … \(last) (\(sorted.count))"
    }
}
