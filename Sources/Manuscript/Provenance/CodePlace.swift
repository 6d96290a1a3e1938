// Where the declaration of a target stands: its file, and its first line where the file still has what was compiled.
import BuildGraph
import CodeFingerprint

/// A declaration's place, as "Sources/Studies/…/Spectra.swift:12".
public struct CodePlace: Sendable, Equatable {
    public let name: String
    public let path: String
    /// From 1; nil when the file was edited since it was compiled.
    public let line: Int?

    /// - Parameter file: nil when it cannot be read.
    package init(_ declaration: CompiledDeclaration, in file: CodeFile?) {
        name = declaration.name
        path = declaration.path
        line = file?.declarations.lines(of: declaration.name, digests: declaration.digests)?.lowerBound
    }

    package var html: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "<code>\(HTMLText.escaped(name))</code> in <code>\(HTMLText.escaped(place))</code>"
    }
}

/// A file with code, as it is now.
package struct CodeFile {
    fileprivate let declarations: SourceDeclarations

    package init(_ bytes: [UInt8], path: String) { declarations = SourceDeclarations(bytes, isMain: path.hasSuffix("/main.swift")) }
}
