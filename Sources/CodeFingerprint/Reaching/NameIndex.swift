// Who is called what, who extends what, and who conforms to what, over a whole program: the edges that `Reach` follows.

final class NameIndex {
    /// For each unit the declarations that it names, as far as its module can see them.
    private(set) var named: [[Int]]
    /// For each unit the protocols that it uses as types of values.
    private(set) var existentials: [[Int]]
    /// For each type its extensions, in whatever module.
    private(set) var extensions: [[Int]]
    /// For each protocol or class what conforms to it or inherits from it, in whatever module.
    private(set) var conformers: [[Int]]
    /// For each extension the types of the program that it extends.
    private(set) var owners: [[Int]]
    /// Extensions of types of other programs, of aliases, and of what could not be told.
    private(set) var isOutsideExtension: [Bool]
    /// Extensions that conform to a protocol of Swift or of a library: code that is not looked at may call them.
    private(set) var conformsOutside: [Bool]
    /// Protocols without requirements: nothing is called through them.
    private static let markers: Set<String> = [
        "Sendable", "AnyObject", "Any", "Copyable", "Escapable", "BitwiseCopyable", "SendableMetatype", "unchecked", "retroactive",
        "preconcurrency", "Self",
    ]

    /// For each extension the names without one of which it is not used; nil where it is taken with what it extends.
    private(set) var conditions: [[Symbol]?]
    /// By a name the extensions that it is a condition of.
    private(set) var waiting: [Symbol: [Int]] = [:]
    /// For each unit which of these names it says.
    private(set) var spoken: [[Symbol]]

    /// What is in every fingerprint: versions and manifests, and what is called by the linker's names; and the rule.
    private(set) var everywhere: [(unit: Int, rule: String)] = []
    /// By module what may be taken without being named.
    private(set) var unnamed: [[Int]] = []

    private let program: Program
    private var declared: [Symbol: [Int]] = [:]
    private var aliases: [Symbol: Set<Symbol>] = [:]
    /// Where aliases of a name are declared.
    private var aliasUnits: [Symbol: [Int]] = [:]
    private var inherited: [Set<Symbol>]

    init(_ program: Program) {
        self.program = program
        let none = [[Int]](repeating: [], count: program.units.count)
        (named, existentials, extensions, conformers, owners) = (none, none, none, none, none)
        conditions = Array(repeating: nil, count: none.count)
        spoken = Array(repeating: [], count: none.count)
        isOutsideExtension = Array(repeating: false, count: none.count)
        conformsOutside = isOutsideExtension
        inherited = Array(repeating: [], count: none.count)
        for (number, unit) in program.units.enumerated() {
            for name in Set(unit.names) { declared[name, default: []].append(number) }
            for alias in unit.references?.aliases ?? [] {
                aliases[alias.name, default: []].formUnion(alias.meaning)
                aliasUnits[alias.name, default: []].append(number)
            }
        }
        for (number, unit) in program.units.enumerated() {
            inherited[number] = unit.references?.inherited ?? []
            inherited[number] = withMeanings(inherited[number])
        }
        linkExtensions()
        linkConformers()
        findConditions()
        findUnnamed()
        for (number, unit) in program.units.enumerated() {
            guard let references = unit.references else { continue }
            named[number] = references.names.flatMap { visible($0, from: number) }.filter { $0 != number }.sorted()
            spoken[number] = references.words.filter { waiting[$0] != nil }
            existentials[number] = references.existentials.flatMap { visible($0, from: number) }
                .filter { program.units[$0].declaration == .protocol }
        }
    }

    /// The declarations of a name that a unit's module can see.
    private func visible(_ name: Symbol, from unit: Int) -> [Int] { (declared[name] ?? []).filter { sees($0, from: unit) } }

    /// Whether a unit's module can see what is declared in another unit.
    private func sees(_ other: Int, from unit: Int) -> Bool {
        guard let module = program.units[unit].module, let its = program.units[other].module else { return false }
        return program.modules[module].sees.contains(its)
    }

