// A paper at one profile in one folder, opened: its graph, its store and where its outputs go.
import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

/// What every command works on.
struct Workspace {
    let session: Session
    let profile: Profile
    let location: ProjectLocation
    var root: String { location.root }
    let effects: Effects
    /// Nil for commands that run nothing.
    let tools: ExternalTools?
    /// The recorded judgings of claims, at all profiles.
    var ledgers: Ledgers
    let data: PaperData
    /// What is set for a variant; nothing for the paper itself.
    let settings: VariantSettings
    let sharing: Sharing
    let repository: RepositoryState
    var assembled: AssembledPaper
    var graph: Graph
    let store: Store
    /// What opening took: the first parts of a build's profile.
    var phases: [BuildPhase]

    /// - Parameter asksTools: whether gnuplot and pandoc are asked for their versions when something runs, to be checked
    ///   and to be recorded with it.
    /// - Parameter data: what becomes of data sets that are not there.
    /// - Parameter tellsDamage: whether damage of the store is told at once. Commands that ask for tools mend it first.
    init(_ options: CommonOptions, asksTools: Bool = false, tellsDamage: Bool = true, data policy: DataPolicy = .asFound) throws {
        session = try Session.required()
        let profile = try Self.profile(options.profile, of: session.paper)
        let location = try ProjectLocation(options.project.folder, chapter: session.paper.chapters.first?.path)
        let root = location.root
        self.location = location
        self.profile = profile
        var effects = Effects.live(root: root)
        effects.machine.software = session.software
        effects.advice = Advice.next
        if asksTools {
            let memory = ProgramMemory(effects, folder: location.outputFolder(of: nil)), tools = ExternalTools { try memory.run($0) }
            effects.software = { tools.versions }
            self.tools = tools
        } else {
            tools = nil
        }
        let files = effects.files
        let ledgers = try CommittedFiles(paper: session.paper, effects: effects).ledgers()
        self.ledgers = ledgers
        let search = try DataSearch(options.data, session: session, root: root, files: files)
        let data = try Self.data(search, policy, session, profile, root: root, effects: effects)
        effects.mounts = data.mounts
        self.data = data
        self.effects = effects
        repository = RepositoryState(of: GitRepository(root: root, processes: effects.processes))
        var watch = PhaseWatch(effects.clock)
        let variation = try VariantSettings.variation(options.settings)
        let setting = PaperSetting(profile, data: data.names, ledger: ledgers[profile.name], variation: variation)
        let opened = try Store.open(folder: location.storeFolder, effects: effects) { [session] in
            try VariantSettings.checking(variation) { try Self.assemble(session, setting, root: root, files: files) }
        }
        store = opened.store
        (settings, assembled, graph) = (opened.result.settings, opened.result.content.0, opened.result.content.1)
        phases = [watch.end("graph and store")]
        store.findRevision { [repository] in repository.sourcesAtTheBeginning }
        sharing = try Sharing(effects)
        sharing.attach(to: store, effects)
        if tellsDamage && !asksTools { tellNotices() }
        if tellsDamage { settings.tell(on: .errors) }
    }

    /// Tells what happened to the store since it was last told.
    func tellNotices() { store.takeNotices().forEach { Terminal.errors.print(BuildReporter.text($0, on: .errors)) } }

    private static func profile(_ name: String?, of paper: Paper) throws -> Profile {
        if let name { return try paper.profile(named: name) }
        guard let profile = paper.defaultProfile else {
            throw UsageError(what: "The paper has no profile.", next: "Give it one: Paper(profiles: …).")
        }
        return profile
    }

    /// Where the outputs of this profile go: `build`, or `build/PROFILE` for another than the default. Those of a variant stand in a
    /// folder of their own beside them.
    var outputFolder: String { outputFolder(of: profile) + (settings.isEmpty ? "" : "/\(Self.variantsName)/\(settings.folderName)") }

    static let variantsName = "variants"

    func outputFolder(of profile: Profile) -> String {
        location.outputFolder(of: profile == session.paper.defaultProfile ? nil : profile.name)
    }

    /// The files that are committed with the paper.
    var committed: CommittedFiles { CommittedFiles(paper: session.paper, effects: effects) }

    /// What `paper check --decide` may spend when nothing else is said.
    var budget: Duration { session.paper.setting(of: profile)?.budget ?? .zero }

    /// The code that targets run.
    var code: CodeFingerprints { session.code }

    /// What its targets are decided and made with.
    var context: BuildContext { BuildContext(graph: graph, store: store, code: session.code) }

    /// This very program, started again for this project, profile, store and data.
    func command(_ name: String) -> Command {
        var command = Command(
            CommandLine.executablePath, [name, "--profile", profile.name, "--project", root] + data.arguments + settings.arguments,
            // A trap is reported with its place; the contents of registers would not help.
            environment: ["PAPER_CACHE": store.folder, "SWIFT_BACKTRACE": "color=no,registers=none,images=none"])
        command.name = CommandLine.arguments.first
        return command
    }

    /// The scheduler of this workspace; heavy targets run in worker processes, or on a cluster.
    func scheduler(
        jobs: Int? = nil, keepGoing: Bool = true, cluster: ClusterSettings? = nil, cancellation: Cancellation = Cancellation(),
        observe: @escaping (BuildEvent) -> Void = { _ in }
    ) -> Scheduler {
        Scheduler(
            context,
            options: BuildOptions(jobs: jobs, keepGoing: keepGoing, machine: effects.machine),
            workers: WorkerExecutor(store: store, command: command("worker")), cancellation: cancellation, observe: observe,
            cluster: dispatcher(cluster))
    }

    /// The one target that is selected.
    func target(_ selection: TargetSelection) throws -> Int {
        let found = try graph.targets(selection)
        guard found.count == 1 else {
            let list = found.prefix(8).map { position in
                let node = graph.nodes[position]
                return node.label == nil ? "\(node.name) (\(node.title))" : node.name
            }
            throw UsageError(
                what: "\((selection.names + selection.conditions.map(\.text)).joined(separator: " ")) stands for \(found.count) targets.",
                next: "Name one of them:\n    " + list.joined(separator: "\n    ") + (found.count > 8 ? "\n    …" : ""))
        }
        return found[0]
    }
}
