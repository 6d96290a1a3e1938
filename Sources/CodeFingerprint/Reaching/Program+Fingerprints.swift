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
        var reached: [String: Set<Int>] = [:]
        for (number, unit) in units.enumerated() where unit.declaration == .type || unit.declaration == .protocol {
            guard let name = qualifiedName(number) else { continue }
            reached[name, default: []].formUnion(Reach(from: number, in: self, index: index).units)
        }
        return reached.sorted { $0.key < $1.key }.map { name, reached in
            TypeFingerprint(name: name, fingerprint: Self.combined(reached.map { units[$0].digest }), units: reached.sorted())
        }
    }

    /// The fingerprint of one type, named with its module; nil when there is no such type.
    package func fingerprint(ofType name: String) -> Fingerprint? {
        let index = NameIndex(self)
        let starts = units.indices.filter { isType($0) && qualifiedName($0) == name }
        let reached = Set(starts.flatMap { Reach(from: $0, in: self, index: index).units })
        return reached.isEmpty ? nil : Self.combined(reached.map { units[$0].digest })
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
    var fingerprint: Fingerprint { Self.combined(units.map(\.digest)) }

    /// Whatever the order and the number of times.
    private static func combined(_ digests: [Fingerprint]) -> Fingerprint {
        Fingerprint(of: Set(digests.map(\.bytes)).sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
    }

    func qualifiedName(_ unit: Int) -> String? {
        guard let module = units[unit].module else { return nil }
        return "\(modules[module].name).\(units[unit].title)"
    }

    /// How a type reaches a declaration, from the type on; nil when it does not. For a declaration with several names
    /// one of them is enough: `density(at:)` or `SpectralDensity`.
    package func chain(from type: String, to name: String) -> [String]? {
        let index = NameIndex(self)
        guard let start = units.indices.first(where: { isType($0) && (qualifiedName($0) == type || units[$0].title == type) }) else { return nil }
        let reach = Reach(from: start, in: self, index: index)
        func isWanted(_ unit: Unit) -> Bool {
            unit.rows.contains { $0.name == name || $0.name.hasSuffix("." + name) } || unit.path == name
        }
        guard let found = reach.units.first(where: { isWanted(units[$0]) }) else { return nil }
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
            return [unit.module.map { modules[$0].name }, unit.path.isEmpty ? nil : unit.path, unit.title].compactMap { $0 }.joined(separator: " ")
        }
    }
}
