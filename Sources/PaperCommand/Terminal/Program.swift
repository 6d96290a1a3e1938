// What this program is called: a paper of one's own has a command of its own, and its hints must name that.
import Foundation

package enum Program {
    /// The name that it was started by.
    static let name: String = {
        let name = URL(filePath: CommandLine.arguments.first ?? "paper").lastPathComponent
        return name.isEmpty || name == "/" ? "paper" : name
    }()

    /// The version of the changelog that this is, or comes before.
    static let engineVersion = "engine 0.1.0"

    /// A text whose commands are written `paper …`, with this program's name in them.
    static func named(_ text: String) -> String { named(text, as: name, commands: commands) }

    /// The names of the subcommands: only before one of them is "paper" the program and not the word.
    package static let commands = [
        "build", "check", "list", "plan", "why", "graph", "show", "open", "preview", "verify", "profile", "doctor", "data", "gc", "diff", "cache", "export", "clean", "init", "worker",
        "remake",
    ]

    package static func named(_ text: String, as name: String, commands: [String]) -> String {
        guard name != "paper", text.contains("paper ") else { return text }
        var result = "", rest = text[...]
        while let place = rest.range(of: "paper ") {
            let word = rest[place.upperBound...].prefix { $0.isLetter }
            let before = place.lowerBound == text.startIndex ? " " : text[text.index(before: place.lowerBound)]
            let isProgram = commands.contains(String(word)) && !before.isLetter && !"/-.".contains(before)
            result += rest[..<place.lowerBound] + (isProgram ? name + " " : "paper ")
            rest = rest[place.upperBound...]
        }
        return result + rest
    }
}
