// What people name on the command line, as states that can be compared: a folder with a build, an archive, a commit, or nothing for now.
import BuildGraph
import Foundation
import Manuscript

/// Finds the states that a comparison is about.
final class SnapshotReader {
    private let workspace: Workspace
    /// Whether what is not built is built.
    private let builds: Bool
    private let git: GitRepository
    /// Folders that are removed when the comparison is done.
    private var scratch: [String] = []

    init(_ workspace: Workspace, builds: Bool) {
        (self.workspace, self.builds) = (workspace, builds)
        git = workspace.git
    }

    /// Removes what was unpacked.
    func close() {
        for folder in scratch { try? workspace.effects.files.removeAll(folder) }
        scratch = []
    }

    private var files: any FileSystem { workspace.effects.files }

    /// The outputs of this project, as they were last built, or as they are built now.
    func now() throws -> BuildSnapshot {
        let folder = workspace.outputFolder, short = workspace.location.short(folder)
        if builds { _ = try BuildSession(workspace).build().0.endIfInterrupted() }
        guard var snapshot = BuildSnapshot(workspace.settings.isEmpty ? "now" : "variant \(workspace.settings.text)", files: .folder(folder, in: files)) else {
            throw UsageError(
                what: "There is nothing to compare with: \(short) has no build.", why: "No claims.json, lineage.json or figures are in it.",
                next: "Build it: paper build\(profileOption)\(workspace.settings.arguments.map { " " + $0 }.joined()), or let this command do so with --build.")
        }
        if !builds {
            let plan = workspace.scheduler().plan(Array(workspace.graph.nodes.indices))
            if !plan.toRun.isEmpty {
                let count = plan.toRun.count
                snapshot.notes.append(
                    "\(short) is not up to date: \(count) target\(count == 1 ? "" : "s") would run. This compares what was built last; `paper build\(profileOption)`, or --build here, builds what there is now.")
            }
        }
        if isEarlier(folder) { snapshot.notes.append("The last build in \(short) failed: some of its outputs are of an earlier one.") }
        return snapshot
    }

    /// The paper beside whose outputs those of a variant stand, as it was built last.
    func paper() throws -> BuildSnapshot {
        let folder = workspace.outputFolder(of: workspace.profile), short = workspace.location.short(folder)
        if let snapshot = BuildSnapshot(short, files: .folder(folder, in: files)) { return snapshot }
        throw UsageError(what: "There is nothing to compare the variant with: \(short) has no build.", next: "Build the paper: paper build\(profileOption)")
    }

    private var profileOption: String { workspace.profile == workspace.session.paper.defaultProfile ? "" : " --profile \(workspace.profile.name)" }

    /// Whether the page says that it is of an earlier build.
    private func isEarlier(_ folder: String) -> Bool {
        (try? files.read("\(folder)/paper.html")).map { EarlierPage.isMarked(String(decoding: $0, as: UTF8.self)) } ?? false
    }

    /// What a name stands for.
    ///
    /// - Parameter other: the other side: it tells what committed numbers are.
    func snapshot(_ name: String, beside other: BuildSnapshot?) throws -> BuildSnapshot {
        if name == "now" { return try now() }
        let path = URL(filePath: name).standardizedFileURL.path
        switch try files.status(path) {
        case let status? where status.isFolder:
            if let snapshot = BuildSnapshot(name, files: .folder(path, in: files)) { return try ofThisPaper(snapshot) }
            if let commit = git.commit(name) { return try self.commit(commit, called: name, beside: other) }
            throw UsageError(
                what: "\(name) is not a build.", why: "The folder has no claims.json, lineage.json or figures.",
                next: "Name a folder that `paper build` wrote, such as build or build/smoke.")
        case .some:
            let folder = try files.makeScratchFolder()
            scratch.append(folder)
            let archive = try ArchivedBuild(name, path: path, workspace: workspace, folder: folder + "/store")
            return archive.snapshot(reading: chapters)
        case nil:
            if let commit = git.commit(name) ?? remembered(name) { return try self.commit(commit, called: name, beside: other) }
            throw UsageError(
                what: "\(name) is neither a build, nor an archive, nor a commit.", why: "There is no such file or folder, and \(git.isThere ? "git knows no such commit" : "this is no git repository").",
                next: nearestNames(to: name, among: nearby).first.map { "Did you mean \($0)?" } ?? "Name a folder such as build, a file that `paper cache export` wrote, or a commit such as HEAD~1.")
        }
    }

