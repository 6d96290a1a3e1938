// A project folder for the example paper, and the real command run in it.
import BuildGraph
import Foundation
import Testing

/// A scratch project with the example paper's files.
struct ExampleProject {
    let folder: String

    init() throws {
        folder = try RealFileSystem().makeScratchFolder()
        try write(
            """
            # An example {#sec:example}

            ::: figure line
            A line of slope {{EX-1.observed:.2f}}.
            :::

            ::: figure noise
            Noise, seed 0.
            :::

            Claim {{claim EX-1}} is shown in {{ref figure:line}}, claim {{claim EX-2}} in {{ref figure:noise}}.
            """, to: "paper/example.md")
        try write("", to: "paper/references.bib")
        try write("set key off\n", to: "figures/style.gp")
        try write("plot data index line using x:y with lines\n", to: "figures/line.gp")
        try write("plot data index noise using x:y with points\n", to: "figures/noise.gp")
    }

    func write(_ text: String, to path: String) throws {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: false, encoding: .utf8)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(path)") }
    func read(_ path: String) throws -> String { try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) }
    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(path)") }

    /// The example's program, beside the tests' own.
    static let program: String = {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
        let candidates = [tests, ".build/release", ".build/debug"].map { "\($0)/example-paper" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "example-paper"
    }()

    /// Runs the command to its end.
    func run(_ arguments: [String], environment: [String: String] = [:], timeLimit: Double = 200) throws -> CommandResult {
        var environment = environment
        environment["PAPER_CACHE"] = environment["PAPER_CACHE"] ?? ""
        return try SystemProcessRunner().run(
            Command(Self.program, arguments + ["--project", folder], environment: environment, timeLimit: timeLimit),
            until: Cancellation())
    }

    /// What a build did, as the command tells it to programs.
    struct Report: Decodable {
        var ran: [String]
        var failed: [String]
        var skipped: [String]
        var upToDate: Int

        /// From the events of a build: the last line.
        init(events: String) throws {
            self = try JSONDecoder().decode(Self.self, from: Data((events.split(separator: "\n").last ?? "").utf8))
        }
    }

    /// A build whose last line of JSON does not say how it ended.
    struct UnexpectedEnd: Error, CustomStringConvertible { var description: String }

    /// Builds, and tells which targets ran: intermediate ones by type, with how many of them.
    @discardableResult
    func build(_ names: [String] = [], environment: [String: String] = [:]) throws -> (ran: [String], report: Report, result: CommandResult) {
        let result = try run(["build", "--json"] + names, environment: environment)
        if result.output.isEmpty { Issue.record("\(result.ending) \(result.errorText)") }
        guard let report = try? Report(events: result.outputText) else {
            throw UnexpectedEnd(description: "\(result.ending): \(result.outputText.suffix(600))\n\(result.errorText)")
        }
        let ran = report.ran.map(Self.kind)
        return (ran.sorted(), report, result)
    }

    /// `Noise-1a2b3c` is a `Noise`; labels stay as they are.
    private static func kind(_ name: String) -> String {
        let parts = name.split(separator: "-")
        guard parts.count == 2, parts[1].count == 6, parts[1].allSatisfy(\.isHexDigit) else { return name }
        return String(parts[0])
    }
}
