// The program that the plugin runs: reads a description of a program and its sources, writes the Swift file with the
// fingerprints. A file that would not change is not touched, so that nothing is compiled for a comment.
import CodeFingerprint
import Foundation

@main
enum CodeFingerprintTool {
    private static let usage = """
        usage: CodeFingerprintTool DESCRIPTION OUTPUT.swift
               CodeFingerprintTool DESCRIPTION --reach TYPE DECLARATION   how a type reaches a declaration
               CodeFingerprintTool DESCRIPTION --list [TYPE]              what all types, or one, can reach

        """

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch (arguments.count, arguments.dropFirst().first) {
            case (4, "--reach"): try printChain(arguments[0], from: arguments[2], to: arguments[3])
            case (2, "--list"), (3, "--list"): try printReached(arguments[0], by: arguments.dropFirst(2).first)
            case (2, _): try write(arguments[0], to: arguments[1])
            default:
                FileHandle.standardError.write(Data(usage.utf8))
                exit(64)
            }
        } catch {
            // In this form a build shows it as an error.
            FileHandle.standardError.write(Data("error: the code's fingerprints cannot be made: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func program(_ path: String) throws -> Program {
        let description = try ProgramDescription(parsing: String(contentsOfFile: path, encoding: .utf8))
        return try Program(description) { Array(try Data(contentsOf: URL(filePath: $0))) }
    }

    private static func write(_ description: String, to output: String) throws {
        let text = FingerprintTables(try program(description)).swiftSource(compilerVersion: compilerVersion())
        if FileManager.default.contents(atPath: output) == Data(text.utf8) { return }
        try text.write(toFile: output, atomically: true, encoding: .utf8)
    }

    private static func printChain(_ description: String, from type: String, to name: String) throws {
        let program = try program(description)
        func didYouMean(_ near: [String]) -> String { near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?" }
        do {
            for line in try program.chain(from: type, to: name) { print(line) }
        } catch let problem as Program.NoChain {
            switch problem {
            case .unknownType: print("The program has no type \(type).\(didYouMean(program.types(like: type)))")
            case .unknownDeclaration: print("The program has no declaration, member or file called \(name).\(didYouMean(program.declarations(like: name)))")
            case .unreached: print("\(type) does not reach \(name).")
            }
            exit(problem == .unreached ? 1 : 2)
        }
    }

    private static func printReached(_ description: String, by type: String?) throws {
        let program = try program(description)
        print("\(program.lineCount) lines")
        for item in program.fingerprints() where type == nil || item.name == type || item.name.hasSuffix("." + (type ?? "")) {
            print(item.name, item.fingerprint.hexadecimal.prefix(16))
            if type != nil { program.names(of: item).forEach { print("  " + $0) } }
        }
    }

    /// The first line of `swiftc --version`; "unknown" when it cannot be asked.
    private static func compilerVersion() -> String {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swiftc", "--version"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "unknown" }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").first.map { $0.filter { $0 != "\"" && $0 != "\\" } } ?? "unknown"
    }
}
