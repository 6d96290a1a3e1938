// One verification at the command line: what it will cost, how far it is, what it found, and the page that shows it.
import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

/// A verification with its progress and its report.
struct VerificationSession {
    let workspace: Workspace
    let selection: VerificationSelection
    var jobs: Int?
    var usesMatrix = false
    var printsJSON = false

    init(workspace: Workspace, selection: VerificationSelection) {
        self.workspace = workspace
        self.selection = selection
    }

    /// Verifies and reports. Throws the exit status when not all of it is reproducible.
    func run() throws {
        let terminal = Terminal.errors
        try checkPrograms()
        tellNotStored(terminal)
        guard !selection.subjects.isEmpty else {
            throw UsageError(
                what: "There is nothing to verify.", why: "No value of what was asked for is stored and up to date.",
                next: "Build it first: paper build" + profileOption)
        }
        // What only its trace is here of is fetched, and what it is made from.
        workspace.store.bring(selection.subjects.flatMap { [$0.output] + (workspace.store.trace(for: $0.key)?.details.inputs ?? []) })
        let options = BuildOptions(jobs: jobs, machine: workspace.effects.machine)
        let (matrix, missing) = Surroundings.available(
            among: usesMatrix ? Surroundings.matrix(cores: workspace.effects.machine.cores, threadVariables: workspace.session.threadVariables) : [])
        for locale in missing {
            terminal.warn("The locale \(locale) is not installed, and is left out of the matrix.")
        }
        tellCost(VerificationCost(selection.subjects, matrix: matrix, jobs: options.jobs), matrix, options, terminal)

        let cancellation = Cancellation()
        let interrupts = Interrupts(cancellation)
        let progress = VerificationProgress(terminal)
        let verifier = Verifier(
            store: workspace.store, remaking: RemakeProcesses(effects: workspace.effects, command: workspace.command("remake")),
            options: options, cancellation: cancellation) { progress.observe($0) }
        let verification = try withExtendedLifetime(interrupts) {
            defer { progress.finish() }
            return try verifier.verify(selection.subjects, matrix: matrix)
        }
        workspace.tellNotices()
        try report(verification)
        try refreshPage(verification)
        try exit(verification)
    }

    private func exit(_ verification: Verification) throws {
        if verification.wasInterrupted { throw ExitCode(130) }
        if verification.count(.notReproducible) > 0 { throw ExitCode(1) }
        // A target that was named and could not be verified is an error; one of many is not.
        if selection.isNamed && !selection.notStored.isEmpty { throw ExitCode(2) }
    }

    /// Without gnuplot a figure fails, which says nothing of its reproducibility.
    private func checkPrograms() throws {
        let kinds = Set(selection.subjects.map(\.node.kind))
        if kinds.contains(.figure) { _ = try workspace.tools?.gnuplot.get() }
        if kinds.contains(.document) { _ = try workspace.tools?.pandoc.get() }
    }

    // MARK: Telling

    private var profileOption: String {
        workspace.profile == workspace.session.paper.defaultProfile ? "" : " --profile \(workspace.profile.name)"
    }

    private func tellNotStored(_ terminal: Terminal) {
        guard !selection.notStored.isEmpty else { return }
        let count = selection.notStored.count
        let head = "\(count) target\(count == 1 ? " has" : "s have") no up-to-date value and \(count == 1 ? "is" : "are") left out"
        terminal.warn("\(head)\(selection.isNamed ? ":" : "; `paper plan\(profileOption)` says why.")")
        guard selection.isNamed else { return }
        let rows = selection.notStored.prefix(8).map { [$0.name, $0.reason] }
        TextTable.lines(rows, width: terminal.width, indent: "    ").forEach { terminal.print($0) }
        if count > 8 { terminal.print("    … and \(count - 8) more") }
    }

    private func tellCost(_ cost: VerificationCost, _ matrix: [Surroundings], _ options: BuildOptions, _ terminal: Terminal) {
        let count = selection.subjects.count
        var text = "Verifying \(count) target\(count == 1 ? "" : "s")"
        if let sample = selection.sample { text += " of \(selection.population) (--seed \(sample.seed))" }
        if !matrix.isEmpty { text += " as built and in \(matrix.count) other surroundings" }
        text += ": about \(HumanUnits.duration(cost.time)) on \(options.jobs) core\(options.jobs == 1 ? "" : "s"), in \(cost.processes) process\(cost.processes == 1 ? "" : "es")."
        terminal.print(text)
    }

    private func report(_ verification: Verification) throws {
        if printsJSON {
            let record = VerificationJSON(verification, of: selection, profile: workspace.profile.name)
            Terminal.output.print(try JSONText.of(record))
        } else {
            VerificationText(workspace: workspace, verification: verification).print(on: Terminal.output)
        }
        if let notKept = verification.notKept {
            Terminal.errors.warn("The result could not be kept in the store. \(notKept.summary)")
        }
    }

    /// The page shows the last verification of each figure: it is joined again when nothing has to run for that.
    private func refreshPage(_ verification: Verification) throws {
        guard verification.notKept == nil, try workspace.effects.files.status(workspace.outputFolder + "/paper.html") != nil else { return }
        let everything = Array(workspace.graph.nodes.indices)
        let plan = workspace.scheduler().plan(everything)
        guard plan.toRun.isEmpty, plan.failures.isEmpty else {
            return Terminal.errors.print("The page will show this after the next `paper build\(profileOption)`.")
        }
        _ = try? Publication(workspace: workspace).publish(try workspace.scheduler().run(everything))
    }
}

/// The live line of a verification, and one line for each target that differs, as soon as it is known.
final class VerificationProgress {
    private let terminal: Terminal
    private var differing = 0

    init(_ terminal: Terminal) { self.terminal = terminal }

    func observe(_ event: VerificationEvent) {
        switch event {
        case .differs(let finding):
            differing += 1
            terminal.print("\(VerificationText.sign(finding.record.result, on: terminal)) \(finding.record.name): \(finding.record.verdict)")
        case .progress(let progress):
            let bar = ProgressBar(
                done: progress.done, total: progress.total, remaining: progress.remaining, note: differing > 0 ? "\(differing) differ" : "",
                now: progress.pass)
            terminal.show(status: bar.line(on: terminal))
        }
    }

    func finish() { terminal.show(status: "") }
}
