// Decides what the preview does next. Pure: what happens goes in with its time, what is to be done comes out.
//
// There is one build at a time and one compilation at a time; they may overlap, since a chapter need not wait for the compiler. A build is
// never broken off by an edit: what runs may have run for hours. Changes that come meanwhile lead to one more build after it.

package struct PreviewMachine {
    package enum Input {
        /// Files changed; `names` are for people.
        case changed(Set<WatchedFiles.Kind>, names: [String])
        case said(PreviewEvent)
        case printed(String)
        case buildEnded(ChildEnding, printed: String)
        /// - Parameter isOtherProgram: whether the program is another than before.
        case compiled(problems: [PreviewProblem], isOtherProgram: Bool)
        case page(version: String?)
        case time
    }

    package enum Action: Equatable {
        case build, compile
        /// Files that are now to be watched.
        case watch([String])
        /// Figures that are shown while no page is built.
        case figures([String])
        case show(PreviewStatus)
        case tell(PreviewNews)
    }

    /// Something that is done again and again, once at a time.
    private struct Lane: Equatable {
        var isWanted = false
        /// When it began, while it goes on.
        var start: Double?
        var isRunning: Bool { start != nil }
        var changed: [String] = []
    }

    /// Seconds between two states that differ in nothing but how far the build is.
    private static let pause = 0.1

    private let canCompile: Bool
    private var builder = Lane(), compiler = Lane()
    private var settling = Settling()
    private var pending: Set<WatchedFiles.Kind> = []
    private var pendingNames: [String] = []
    /// Contents changed together with sources: only the next program may understand them.
    private var buildsAfterCompiling = false
    private var build = BuildWatch()
    private var buildProblems: [PreviewProblem] = [], compilerProblems: [PreviewProblem] = []
    private var version: String?
    private var lastSeconds: Double?
    private var shown: PreviewStatus?
    private var shownAt = -Double.infinity

    /// - Parameter canCompile: whether the preview knows how to make its own program again.
    package init(canCompile: Bool) { self.canCompile = canCompile }

    /// The first build. The program may be older than the sources: it is compiled too.
    package mutating func start(at now: Double) -> [Action] {
        builder.isWanted = true
        compiler.isWanted = canCompile
        return proceed(at: now)
    }

    /// When `step` is to be called though nothing happens; nil for never.
    package var deadline: Double? {
        let isBehind = shown.map { !Self.saysTheSame($0, status(at: shownAt)) } ?? false
        return [settling.end, isBehind ? shownAt + Self.pause : nil].compactMap { $0 }.min()
    }

    package mutating func step(_ input: Input, at now: Double) -> [Action] {
        var actions: [Action] = []
        switch input {
        case .changed(let kinds, let names):
            pending.formUnion(kinds)
            pendingNames += names.filter { !pendingNames.contains($0) }
            settling.changed(at: now)
        case .said(let event):
            let (files, figures) = (build.files, build.figures)
            build.take(event)
            if let new = build.files, new != files { actions.append(.watch(new)) }
            if event.event == "files", build.figures != figures || files == nil { actions.append(.figures(build.figures ?? [])) }
        case .printed(let line): build.takeLine(line)
        case .buildEnded(let ending, let printed): actions += ended(ending, printed, at: now)
        case .compiled(let problems, let isOtherProgram):
            actions.append(.tell(.compiled(problems, seconds: now - (compiler.start ?? now), changed: compiler.changed)))
            compiler.start = nil
            compilerProblems = problems
            if isOtherProgram || buildsAfterCompiling {
                builder.isWanted = true
                builder.changed += compiler.changed.filter { !builder.changed.contains($0) }
            }
            buildsAfterCompiling = false
        case .page(let version): self.version = version
        case .time: break
        }
        return actions + proceed(at: now)
    }

    private mutating func ended(_ ending: ChildEnding, _ printed: String, at now: Double) -> [Action] {
        build.end(ending, printed: printed)
        let seconds = now - (builder.start ?? now)
        builder.start = nil
        lastSeconds = seconds
        // Of a build that is followed by another at once nothing is told: the files have changed since.
        if builder.isWanted { return [] }
        buildProblems = build.problems
        defer { builder.changed = [] }
        return [.tell(.built(build, seconds: seconds, changed: builder.changed))]
    }

    private mutating func proceed(at now: Double) -> [Action] {
        var actions: [Action] = []
        if settling.hasSettled(at: now) { sort() }
        if compiler.isWanted && !compiler.isRunning {
            (compiler.isWanted, compiler.start) = (false, now)
            actions.append(.compile)
            if !compiler.changed.isEmpty { actions.append(.tell(.compiling(changed: compiler.changed))) }
        }
        if builder.isWanted && !builder.isRunning {
            (builder.isWanted, builder.start) = (false, now)
            build = BuildWatch()
            actions.append(.build)
        }
        let status = status(at: now)
        let isUrgent = shown.map { !Self.saysTheSame($0, status, butProgress: true) } ?? true
        if isUrgent || shown.map({ !Self.saysTheSame($0, status) }) == true && now >= shownAt + Self.pause {
            (shown, shownAt) = (status, now)
            actions.append(.show(status))
        }
        return actions
    }

    /// What has changed is sorted by what it asks for.
    private mutating func sort() {
        if pending.contains(.sources) {
            if canCompile {
                if !compiler.isRunning { compiler.changed = [] }
                compiler.changed += pendingNames.filter { !compiler.changed.contains($0) }
                compiler.isWanted = true
                buildsAfterCompiling = buildsAfterCompiling || pending.contains(.contents)
            } else {
                compilerProblems = [Self.cannotCompile]
            }
        }
        if pending.contains(.contents) && !(pending.contains(.sources) && canCompile) {
            builder.changed += pendingNames.filter { !builder.changed.contains($0) }
            builder.isWanted = true
        }
        (pending, pendingNames) = ([], [])
    }

    private static let cannotCompile = PreviewProblem(
        .warning, "Sources changed, and the program that runs was not compiled in this project.",
        next: "Say how to compile it with --compile COMMAND, or start the preview again with a new program.")

    private func status(at now: Double) -> PreviewStatus {
        let errors = (compilerProblems + buildProblems).contains { $0.severity == .error }
        var status = PreviewStatus(builder.isRunning ? .building : compiler.isRunning ? .compiling : errors ? .failed : .current)
        status.version = version
        status.isCompiling = compiler.isRunning
        // While the first build goes on there is nothing before it.
        let isOld = builder.isRunning && !build.hasFailed
        status.problems = compilerProblems + (isOld ? buildProblems : builder.isRunning ? build.problems : buildProblems)
        status.isOfBefore = !status.problems.isEmpty && (isOld || compiler.isRunning && !compilerProblems.isEmpty)
        status.changed = (builder.isRunning ? builder.changed : []) + (compiler.isRunning ? compiler.changed.filter { !builder.changed.contains($0) } : [])
        if builder.isRunning {
            (status.done, status.total, status.remaining, status.running) = (build.done, build.total, build.remaining, build.running)
            status.note = build.note
            status.seconds = builder.start.map { now - $0 }
        } else {
            status.seconds = compiler.start.map { now - $0 } ?? lastSeconds
        }
        return status
    }

    /// Whether two states look the same; time goes on in the page by itself.
    private static func saysTheSame(_ a: PreviewStatus, _ b: PreviewStatus, butProgress: Bool = false) -> Bool {
        func reduced(_ status: PreviewStatus) -> PreviewStatus {
            var status = status
            status.seconds = nil
            status.remaining = nil
            if butProgress { (status.done, status.total, status.running, status.note) = (nil, nil, [], nil) }
            return status
        }
        return reduced(a) == reduced(b)
    }
}