    /// Names, and what they stand for where they are aliases.
    private func withMeanings(_ names: Set<Symbol>) -> Set<Symbol> {
        var all = names
        var open = Array(names)
        while let name = open.popLast() {
            for meaning in aliases[name] ?? [] where all.insert(meaning).inserted { open.append(meaning) }
        }
        return all
    }

    private func linkExtensions() {
        for (number, unit) in program.units.enumerated() where unit.declaration == .extension {
            var path = unit.extendedPath
            if path.count > 1, program.modules.contains(where: { $0.symbol == path[0] }), visible(path[1], from: number).contains(where: isType) {
                path.removeFirst()
            }
            owners[number] = path.first.map { visible($0, from: number).filter(isType) } ?? []
            let mayBeAlias = path.contains { (aliasUnits[$0] ?? []).contains { sees($0, from: number) } }
            isOutsideExtension[number] = owners[number].isEmpty || mayBeAlias
            for owner in owners[number] { extensions[owner].append(number) }
        }
    }

    private func isType(_ number: Int) -> Bool {
        let kind = program.units[number].declaration
        return kind == .type || kind == .protocol
    }

    private func linkConformers() {
        for (number, names) in inherited.enumerated() {
            for name in names {
                for base in visible(name, from: number) where base != number && isType(base) { conformers[base].append(number) }
            }
        }
        for number in inherited.indices { conformsOutside[number] = hasOutside(inherited[number], from: number) }
    }

    private func findUnnamed() {
        for (number, unit) in program.units.enumerated() {
            if unit.kind == .package { everywhere.append((number, "in every fingerprint")) }
            if unit.references?.hasLinkageName == true { everywhere.append((number, "has a name of the linker's")) }
            if isOutsideExtension[number], conformsOutside[number] {
                everywhere.append((number, "conforms an outside type to an outside protocol"))
            }
        }
        unnamed = program.modules.map { module in
            module.units.filter { number in
                switch program.units[number].declaration {
                case .type, .protocol, .function, .variable, .typealias, .macro, .enumCase, .import, .statement: module.isMacro
                case .extension, .operatorFunction, .operator, .unknown, nil: true
                }
            }
        }
    }

    private func findConditions() {
        guard !program.modules.contains(where: \.isMacro) else { return }
        for (number, unit) in program.units.enumerated() where unit.declaration == .extension && inherited[number].isEmpty {
            guard let names = unit.memberNames, canOnlyBeNamed(number) else { continue }
            conditions[number] = names
            for name in Set(names) { waiting[name, default: []].append(number) }
        }
    }

    /// Whether nothing but a name leads to the members of an extension: they serve no conformance to a protocol of a library.
    private func canOnlyBeNamed(_ extended: Int) -> Bool {
        if isOutsideExtension[extended] {
            let path = program.units[extended].extendedPath
            guard path.count == 1, owners[extended].isEmpty, aliases[path[0]] == nil,
                MemberNames.concrete.contains(program.symbols.names[Int(path[0])])
            else { return false }
            return !program.units.indices.contains {
                conformsOutside[$0] && isOutsideExtension[$0] && program.units[$0].extendedPath.first == path[0]
            }
        }
        return owners[extended].allSatisfy { owner in
            guard program.units[owner].declaration == .type, conformers[owner].isEmpty else { return false }
            return ([owner] + extensions[owner]).allSatisfy { !hasOutside(inherited[$0], from: $0, except: MemberNames.harmless) }
        }
    }

    /// Whether some of these names, or what they refine, are protocols that the program does not declare.
    private func hasOutside(_ names: Set<Symbol>, from unit: Int, except harmless: Set<String> = []) -> Bool {
        var seen: Set<Int> = []
        var open = [(names, unit)]
        while let (names, unit) = open.popLast() {
            for name in names {
                let text = program.symbols.names[Int(name)]
                if Self.markers.contains(text) || harmless.contains(text) { continue }
                let known = visible(name, from: unit)
                if known.isEmpty { return true }
                for base in known where seen.insert(base).inserted { open.append((inherited[base], base)) }
            }
        }
        return false
    }
}
