// Options that several commands have, each declared and checked once.
import ArgumentParser
import BuildGraph
import Manuscript

/// Which project: for commands that are not about one profile.
struct ProjectOption: ParsableArguments {
    @Option(name: [.customShort("C"), .customLong("project")], help: "The project's folder. Default: the nearest one above.", completion: .directory)
    var folder: String?
}

/// Which targets: for commands that can be about some of them.
struct TargetOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Figures, claims, documents, types of targets, or patterns such as 'learning*'. Default: everything.", valueName: "targets"),
        completion: .custom(Completion.targets))
    var names: [String] = []

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only targets with this parameter, as depth=64, rate<0.1 or optimiser!=sgd; may be repeated.", valueName: "parameter=value"))
    var conditions: [ParameterCondition] = []

    var selection: TargetSelection { TargetSelection(names, where: conditions) }
}

extension ParameterCondition: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// How much a build tells.
struct VerbosityOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "A line for each target.") var verbose = false
    @Flag(name: .shortAndLong, help: "Warnings and errors only.") var quiet = false

    func validate() throws {
        if verbose && quiet { throw ValidationError("--verbose and --quiet exclude each other.") }
    }

    var verbosity: Verbosity { verbose ? .verbose : quiet ? .quiet : .normal }
}

/// How many cores a command uses, or plans with.
struct JobsOption: ParsableArguments {
    @Option(name: [.customShort("j", allowingJoined: true), .customLong("jobs")], help: "Cores to use. Default: all.")
    var count: Int?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--jobs must be at least 1.") }
    }
}

/// Options of commands that are about one profile.
struct CommonOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The scale of the build; see `\(Program.name) list --profiles`.", completion: .custom(Completion.profiles))
    var profile: String?
    @OptionGroup var project: ProjectOption
    @OptionGroup var data: DataOptions
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Make a variant: another value for a parameter of the profile, as learning.width=128; may be repeated. `\(Program.name) list --parameters` lists them.",
            valueName: "parameter=value"))
    var settings: [ParameterSetting] = []

    init() {}

    /// The options of a command that is not about one profile.
    init(_ project: ProjectOption, _ data: DataOptions) throws {
        self = try Self.parse([])
        self.project = project
        self.data = data
    }
}

/// Completion of names in a shell.
enum Completion {
    @Sendable static func targets(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
        guard let workspace = try? Workspace(CommonOptions.parse([]), tellsDamage: false) else { return [] }
        return workspace.graph.names.filter { $0.hasPrefix(prefix) }
    }

    @Sendable static func profiles(_ words: [String], _ index: Int, _ prefix: String) -> [String] { Session.current?.paper.profiles.map(\.profile.name) ?? [] }
}
