// The lexer against the compiler: a source that is written anew from its tokens, with nothing between them but the line ends
// and spaces that the tokens know of, must be the same program to the compiler's parser.
import CodeFingerprint
import Foundation
import Testing

@Suite struct CompilerTests {
    @Test func theCompilerReadsTheSameProgramInTheTokens() throws {
        guard let compiler = Self.compiler else {
            Issue.record("No swiftc in PATH: the lexer was not compared with the compiler.")
            return
        }
        let sources = try RealSources.all()
        #expect(sources.count > 300)
        let folder = FileManager.default.temporaryDirectory.appending(path: "lexer-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let originals = try write(sources.map(\.bytes), to: folder.appending(path: "a"))
        let copies = try write(sources.map { Self.emitted(Lexer.tokenize($0.bytes)) }, to: folder.appending(path: "b"))
        let (expected, found) = (try Self.dump(originals, compiler), try Self.dump(copies, compiler))
        #expect(expected.count > 10_000_000)
        if expected != found {
            let place = zip(expected, found).enumerated().first { $1.0 != $1.1 }?.offset ?? min(expected.count, found.count)
            func excerpt(_ dump: [UInt8]) -> String { String(decoding: dump[max(0, place - 300)..<min(dump.count, place + 100)], as: UTF8.self) }
            Issue.record("the compiler reads\n\(excerpt(expected))\nand in the tokens\n\(excerpt(found))")
        }
    }

    /// Tokens with a line end where one begins a line, and a space where it is meant or where two would become one.
    static func emitted(_ source: TokenizedSource) -> [UInt8] {
        var bytes: [UInt8] = []
        var spaceIsDue = false
        for token in source.tokens {
            let text = source.text(token)
            if token.startsLine {
                if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
            } else if token.hasSpaceBefore || spaceIsDue || !bytes.isEmpty && runTogether(bytes[bytes.count - 1], text[text.startIndex]) {
                bytes.append(UInt8(ascii: " "))
            }
            bytes += text
            spaceIsDue = token.hasSpaceAfter && token.kind == .operator
        }
        return bytes + [UInt8(ascii: "\n")]
    }

    private static func runTogether(_ a: UInt8, _ b: UInt8) -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") || Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
        }
        return isWord(a) && (isWord(b) || b == UInt8(ascii: "#") || b == UInt8(ascii: "\"")) || a == UInt8(ascii: "\"") && isWord(b)
    }

    private static var compiler: String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/swiftc" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private func write(_ files: [[UInt8]], to folder: URL) throws -> [String] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try files.enumerated().map { number, bytes in
            let url = folder.appending(path: "\(number).swift")
            try Data(bytes).write(to: url)
            return url.path
        }
    }

    /// The parser's view of all files.
    private static func dump(_ files: [String], _ compiler: String) throws -> [UInt8] {
        let output = FileManager.default.temporaryDirectory.appending(path: "dump-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: compiler)
        process.arguments = ["-frontend", "-dump-parse", "-swift-version", "6", "-module-name", "M", "-parse-as-library"] + files.flatMap { ["-primary-file", $0] }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return withoutPlaces(Array(try Data(contentsOf: output)))
    }

    /// The bytes of a dump without places in files and in memory.
    private static func withoutPlaces(_ dump: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(dump.count)
        dump.withUnsafeBufferPointer { dump in
            var index = 0
            func skip(to ends: [UInt8]) { while index < dump.count, !ends.contains(dump[index]) { index += 1 } }
            func starts(_ text: [UInt8]) -> Bool { index + text.count <= dump.count && text.indices.allSatisfy { dump[index + $0] == text[$0] } }
            let range = Array("range=[".utf8), file = Array("/lexer-".utf8), address = Array("0x".utf8), end = Array(" \")]\n".utf8)
            while index < dump.count {
                switch dump[index] {
                case UInt8(ascii: "r") where starts(range): skip(to: [UInt8(ascii: "]")])
                case UInt8(ascii: "/") where starts(file): skip(to: end)
                case UInt8(ascii: "0") where starts(address): skip(to: end)
                default:
                    kept.append(dump[index])
                    index += 1
                }
            }
        }
        return kept
    }
}
