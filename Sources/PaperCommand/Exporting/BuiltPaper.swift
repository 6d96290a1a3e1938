// What leaves the house is made from a whole build: every figure, claim and document is the one of the present code and text, or
// nothing leaves.
import BuildGraph
import Foundation
import Manuscript

/// A paper whose targets are all up to date, with its outputs in place.
struct BuiltPaper {
    let workspace: Workspace
    let outcome: BuildOutcome

    /// Opens the paper and puts its outputs in place, which computes nothing.
    /// - Throws: `UsageError` when something would have to run first, or has failed.
    init(_ options: CommonOptions) throws {
        workspace = try Workspace(options, asksTools: true)
        let everything = Array(workspace.graph.nodes.indices)
        if !workspace.assembled.errors.isEmpty { throw PaperError(workspace.assembled.errors) }
        try Self.requireWhole(workspace.scheduler().plan(everything), workspace)
        outcome = try workspace.scheduler().run(everything)
        _ = try Publication(workspace: workspace).publish(outcome)
        workspace.tellNotices()
    }

    private static func requireWhole(_ plan: BuildPlan, _ workspace: Workspace) throws {
        if let (node, report) = plan.failures.first {
            throw UsageError(what: "\(node.title) cannot be built, so that nothing is exported.", why: report.summary, next: report.next)
        }
        guard let first = plan.toRun.first else { return }
        let build = "paper build" + (workspace.profile == workspace.session.paper.defaultProfile ? "" : " --profile \(workspace.profile.name)")
        let failed = plan.toRun.lazy.compactMap { item in
            workspace.store.lastFailure(ofIdentity: item.node.identity).map { (item.node, $0) }
        }.first
        if let (node, failure) = failed {
            throw UsageError(
                what: "The \(node.kind.name) \(node.title) failed in the last build, so that nothing is exported.", why: failure.message,
                next: "Mend it, and build: \(build)")
        }
        let isNew = plan.upToDate.isEmpty
        throw UsageError(
            what: isNew ? "The paper is not built at profile \(workspace.profile.name)." : "The build at profile \(workspace.profile.name) is not up to date.",
            why: "\(plan.toRun.count) of \(plan.toRun.count + plan.upToDate.count) targets would run; \(first.node.title): \(first.node.reasonText(first.reason)).",
            next: "Build first: \(build)")
    }

    var title: String { workspace.session.paper.title }
    var files: any FileSystem { workspace.effects.files }

    /// The findings of all claims with their final verdicts.
    var verdicts: VerdictTable {
        get throws { try decodeValue(VerdictTable.self, from: outcome.bytes(of: AnyInput(workspace.assembled.verdicts).node)) }
    }

    /// The last runs of all targets, in the order of the graph.
    var runs: [(node: Node, trace: Trace)] {
        outcome.items.compactMap { item in outcome.trace(of: item.node).map { (item.node, $0) } }
    }

    /// The output files of this build by their paths in its folder, sorted.
    var outputs: [String] {
        get throws {
            let folder = workspace.outputFolder
            func all(_ path: String) throws -> [String] {
                guard let status = try files.status("\(folder)/\(path)") else { return [] }
                return status.isFolder ? try files.list("\(folder)/\(path)").flatMap { try all("\(path)/\($0)") } : [path]
            }
            let names = ["paper.html", "paper.md", "claims.json", "claims.xml", "provenance.json", "figures", "tables", "pictures"]
            return try names.flatMap(all)
        }
    }

    /// A sentence about the build: scale, claims, commit.
    var status: String {
        get throws {
            let summary = workspace.assembled.front.summary
            let counts = try verdicts.summary.map(\.text).joined(separator: ", ")
            let revision = workspace.repository.revision.map { "Commit \($0.commit.prefix(8))\($0.isClean ? "" : ", with changes that are not committed")" }
            return ["Profile \(workspace.profile.name)\(summary.isEmpty ? "" : ": \(summary)")", counts, revision ?? ""]
                .filter { !$0.isEmpty }.joined(separator: ". ") + "."
        }
    }

    /// The day of the commit where nothing changed since; otherwise today.
    var date: String {
        let revision = workspace.repository.revision
        return revision.flatMap { $0.isClean ? $0.date : nil } ?? CalendarDay.text(workspace.effects.clock.now())
    }

    /// "2026-11-28T12:00:00Z", of seconds since 1970.
    static func time(_ seconds: Double) -> String { Date(timeIntervalSince1970: seconds).formatted(.iso8601) }

    /// "2026-11-28T12:00:00.250+00:00": the form that Process Run Crate asks for.
    static func moment(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: seconds).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)).replacing("Z", with: "+00:00")
    }
}
