import ArgumentParser
import BuildGraph
import Foundation

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Make stored values again in clean processes and say which are reproducible.",
        discussion: """
            Each target is made again from the stored values of its inputs, and compared with its own stored value: \
            bitwise equal, equal within its declared tolerance, or not reproducible. Nothing is built, and no stored value \
            changes.

            Exit status: 0 when all are reproducible, 1 when one is not, 2 when what was asked for could not be verified.
            """)

    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions
    @Flag(help: "Also all that the named targets are made from.") var inputs = false
    @Flag(help: "Only what came from outside: from the shared cache, or from an archive.") var outside = false
    @Option(help: ArgumentHelp("Verify a random part only.", valueName: "percent")) var sample: Percentage?
    @Option(help: "The seed of the sample. Default: a new one, which is printed.") var seed: UInt64?
    @Flag(help: "Also under other numbers of threads and jobs, locales, time zones and hash seeds.") var matrix = false
    @OptionGroup var jobs: JobsOption
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        if seed != nil && sample == nil { throw ValidationError("--seed is of use with --sample only.") }
        if inputs && targets.selection.isEverything { throw ValidationError("--inputs needs the names of targets; without names everything is verified.") }
    }

    func run() throws {
        let workspace = try Workspace(common, asksTools: true)
        let drawn = sample.map { VerificationSample(fraction: $0.fraction, seed: seed ?? .random(in: 1..<1_000_000)) }
        let selection = try VerificationSelection(workspace, selection: targets.selection, withInputs: inputs, onlyOutside: outside, sample: drawn)
        var session = VerificationSession(workspace: workspace, selection: selection)
        session.jobs = jobs.count
        session.usesMatrix = matrix
        session.printsJSON = json
        try session.run()
    }
}

/// "10%", or "10": more than 0, at most 100.
struct Percentage: ExpressibleByArgument {
    let fraction: Double

    init?(argument: String) {
        let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
        guard let number = Double(digits), number > 0, number <= 100 else { return nil }
        fraction = number / 100
    }
}
