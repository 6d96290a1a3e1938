// What code a type can reach, by names alone. The rules are those of docs/fingerprints.md, in its order. They take too
// much rather than too little: what is left out cannot be run by the type.

/// The units that the code of one type may run.
struct Reach {
    /// Why a unit was taken, and from which other one.
    struct Cause {
        var unit: Int?
        var rule: String
    }

    private let program: Program
    private let index: NameIndex
    /// In the order in which they were taken.
    private(set) var units: [Int] = []
    private(set) var causes: [Int: Cause] = [:]
    private var isTaken: [Bool]
    private var isEntered: [Bool]
    private var isHome: [Bool]
    private var isOpen: [Bool]
    private var isSpoken: Set<Symbol> = []
    private var next = 0

    /// - Parameter start: a type or a protocol. A protocol stands for all that conforms to it.
    init(from start: Int, in program: Program, index: NameIndex) {
        self.program = program
        self.index = index
        isTaken = Array(repeating: false, count: program.units.count)
        isEntered = Array(repeating: false, count: program.modules.count)
        isHome = isEntered
        isOpen = isTaken
        take(start, nil, "the type itself")
        takeEverywhere()
        if program.units[start].declaration == .protocol { takeConformers(of: start) }
        while next < units.count {
            follow(units[next])
            next += 1
        }
    }

    private mutating func take(_ unit: Int, _ from: Int?, _ rule: String) {
        guard !isTaken[unit] else { return }
        isTaken[unit] = true
        units.append(unit)
        causes[unit] = Cause(unit: from, rule: rule)
        if let imports = program.units[unit].imports { take(imports, unit, "imports of its file") }
        if let module = program.units[unit].module { enter(module, from: unit) }
    }

    private mutating func follow(_ unit: Int) {
        for name in index.spoken[unit] where isSpoken.insert(name).inserted {
            for piece in index.waiting[name] ?? [] where !isTaken[piece] && isEntered[module(piece)] {
                if index.isOutsideExtension[piece] || index.owners[piece].contains(where: { isTaken[$0] }) { take(piece, unit, "extends, named by") }
            }
        }
        for named in index.named[unit] { take(named, unit, "named by") }
        for base in index.existentials[unit] { takeConformers(of: base) }
        switch program.units[unit].declaration {
        case .type, .protocol:
            for piece in index.extensions[unit] { takeExtension(piece, unit) }
            // A value of a class may be of any class below it.
            if program.units[unit].declaration == .type { takeConformers(of: unit) }
        case .extension:
            for owner in index.owners[unit] { take(owner, unit, "extended by") }
        default: break
        }
    }

    /// Takes an extension of something that is reached, unless it is out of sight or nobody says a name of it.
    private mutating func takeExtension(_ piece: Int, _ owner: Int) {
        guard isEntered[module(piece)] || index.conformsOutside[piece] else { return }
        if let names = index.conditions[piece], !names.contains(where: { isSpoken.contains($0) }) { return }
        take(piece, owner, "extends")
    }

    /// What may stand behind a protocol that is the type of a value; and subclasses.
    private mutating func takeConformers(of base: Int) {
        guard !isOpen[base] else { return }
        isOpen[base] = true
        for conformer in index.conformers[base] {
            take(conformer, base, "conforms to")
            takeConformers(of: conformer)
        }
    }

    // MARK: Modules

    private func module(_ unit: Int) -> Int { program.units[unit].module ?? 0 }

    /// What is in every fingerprint: versions and manifests, and what is called by the linker's names.
    private mutating func takeEverywhere() {
        for (number, unit) in program.units.enumerated() {
            if unit.kind == .package { take(number, nil, "in every fingerprint") }
            if unit.references?.hasLinkageName == true { take(number, nil, "has a name of the linker's") }
            if index.isOutsideExtension[number], index.conformsOutside[number] { take(number, nil, "conforms an outside type to an outside protocol") }
        }
    }

    /// Code of this module may run: what it needs no name for is taken, in all modules that it can see.
    private mutating func enter(_ home: Int, from unit: Int) {
        guard !isHome[home] else { return }
        isHome[home] = true
        for number in program.modules[home].units where program.units[number].declaration == .statement {
            take(number, unit, "runs when the program starts")
        }
        for seen in program.modules[home].sees.sorted() where !isEntered[seen] {
            isEntered[seen] = true
            for number in program.modules[seen].units { takeUnnamed(number, isMacro: program.modules[seen].isMacro, from: unit) }
        }
    }

    private mutating func takeUnnamed(_ number: Int, isMacro: Bool, from unit: Int) {
        switch program.units[number].kind {
        case .setting, .file: take(number, unit, "of a module it sees")
        case .declaration(.operator), .declaration(.operatorFunction): take(number, unit, "an operator of a module it sees")
        case .declaration(.unknown): take(number, unit, "not understood, in a module it sees")
        case .declaration(.extension):
            if index.isOutsideExtension[number] {
                let names = index.conditions[number]
                if names == nil || names?.contains(where: { isSpoken.contains($0) }) == true { take(number, unit, "extends an outside type, in a module it sees") }
            } else if let owner = index.owners[number].first(where: { isTaken[$0] }) {
                takeExtension(number, owner)
            }
        case .declaration where isMacro: take(number, unit, "of a macro")
        case .declaration, .imports, .package: break
        }
    }
}
