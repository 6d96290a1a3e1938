// A whole program in units: its sources read, cut and digested. Everything that a fingerprint can depend on is a unit.
import Foundation

/// The modules of a program and what they are made of.
package final class Program {
    struct Module {
        var name: String
        var symbol: Symbol
        var isMacro: Bool
        /// From the program's package; "" when it is not known.
        var folder = ""
        /// Itself, and of the modules below it those that it imports, by itself or through others.
        var sees: Set<Int> = []
        /// The modules that its files import; nil for one that is not of Swift, which may include whatever is below it.
        var imports: Set<Symbol>?
        var units: [Int] = []
    }

    private(set) var modules: [Module] = []
    private(set) var units: [Unit] = []
    private(set) var symbols = SymbolTable()
    /// How many lines of Swift were read.
    package private(set) var lineCount = 0
    private var manifests: [String: PackageManifest] = [:]

    /// Reads a program. `read` gives the content of a file.
    package init(_ description: ProgramDescription, reading read: (String) throws -> [UInt8]) throws {
        var numbers: [String: Int] = [:]
        for module in description.modules {
            numbers[module.name] = modules.count
            let folder = description.root.isEmpty || module.folder.isEmpty ? "" : RelativePath.from(description.root, to: module.folder)
            modules.append(Module(name: module.name, symbol: symbols.symbol(module.name), isMacro: module.isMacro, folder: folder))
        }
        let names = Set(modules.map(\.symbol))
        for package in description.packages {
            let name = package.prefix { $0 != " " }
            add(Self.unit(.package, nil, "", "the version of package \(name)", Array(package.utf8)))
        }
        for (path, text) in try manifestTexts(description, read) {
            let manifest = PackageManifest(text)
            manifests[path] = manifest
            add(Self.unit(.package, nil, "Package.swift", "Package.swift", manifest.common))
        }
        for (number, module) in description.modules.enumerated() {
            modules[number].sees = Set(module.sees.compactMap { numbers[$0] } + [number])
            try readModule(module, number, moduleNames: names, read)
        }
        let visible = modules.indices.map(imported)
        for number in modules.indices { modules[number].sees = visible[number] }
    }

    /// What a module sees. That it is linked with a module does not show it that module's code; what it imports may show it
    /// all that is imported there. A macro's module is named by the declaration of the macro, and not imported.
    private func imported(by start: Int) -> Set<Int> {
        var found: Set = [start], open = [start]
        while let next = open.popLast() {
            let imports = modules[next].imports
            for other in modules[next].sees where imports?.contains(modules[other].symbol) ?? true || modules[other].isMacro {
                if found.insert(other).inserted { open.append(other) }
            }
        }
        return found
    }

    private func manifestTexts(_ description: ProgramDescription, _ read: (String) throws -> [UInt8]) throws -> [(String, [UInt8])] {
        try Set(description.modules.compactMap(\.manifest)).sorted().map { ($0, try read($0)) }
    }

    private func readModule(
        _ module: ProgramDescription.Module, _ number: Int, moduleNames: Set<Symbol>, _ read: (String) throws -> [UInt8]
    ) throws {
        for path in module.otherFiles {
            add(Self.unit(.file, number, Self.relative(path, module.folder), nil, try read(path)))
        }
        var imports: Set<[UInt8]> = []
        for path in module.sources {
            let bytes = try read(path)
            lineCount += bytes.count { $0 == UInt8(ascii: "\n") }
            let source = Lexer.tokenize(bytes, symbols: &symbols)
            let isMain = path.hasSuffix("/main.swift")
            imports.formUnion(addFile(source, path: Self.relative(path, module.folder), isMain: isMain, number, moduleNames))
        }
        var settings = Content()
        settings.add(module.conditions.sorted().joined(separator: " "))
        settings.add(module.manifest.flatMap { manifests[$0] }?.settings(ofTarget: module.target) ?? [])
        add(Self.unit(.setting, number, "Package.swift", "the settings of module \(module.name)", settings.bytes))
        // An import in one file is felt in others: conformances and operators are found across a module.
        let all = imports.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
        add(Self.unit(.setting, number, "", "the imports of module \(module.name)", all))
    }

    /// Adds the units of a file; the result is its imports.
    private func addFile(_ source: TokenizedSource, path: String, isMain: Bool, _ module: Int, _ moduleNames: Set<Symbol>) -> [[UInt8]] {
        let pieces = DeclarationSplitter(source: source, symbols: symbols, isMain: isMain).split()
        // Every word of an import counts: `import struct A.B`, `@_exported import A`.
        let words = pieces.filter { $0.kind == .import }.flatMap { source.tokens[$0.tokens].map(\.symbol) }
        modules[module].imports = (modules[module].imports ?? []).union(words)
        let imports = pieces.filter { $0.kind == .import }.map { piece in
            var content = Content()
            for range in piece.conditions + [piece.tokens] { content.add(range, of: source, symbols: symbols) }
            return content.bytes
        }
        let importsUnit = units.count
        let sorted = imports.sorted { $0.lexicographicallyPrecedes($1) }
        add(Self.unit(.imports, module, path, "the imports of \(path)", sorted.flatMap { $0 }))
        for piece in pieces where piece.kind != .import {
            let rows = DeclarationRows(source: source, symbols: symbols)
            var content = Content()
            content.add(modules[module].name)
            content.add(path)
            content.add(rows.content(of: piece))
            var unit = Unit(
                kind: .declaration(piece.kind), module: module, path: path, digest: Fingerprint(of: content.bytes), rows: rows.rows(of: piece))
            unit.names = piece.names
            if let first = source.tokens[piece.tokens].first, let last = source.tokens[piece.tokens].last {
                unit.place = Int(first.start)..<Int(last.end)
            }
            unit.extendedPath = piece.extendedPath
            unit.imports = importsUnit
            unit.memberNames = MemberNames(of: piece, symbols: symbols).all
            unit.references = References(
                piece.tokens, of: source, symbols: symbols, modules: moduleNames, readsStrings: modules[module].isMacro)
            add(unit)
        }
        return imports
    }

    private func add(_ unit: Unit) {
        if let module = unit.module { modules[module].units.append(units.count) }
        units.append(unit)
    }

    // MARK: Units

    private static func unit(_ kind: Unit.Kind, _ module: Int?, _ path: String, _ name: String?, _ bytes: [UInt8]) -> Unit {
        var content = Content()
        content.add(path)
        content.add(bytes)
        return Unit(kind: kind, module: module, path: path, digest: Fingerprint(of: content.bytes), rows: [row(name ?? path, bytes)])
    }

    private static func row(_ name: String, _ bytes: [UInt8]) -> Unit.Row { Unit.Row(name: name, digest: Fingerprint(of: bytes).short) }

    private static func relative(_ path: String, _ folder: String) -> String {
        path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    }
}
