// The declarations of the program, looked up by the names that people give them: what a chapter shows, and where a figure's code is.

/// A declaration as it was compiled.
public struct CompiledDeclaration: Hashable, Sendable {
    public let module: String
    /// Its file, from the folder of the program's package.
    public let path: String
    /// "Trainer.step(images:)"; with its module it names one declaration, unless it stands in two files.
    public let name: String
    /// Of the tokens of the declaration, and of each of its members.
    public let digests: [String]

    package init(module: String, path: String, name: String, digests: [String]) {
        self.module = module
        self.path = path
        self.name = name
        self.digests = digests
    }

    public var fullName: String { "\(module).\(name)" }
}

extension CodeTable {
    /// The declarations that somebody may mean by "Trainer", "Trainer.step", "NeuralNetworks.Trainer.step(images:)".
    ///
    /// - Parameter folders: of the modules.
    func declarations(named name: String, folders: [Substring: Substring]) -> [CompiledDeclaration] {
        let whole = Self.withoutLabels(name[...])
        let inModule = whole.utf8.firstIndex(of: UInt8(ascii: ".")).map { whole[whole.utf8.index(after: $0)...] }
        let found = Set((places[whole] ?? []) + (inModule.flatMap { places[$0] } ?? [])).sorted()
        return found.filter { rows[$0].isCalled(name) }.map { index in
            let row = rows[index], folder = folders[row.module] ?? ""
            return CompiledDeclaration(
                module: String(row.module), path: (folder.isEmpty ? "" : folder + "/") + row.path.drop { $0 == "/" }, name: String(row.name),
                digests: members(of: index).map { String(rows[$0].digest) })
        }
    }

    /// A row and those of its members, which follow it.
    private func members(of index: Int) -> Range<Int> {
        let row = rows[index], isUnit = index == 0 || rows[index - 1].unit != row.unit
        let end = rows[(index + 1)...].firstIndex { $0.unit != row.unit || !isUnit && !$0.name.hasPrefix(row.name + ".") }
        return index..<(end ?? rows.count)
    }
}

extension CodeTable.Row {
    /// Whether somebody may mean it by a name: with or without its module, and the labels of a function.
    fileprivate func isCalled(_ name: String) -> Bool {
        guard path != "", !self.name.hasPrefix("the imports of ") else { return false }
        let own = name.hasPrefix(module + ".") ? name.dropFirst(module.count + 1) : name[...]
        return [own, name[...]].contains { $0 == self.name || $0 == CodeTable.withoutLabels(self.name) }
    }
}
