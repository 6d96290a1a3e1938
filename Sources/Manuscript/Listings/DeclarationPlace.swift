// Where a type of the program is declared: for links, and for what a service shows at a line.
import BuildGraph
import CodeFingerprint

/// Finds declarations in the sources.
public struct DeclarationPlace: Sendable {
    let code: CodeFingerprints
    let read: @Sendable (SourceFile) throws -> [UInt8]

    /// - Parameter read: the content of a file of the project.
    public init(_ code: CodeFingerprints, reading read: @escaping @Sendable (SourceFile) throws -> [UInt8]) {
        self.code = code
        self.read = read
    }

    /// The line on which a type is declared, below its comment. Nil for a type that is not found, or whose source is not there.
    public func ofType(_ typeName: String) -> Position? {
        let found = code.declarations(named: typeName)
        guard found.count == 1, let bytes = try? read(SourceFile(found[0].path)),
            let shown = SourceDeclaration.all(named: found[0].name, in: bytes).first
        else { return nil }
        let comments = shown.pieces.map(\.text).joined().split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("//") }.count
        return Position(file: found[0].path, line: shown.lines.lowerBound + comments, column: 1)
    }
}
