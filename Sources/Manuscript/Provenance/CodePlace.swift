// Where the declaration of a target stands: its file, and its first line where the file still has what was compiled.
import BuildGraph
import CodeFingerprint

/// A declaration's place, as "Sources/Studies/…/Spectra.swift:12".
public struct CodePlace: Sendable, Equatable {
    public let name: String
    public let path: String
    /// From 1; nil when the file was edited since it was compiled.
    public let line: Int?

    /// - Parameter source: the bytes of the file; nil when it cannot be read.
    public init(_ declaration: CompiledDeclaration, source: [UInt8]?) {
        name = declaration.name
        path = declaration.path
        let found = source.map { SourceDeclaration.all(named: declaration.name, in: $0, isMain: declaration.path.hasSuffix("/main.swift")) }
        line = found?.first { $0.digests == declaration.digests }?.lines.lowerBound
    }

    package var html: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "<code>\(HTMLText.escaped(name))</code> in <code>\(HTMLText.escaped(place))</code>"
    }
}
