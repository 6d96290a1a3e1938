// Where the profile of the last build is kept: beside its outputs, one for each profile of the paper.
import BuildGraph

/// The profile of the last build that ran something.
struct TimingFile {
    static let name = ".profile"

    let workspace: Workspace
    private var path: String { "\(workspace.outputFolder)/\(Self.name)" }

    /// Nil when no build has run anything, or when another version of the program has written it.
    func read() -> BuildTiming? {
        (try? workspace.effects.files.read(path)).flatMap { try? decodeValue(BuildTiming.self, from: $0) }
    }

    /// Replaces it. A profile that cannot be kept does not fail the build.
    func write(_ profile: BuildTiming) {
        guard let bytes = try? encodeValue(profile) else { return }
        let files = workspace.effects.files
        try? files.makeFolder(workspace.outputFolder)
        try? files.replace(path, with: bytes, durable: false)
    }
}
