// One build at the command line: run, show, write the outputs, say how it ended.
import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

/// A build with its progress and its outputs.
struct BuildSession {
    let workspace: Workspace
    let targets: [Int]
    let isWhole: Bool
    var jobs: Int?
    var keepGoing = true
    var force = false
    /// Where heavy targets run; nil for this machine.
    var cluster: ClusterSettings?
    var verbosity = Verbosity.normal
    /// Events go to standard output, one a line.
    var printsJSON = false

    init(_ workspace: Workspace, targets selection: TargetSelection = TargetSelection()) throws {
        self.workspace = workspace
        targets = try workspace.graph.targets(selection)
        isWhole = selection.isEverything
    }

    /// Builds, writes the outputs and prints the end of it. Throws the exit status of a build that did not succeed.
    func run() throws {
        let (outcome, written) = try build()
        report(outcome, written: written)
        if printsJSON { Terminal.output.print(try JSONText.of(BuildRecord(outcome))) }
        try outcome.endIfInterrupted()
        if !outcome.succeeded { throw ExitCode(1) }
    }

    /// Builds, writes the outputs of what was built, and keeps the profile; says nothing at the end.
    func build() throws -> (BuildOutcome, written: [String]) {
        var phases = workspace.phases
        let (outcome, written) = try buildAndPublish(&phases)
        let jobs = BuildOptions(jobs: jobs, machine: workspace.effects.machine).jobs
        if let profile = BuildTiming(outcome, phases: phases, jobs: jobs, effects: workspace.effects) {
            TimingFile(workspace: workspace).write(profile)
        }
        return (outcome, written)
    }

    private func buildAndPublish(_ phases: inout [BuildPhase]) throws -> (BuildOutcome, written: [String]) {
        var watch = PhaseWatch(workspace.effects.clock)
        defer { workspace.tellNotices() }
        // Until the outputs are written: they are read from the store after the last target has run.
        let use = workspace.store.hold()
        defer { use?.unlock() }
        if use != nil { try workspace.store.refresh() }
        if printsJSON { tell(files) }
        let cores = BuildOptions(jobs: jobs, machine: workspace.effects.machine).jobs
        let preflight = Preflight(workspace: workspace, targets: targets, jobs: cores) { text in
            Terminal.errors.warn(text)
            tell(.warning(text))
        }
        // Nothing of this needs the results: it is found out while the targets run.
        var sources: Aside<PublicationSources, Never>?
        let plan = try preflight.check()
        if !plan.toRun.isEmpty {
            workspace.repository.askInBackground()
            sources = Aside { [workspace] in PublicationSources(workspace, upToDate: plan.upToDate) }
        }
        phases.append(watch.end("check"))
        workspace.data.tell(on: .errors)
        if isWhole && verbosity != .quiet { workspace.data.tell(leftOut: workspace.assembled.leftOut, on: .errors) }
        for absence in workspace.data.absences { tell(.warning(absence.what)) }
        for text in workspace.sharing.warnings {
            Terminal.errors.warn(text)
            tell(.warning(text))
        }
        let cancellation = Cancellation()
        // Before signals are taken: what they did at the start is what they do after a restart.
        let restart = TrapRestart(path: CommandLine.executablePath, arguments: CommandLine.arguments, cancellation: cancellation)
        let interrupts = Interrupts(cancellation)
        let reporter = BuildReporter(verbosity)
        defer {
            withExtendedLifetime((restart, interrupts)) {
                reporter.finish()
                workspace.finishUploads(cancellation, isQuiet: verbosity == .quiet)
            }
        }
        let scheduler = workspace.scheduler(jobs: jobs, keepGoing: keepGoing, cluster: cluster, cancellation: cancellation) { event in
            if printsJSON { tell(BuildEventRecord(event)) }
            reporter.observe(event)
        }

        var outcome = try scheduler.run(targets, forced: force ? Set(targets) : [])
        var rebuilt: Set<Digest> = []
        while true {
            guard !outcome.wasInterrupted else { return (outcome, []) }
            do {
                watch = PhaseWatch(workspace.effects.clock)
                workspace.bringOutputs(of: outcome)
                let written = try Publication(workspace: workspace).publish(outcome) {
                    defer { sources = nil }
                    return sources?.value()
                }
                phases.append(watch.end("publish"))
                return (outcome, written)
            } catch BuildError.damagedObject(let digest, _) where rebuilt.insert(digest).inserted {
                // An output's stored value was damaged; it has been set aside, and is made again.
                workspace.store.takeNotices().forEach { reporter.observe(.notice($0)) }
                outcome = try scheduler.run(targets).after(outcome)
            }
        }
    }