    /// Names that somebody may have meant.
    private var nearby: [String] {
        let builds = ["build"] + ((try? files.list(workspace.root + "/build")) ?? []).map { "build/\($0)" }
        let branches = git.run(["for-each-ref", "--format=%(refname:short)", "--count=200"])?.outputText.split(separator: "\n").map(String.init) ?? []
        return builds + branches
    }

    private func ofThisPaper(_ snapshot: BuildSnapshot) throws -> BuildSnapshot {
        let title = workspace.session.paper.title
        guard let other = snapshot.title, other != title else { return snapshot }
        throw UsageError(what: "\(snapshot.name) is a build of another paper.", why: "It is of “\(other)”, and this is “\(title)”.", next: "Compare it in the project of its paper.")
    }

    private var chapters: [Chapter] {
        let paper = workspace.session.paper
        return ((paper.abstract.map { [$0] } ?? []) + paper.chapters).compactMap { file in
            (try? files.read(workspace.effects.projectPath(file.path), atMost: FileLimit.text)).map { ChapterScanner.scan($0, path: file.path) }
        }
    }

    // MARK: Commits

    /// The last committed state.
    func committed(beside other: BuildSnapshot) throws -> BuildSnapshot {
        guard let commit = git.commit("HEAD") else {
            throw UsageError(
                what: "There is no committed state to compare with.", why: git.isThere ? "The repository has no commit yet." : "The project is in no git repository.",
                next: "Name what to compare: paper diff OLD [NEW], each the folder of a build, an archive, or a commit.")
        }
        return try self.commit(commit, called: "HEAD", beside: other)
    }

    /// A whole name of a commit that was built, and that the repository does not have: of a shallow clone, as in continuous integration.
    private func remembered(_ name: String) -> String? { CommittedBuild(name, workspace.profile, in: workspace.store, files) == nil ? nil : name }

    private func commit(_ commit: String, called name: String, beside other: BuildSnapshot?) throws -> BuildSnapshot {
        let short = String(commit.prefix(8)), called = name.hasPrefix(short) || commit.hasPrefix(name) ? short : "\(name) (\(short))"
        if let remembered = CommittedBuild(commit, workspace.profile, in: workspace.store, files),
            let snapshot = BuildSnapshot(called, files: remembered.snapshotFiles(in: workspace.store))
        {
            var snapshot = snapshot
            let gone = Set(remembered.figures.keys).subtracting((snapshot.figures ?? []).map(\.name))
            if !gone.isEmpty {
                snapshot.figures = nil
                snapshot.notes.append("The store no longer has the figures of \(called): they are not compared. `paper diff --build` makes them again.")
            }
            if snapshot.figures != nil || !builds { return snapshot }
        }
        if builds {
            let folder = try CommitBuilder(workspace: workspace, git: git).build(commit, called: called)
            if let snapshot = BuildSnapshot(called, files: .folder(folder, in: files)) { return snapshot }
            throw UsageError(
                what: "\(called) was built, and left no outputs in \(workspace.location.short(folder)).", why: "`make paper PROFILE=\(workspace.profile.name)` succeeded and did not build the paper.",
                next: "Its Makefile needs a target `paper` that is .PHONY, since there is a folder of that name. Otherwise build it by hand, and compare the folders.")
        }
        return try known(commit, called, beside: other)
    }

    /// What is committed of the claims; nothing was built.
    private func known(_ commit: String, _ called: String, beside other: BuildSnapshot?) throws -> BuildSnapshot {
        var snapshot = BuildSnapshot(name: called, profile: workspace.profile.name), baseline = Baseline()
        let paper = workspace.session.paper
        for prefix in paper.allPrefixes {
            let path = paper.baseline(of: prefix).path
            if let bytes = git.file(path, of: commit) { baseline = baseline.merging(try Baseline(json: bytes, path: "\(path) of \(called)")) }
        }
        let now = Dictionary((other?.claims ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let known = baseline.profiles[workspace.profile.name]
        let order = (other?.claims ?? []).map(\.id)
        snapshot.claims = known?.sorted { (order.firstIndex(of: $0.key) ?? .max, $0.key) < (order.firstIndex(of: $1.key) ?? .max, $1.key) }
            .map { ClaimState(id: $0.key, $0.value, like: now[$0.key]) }
        let claims = known == nil ? "and no verdicts of profile \(workspace.profile.name) are committed with it: nothing of it can be compared" : "so only its committed claims are compared"
        snapshot.notes.append(
            "\(called) was never built into this store with clean files, \(claims). For its figures, quoted values and causes run `paper diff --build`, which builds it in a folder of its own.")
        return snapshot
    }
}
