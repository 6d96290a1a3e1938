// What is compiled into the program, as two texts that are read fast: the fingerprints, and the table of declarations
// from which `paper why` finds the names of what changed. `CodeFingerprints` and `CodeTable` of BuildGraph read them.
//
//   fingerprints   *DIGEST                     of the whole program
//                  =Module folder              every module of the program, and where it is, from the program's package
//                  Module.Type DIGEST          every top-level type, 64 hexadecimal digits
//
//   declarations   =Module                     what follows is of this module (none: of the whole program)
//                  /path/in/module             … and of this file
//                  +DIGEST name                a declaration, 16 digits; its number is its place among these lines
//                  .DIGEST name                a member of it
//                  *0-4 7 9-12                 numbers of declarations, which …
//                  >Module.Type                … are those that this target type reaches

/// The two texts of a program.
package struct FingerprintTables: Sendable, Equatable {
    package let fingerprints: String
    package let declarations: String

    package init(_ program: Program) {
        let types = program.fingerprints()
        let heads = ["*" + program.fingerprint.hexadecimal] + program.modules.map { "=" + $0.name + ($0.folder.isEmpty ? "" : " " + $0.folder) }
        fingerprints = (heads + types.map { "\($0.name) \($0.fingerprint.hexadecimal)" }).joined(separator: "\n")

        // What no target reaches needs no name.
        let conformers = program.conformers(of: Self.targetProtocol)
        let targets = conformers.isEmpty ? types : types.filter { conformers.contains($0.name) }
        let used = Set(targets.flatMap(\.units)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
        var lines: [String] = []
        var place = (module: -1, path: "")
        for unit in used.map({ program.units[$0] }) {
            if let module = unit.module, module != place.module {
                lines.append("=" + program.modules[module].name)
                place = (module, "")
            }
            if unit.path != place.path {
                lines.append("/" + unit.path)
                place.path = unit.path
            }
            for (number, row) in unit.rows.enumerated() { lines.append("\(number == 0 ? "+" : ".")\(row.digest) \(Self.plain(row.name))") }
        }
        let sets = Dictionary(grouping: targets, by: \.units).sorted { ($0.value.first?.name ?? "") < ($1.value.first?.name ?? "") }
        for (units, types) in sets {
            lines.append("*" + Self.ranges(units.compactMap { numbers[$0] }))
            lines += types.map { ">" + $0.name }
        }
        declarations = lines.joined(separator: "\n")
    }

    /// What the types conform to that the engine asks for.
    private static let targetProtocol = "BuildGraph.Target"

    /// A name on one line.
    private static func plain(_ name: String) -> String { String(name.map { $0.isNewline ? " " : $0 }) }

    private static func ranges(_ numbers: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound == number - 1 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
    }

    /// The Swift file that is compiled into the program.
    package func swiftSource(compilerVersion: String) -> String {
        """
        // Made by CodeFingerprintPlugin from the sources of this program; see docs/fingerprints.md.
        import BuildGraph

        /// The code that each target type runs.
        let compiledCode = CodeFingerprints(fingerprints: compiledFingerprints, declarations: compiledDeclarations)

        /// The compiler that the program was made with.
        let compilerVersion = ##"\(compilerVersion)"##

        private let compiledFingerprints = ##\"\"\"
        \(fingerprints)
        \"\"\"##

        private let compiledDeclarations = ##\"\"\"
        \(declarations)
        \"\"\"##

        """
    }
}
