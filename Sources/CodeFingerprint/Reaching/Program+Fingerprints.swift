// The result: for each type of a program the digest of all the code it reaches.

extension Program {
    /// A type, protocols included, with all that its code may run.
    package struct TypeFingerprint: Sendable {
        /// With its module: `SignalPropagation.SpectralDensity`.
        package var name: String
        package var fingerprint: Fingerprint
        /// Positions of the units, in order.
        var units: [Int]
    }

    /// The fingerprints of all top-level types, in the order of their names. Types of one name in one module, as under
    /// `#if`, are one.
    package func fingerprints() -> [TypeFingerprint] {
        let index = NameIndex(self)
        let order = DigestOrder(units.map(\.digest))
        var types: [String: [Int]] = [:]
        for number in units.indices where isType(number) { types[qualifiedName(number) ?? "", default: []].append(number) }
        // Many types reach the same.
        var known: [[Int]: Fingerprint] = [:]
        return types.sorted { $0.key < $1.key }.map { name, starts in
            let reached = reachedUnits(from: starts, index)
            let fingerprint = known[reached] ?? order.combined(reached)
            known[reached] = fingerprint
            return TypeFingerprint(name: name, fingerprint: fingerprint, units: reached)
        }
    }

    /// The fingerprint of one type, named with its module; nil when there is no such type.
    package func fingerprint(ofType name: String) -> Fingerprint? {
        let index = NameIndex(self)
        let starts = units.indices.filter { isType($0) && qualifiedName($0) == name }
        let reached = reachedUnits(from: starts, index)
        return reached.isEmpty ? nil : DigestOrder(units.map(\.digest)).combined(reached)
    }

    /// Where in the sources the declarations are that a type reaches.
    package func places(reachedBy name: String) -> [(module: String, path: String, bytes: Range<Int>)] {
        let index = NameIndex(self)
        guard let start = units.indices.first(where: { isType($0) && qualifiedName($0) == name }) else { return [] }
        return Reach(from: start, in: self, index: index).units.compactMap { number in
            let unit = units[number]
            guard unit.declaration != nil, let module = unit.module else { return nil }
            return (modules[module].name, unit.path, unit.place)
        }
    }

    /// The names of all types that conform to a protocol, by themselves or through others.
    func conformers(of name: String) -> Set<String> {
        let index = NameIndex(self)
        var open = units.indices.filter { units[$0].declaration == .protocol && qualifiedName($0) == name }
        var found: Set<Int> = []
        while let next = open.popLast() {
            for conformer in index.conformers[next] + index.owners[next] where found.insert(conformer).inserted { open.append(conformer) }
        }
        return Set(found.compactMap(qualifiedName))
    }

    /// The fingerprint of all there is.
    var fingerprint: Fingerprint { DigestOrder(units.map(\.digest)).combined(Array(units.indices)) }

    /// In increasing order.
    private func reachedUnits(from starts: [Int], _ index: NameIndex) -> [Int] {
        var isReached = Array(repeating: false, count: units.count)
        for start in starts {
            for unit in Reach(from: start, in: self, index: index).units { isReached[unit] = true }
        }
        return isReached.indices.filter { isReached[$0] }
    }

    func qualifiedName(_ unit: Int) -> String? {
        guard let module = units[unit].module else { return nil }
        return "\(modules[module].name).\(units[unit].title)"
    }

    /// Why there is no way from a type to a declaration.
    package enum NoChain: Error, Equatable { case unknownType, unknownDeclaration, unreached }

    /// How a type reaches a declaration, from the type on. For a declaration with several names one of them is enough:
    /// `density(at:)`, `density` or `SpectralDensity`.
    package func chain(from type: String, to name: String) throws(NoChain) -> [String] {
        let index = NameIndex(self)
        guard let start = units.indices.first(where: { isType($0) && (qualifiedName($0) == type || units[$0].title == type) })
        else { throw .unknownType }
        func isCalled(_ row: String) -> Bool {
            [row, String(row.prefix { $0 != "(" })].contains { $0 == name || $0.hasSuffix("." + name) }
        }
        let wanted = Set(units.indices.filter { units[$0].path == name || units[$0].rows.contains { isCalled($0.name) } })
        if wanted.isEmpty { throw .unknownDeclaration }
        let reach = Reach(from: start, in: self, index: index)
        guard let found = reach.units.first(where: wanted.contains) else { throw .unreached }
        var lines: [String] = []
        var here: Int? = found
        while let unit = here {
            let cause = reach.causes[unit]
            let place = units[unit].module.map { modules[$0].name + (units[unit].path.isEmpty ? "" : "/" + units[unit].path) } ?? ""
            lines.append("\(units[unit].title)  (\(place)): \(cause?.rule ?? "") \(cause?.unit.map { units[$0].title } ?? "")")
            here = cause?.unit
        }
        return lines.reversed()
    }

    private func isType(_ unit: Int) -> Bool { units[unit].declaration == .type || units[unit].declaration == .protocol }
}

extension Program {
    /// What a type reaches, for people: each with its place.
    package func names(of type: TypeFingerprint) -> [String] {
        type.units.map { number in
            let unit = units[number]
            let parts = [unit.module.map { modules[$0].name }, unit.path.isEmpty ? nil : unit.path, unit.title]
            return parts.compactMap { $0 }.joined(separator: " ")
        }
    }
}

/// The digests of a program's units sorted once, so that many sets of them are combined without sorting each.
private struct DigestOrder {
    /// For each unit the place of its digest among the different ones.
    private let places: [Int]
    private let digests: [Fingerprint]

    init(_ all: [Fingerprint]) {
        digests = Set(all).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        let place = Dictionary(uniqueKeysWithValues: digests.enumerated().map { ($1, $0) })
        places = all.map { place[$0] ?? 0 }
    }

    /// One fingerprint for a set of units, whatever their order and the number of times of each digest.
    func combined(_ units: [Int]) -> Fingerprint {
        var isIn = Array(repeating: false, count: digests.count)
        for unit in units { isIn[places[unit]] = true }
        return Fingerprint(of: digests.indices.flatMap { isIn[$0] ? digests[$0].bytes : [] })
    }
}
