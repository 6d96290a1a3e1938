// From a result that is another one to the edit that made it so: upwards through the groups of targets that it is made from, as long as their values
// differ. What differs at a group by itself (parameters, code, files) is a cause; where the values of a group are the same, nothing above it can be.
import BuildGraph

/// Finds what made results differ between two builds.
package struct CauseFinder {
    private let old, new: Lineage
    private let program: ProgramComparison?

    /// Nil where one of the builds does not say what it was made from.
    package init?(_ old: BuildSnapshot, _ new: BuildSnapshot) {
        guard let before = old.lineage, let now = new.lineage else { return nil }
        (self.old, self.new) = (before, now)
        let tables = (old.code(), new.code())
        if let a = tables.0, let b = tables.1, a != b { program = ProgramComparison(from: a, to: b) } else { program = nil }
    }

    /// Why a result of a name is another one; the nearest first. Empty for a result that only one of the builds has.
    package func causes(of name: String) -> [Cause] {
        guard let before = old.results[name], let now = new.results[name] else { return [] }
        // Parameters that differ in a way that has no words, as by holding more inputs: told where nothing else is.
        var others: [Cause] = []
        var causes: [Cause] = [], seen: Set<String> = [], queue = [now.type]
        if before.type != now.type { causes.append(Cause(kind: .code, text: "made by `\(Self.short(now.type))` instead of `\(Self.short(before.type))`")) }
        while !queue.isEmpty {
            let type = queue.removeFirst()
            guard seen.insert(type).inserted else { continue }
            let (a, b) = (old.group(type, of: before), new.group(type, of: now))
            if let a, let b {
                // What is the same has not been changed by anything above it; of the result itself it is known that it was.
                if type != now.type && a.output == b.output && a.count == b.count { continue }
                let own = own(a, b)
                causes += own
                if own.isEmpty && a.arguments != b.arguments { others.append(Cause(kind: .parameter, text: "parameters of `\(Self.short(type))`")) }
                queue += Set(a.inputs).union(b.inputs).sorted()
            } else if let one = a ?? b, type != now.type {
                causes.append(Cause(kind: .input, text: "\(a == nil ? "now also" : "no longer") made from \(Self.counted(one))"))
            }
        }
        if causes.isEmpty { causes = others.isEmpty ? surroundings(before, now) : others }
        return causes.uniqued()
    }

    /// What differs at a group by itself.
    private func own(_ a: Lineage.Group, _ b: Lineage.Group) -> [Cause] {
        let name = Self.short(b.type)
        var causes: [Cause] = []
        causes += Self.parameters(a, b).map { Cause(kind: .parameter, text: "`\(name).\($0)`: \($1)") }
        if a.count != b.count { causes.append(Cause(kind: .input, text: "\(Self.counted(b)) instead of \(a.count)")) }
        for path in Set(a.files.keys).union(b.files.keys).sorted() where a.files[path] != b.files[path] {
            causes.append(Cause(kind: .file, text: "`\(path)`" + (a.files[path] == nil ? ", new" : b.files[path] == nil ? ", no longer used" : "")))
        }
        if a.code != b.code {
            let names = program?.changedDeclarations(reachedBy: b.type) ?? []
            causes += names.isEmpty ? [Cause(kind: .code, text: "the code of `\(name)`")] : names.map { Cause(kind: .code, text: $0) }
        }
        return causes
    }

    /// Parameters that differ, with how they do. Parts of a list that differ in the same way are told once: "curves[…].width".
    private static func parameters(_ a: Lineage.Group, _ b: Lineage.Group) -> [(path: String, change: String)] {
        let paths = Set(a.parameters.keys).union(b.parameters.keys).sorted().filter { a.parameters[$0] != b.parameters[$0] }
        let changes = paths.map { path in
            (path: path, pattern: path.replacing(#/\[\d+\]/#, with: "[…]"), change: "\(a.parameters[path] ?? "none") → \(b.parameters[path] ?? "none")")
        }
        let counts = Dictionary(changes.map { ([$0.pattern, $0.change], 1) }, uniquingKeysWith: +)
        var told: Set<[String]> = []
        return changes.compactMap { path, pattern, change in
            guard let count = counts[[pattern, change]], count > 1 else { return (path, change) }
            return told.insert([pattern, change]).inserted ? (pattern, change) : nil
        }
    }

    /// What is recorded of a run and is in no key.
    private func surroundings(_ before: Lineage.Result, _ now: Lineage.Result) -> [Cause] {
        guard old.machines.indices.contains(before.machine), new.machines.indices.contains(now.machine) else { return [] }
        let (a, b) = (old.machines[before.machine], new.machines[now.machine])
        return Set(a.keys).union(b.keys).sorted().filter { a[$0] != b[$0] && a[$0] != nil && b[$0] != nil }.map {
            Cause(kind: .surroundings, text: "\($0): \(a[$0] ?? "") → \(b[$0] ?? "")")
        }
    }

    /// "240 × Training".
    private static func counted(_ group: Lineage.Group) -> String { group.count == 1 ? "`\(short(group.type))`" : "\(group.count) × `\(short(group.type))`" }

    /// Without modules: "Replicates<Noise>".
    private static func short(_ type: String) -> String {
        var result = "", word = ""
        for character in type {
            switch character {
            case ".": word = ""
            case _ where character.isLetter || character.isNumber || character == "_": word.append(character)
            default:
                result += word + String(character)
                word = ""
            }
        }
        return result + word
    }
}