    /// Prints an event for programs, if they are wanted.
    private func tell(_ event: BuildEventRecord) {
        if printsJSON, let line = try? JSONText.of(event) { Terminal.output.print(line) }
    }

    /// What the targets of this build are made from, and what is made when it is not the page.
    private var files: BuildEventRecord {
        let graph = workspace.graph, effects = workspace.effects, paper = workspace.session.paper
        let nodes = graph.closure(of: targets).map { graph.nodes[$0] }
        // A data set that was not found is nowhere.
        let declared = Set(nodes.flatMap(\.files).map(\.path)).filter { !$0.hasPrefix("data:") || effects.mounts[$0] != nil }
        let committed = paper.allPrefixes.flatMap { [paper.ledger(of: $0).path, paper.baseline(of: $0).path] }
        let hasPage = nodes.contains { $0.kind == .document }
        return .files(
            (declared.map(effects.projectPath) + committed.map(effects.projectPath)).sorted(),
            figures: hasPage ? [] : targets.map { graph.nodes[$0] }.filter { $0.kind == .figure }.map(\.name))
    }

    /// Claims that were judged in this build and do not hold, beside what is known of them.
    private func tellClaims(_ outcome: BuildOutcome) {
        guard case .ran? = outcome.item(for: AnyInput(workspace.assembled.verdicts).node)?.outcome,
            let comparison = try? ClaimsComparison(workspace: workspace, besidePaper: true)
        else { return }
        let check = comparison.check(comparison.table(outcome), outcome: outcome)
        var lines = check.entries.filter { $0.verdict == .fails || $0.status == .worse }.map(\.text)
        if !workspace.settings.isEmpty {
            let arguments = workspace.settings.arguments + (workspace.profile == workspace.session.paper.defaultProfile ? [] : ["--profile", workspace.profile.name])
            lines = check.linesOfVariant + ["`\(Program.name) diff \(arguments.joined(separator: " "))` compares its values with the paper's."]
        }
        for line in lines {
            Terminal.errors.print(Terminal.errors.styled(line, .yellow))
            tell(.warning(line))
        }
    }

    /// Results that somebody typed: the text would keep them when they change.
    private func tellTypedNumbers(_ outcome: BuildOutcome) {
        guard let bytes = try? outcome.bytes(of: workspace.assembled.typedNumbers.node),
            let issues = try? decodeValue([PaperIssue].self, from: bytes)
        else { return }
        for issue in issues {
            Terminal.errors.print(Terminal.errors.styled(issue.text, .yellow))
            tell(.warning(issue.text))
        }
    }

    private func report(_ outcome: BuildOutcome, written: [String]) {
        let terminal = Terminal.errors
        tellClaims(outcome)
        tellTypedNumbers(outcome)
        let time = HumanUnits.duration(outcome.duration)
        if outcome.wasInterrupted { return }
        var parts: [String] = []
        if !outcome.ran.isEmpty { parts.append("\(outcome.ran.count) ran") }
        if !outcome.failures.isEmpty { parts.append(terminal.styled("\(outcome.failures.count) failed", .red)) }
        if !outcome.skipped.isEmpty { parts.append("\(outcome.skipped.count) skipped") }
        if outcome.upToDateCount > 0 { parts.append("\(outcome.upToDateCount) up to date") }
        if !outcome.failures.isEmpty {
            terminal.print("\(terminal.styled("Failed", .red, .bold)) in \(time): \(parts.joined(separator: ", ")).")
            let page = workspace.outputFolder + "/paper.html"
            if Publication(workspace: workspace).isOfAnEarlierBuild(outcome), (try? workspace.effects.files.status(page)) ?? nil != nil {
                terminal.print("  \(workspace.location.short(page)) and paper.md beside it are of an earlier build, and say so.")
            }
            return
        }
        if verbosity == .quiet { return }
        terminal.print("\(terminal.styled("Done", .green, .bold)) in \(time): \(parts.joined(separator: ", ")).")
        if isWhole {
            terminal.print("  " + workspace.location.short(workspace.outputFolder) + "/paper.html")
        } else {
            for path in written.prefix(8) { terminal.print("  " + workspace.location.short(path)) }
        }
    }
}

extension BuildOutcome {
    /// Says that a build was interrupted, and ends the command with the status of that.
    func endIfInterrupted() throws {
        guard wasInterrupted else { return }
        let terminal = Terminal.errors
        terminal.print(
            "\(terminal.styled("Interrupted", .yellow)) after \(HumanUnits.duration(duration)). Finished work is kept; the same command goes on from here.")
        throw ExitCode(130)
    }
}
