// What gnuplot and pandoc said of themselves, kept beside the outputs: to ask takes longer than to draw a figure.
import BuildGraph

/// Runs programs. Of one that is the same file as when it was last asked, it gives that answer.
///
/// No `ProcessRunner`: every target could reach it then, and all that this module is made of.
struct ProgramMemory: Sendable {
    static let name = ".programs"
    /// What these say depends on nothing but the program; what fc-match says, on the fonts that are there.
    private static let constant: Set = ["gnuplot", "pandoc"]

    private struct Answer: Codable {
        var arguments: [String]
        var place: String
        var program: FileStatus
        var output, errors: [UInt8]
    }

    private let processes: any ProcessRunner
    private let files: any FileSystem
    private let folder: String
    private var path: String { "\(folder)/\(Self.name)" }

    init(_ effects: Effects, folder: String) {
        (processes, files) = (effects.processes, effects.files)
        self.folder = folder
    }

    func run(_ command: Command) throws -> CommandResult {
        guard Self.constant.contains(command.program), let place = SystemProcessRunner.find(command.program), isCompiled(place),
            let program = try? files.status(place)
        else { return try processes.run(command, until: Cancellation()) }
        let arguments = [command.program] + command.arguments
        var answers = (try? files.read(path)).flatMap { try? decodeValue([Answer].self, from: $0) } ?? []
        if let known = answers.first(where: { $0.arguments == arguments && $0.place == place && $0.program == program }) {
            return CommandResult(ending: .exited(0), output: known.output, errorOutput: known.errors)
        }
        let result = try processes.run(command, until: Cancellation())
        guard result.succeeded else { return result }
        answers.removeAll { $0.arguments == arguments }
        answers.append(Answer(arguments: arguments, place: place, program: program, output: result.output, errors: result.errorOutput))
        remember(answers)
        return result
    }

    /// A script may run another program tomorrow.
    private func isCompiled(_ place: String) -> Bool {
        let formats: [[UInt8]] = [[0x7F, 0x45, 0x4C, 0x46], [0xCF, 0xFA, 0xED, 0xFE], [0xCA, 0xFE, 0xBA, 0xBE]]
        return (try? files.read(place, from: 0, count: 4)).map(formats.contains) ?? false
    }

    /// What cannot be kept is asked again.
    private func remember(_ answers: [Answer]) {
        guard let bytes = try? encodeValue(answers) else { return }
        try? files.makeFolder(folder)
        try? files.replace(path, with: bytes, durable: false)
    }
}
