import ArgumentParser
import BuildGraph
import Manuscript

/// What `paper check` prints.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
    case human, junit, json, github

    /// The file that GitHub's runner shows as the summary of a step.
    static let summaryVariable = "GITHUB_STEP_SUMMARY"

    /// Annotations at the lines of the claims, and the summary where the runner looks for it; below the annotations when there is no runner.
    static func github(_ check: ClaimsCheck, _ workspace: Workspace, environment: [String: String]) throws -> String {
        let files = workspace.effects.files, codePlaces = CodePlaces(workspace)
        let types = workspace.assembled.claims.map { ($0.id, AnyInput($0.input).node.typeName) }
        let wanted = Set(check.entries.filter { check.fails($0) || $0.drift != nil }.map(\.id))
        let places = types.filter { wanted.contains($0.0) }.compactMap { id, type in
            codePlaces.place(ofType: type).map { (id, Position(file: $0.path, line: $0.line ?? 1, column: 1)) }
        }
        let annotations = ClaimsGitHub.annotations(check, places: Dictionary(places, uniquingKeysWith: { first, _ in first }))
        let summary = Program.named(ClaimsGitHub.summary(check))
        guard let path = environment[summaryVariable], !path.isEmpty else { return annotations.isEmpty ? summary : annotations + "\n\n" + summary }
        // Other steps may have written their own: what is there stays.
        let before = try files.status(path) == nil ? [] : try files.read(path, atMost: FileLimit.text)
        try files.replace(path, with: before + Array(summary.utf8), durable: false)
        return annotations
    }
}
