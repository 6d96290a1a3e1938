// The preview at work: a server, a watcher, a build at a time and a compilation at a time, and one thread that decides. Everything
// that happens comes to it as a message; whatever a build does, the server goes on.
import BuildGraph
import Foundation

/// What a preview is asked to do.
struct PreviewRequest {
    let root: String
    let outputFolder: String
    let title: String
    /// Of `build`.
    let arguments: [String]
    /// For a shell; nil when the program cannot be compiled here.
    let compile: String?
    /// Files to watch before the first build has told which.
    let firstFiles: [String]
    let program: RunningProgram
}

final class PreviewSession {
    /// Seconds in which a build, or a compiler, ends by itself.
    private static let grace = 15.0
    /// Seconds between two looks where the system tells of no changes.
    private static let interval = 0.25

    private let request: PreviewRequest
    private let pages: PreviewPages
    private let server: LoopbackServer
    private let inbox: PreviewInbox
    private var machine: PreviewMachine
    private var files: WatchedFiles
    private var watcher: (any FolderWatcher)?
    private var log = PreviewLog()
    private let terminal = Terminal.errors
    private var build: ChildProgram?, compiler: ChildProgram?

    /// - Throws: `UsageError` when no port is free.
    init(_ request: PreviewRequest, ports: ClosedRange<UInt16>) throws {
        self.request = request
        let folder = ServedFolder(path: request.outputFolder, names: Publication.outputNames)
        let pages = PreviewPages(folder: folder, title: request.title)
        self.pages = pages
        server = try LoopbackServer(ports: ports) { pages.answer($0) }
        inbox = try PreviewInbox()
        machine = PreviewMachine(canCompile: request.compile != nil)
        files = WatchedFiles(root: request.root, outputFolder: request.outputFolder, declared: Set(request.firstFiles))
    }

    var address: String { "http://localhost:\(server.port)/" }

    /// Serves until it is interrupted.
    func run(whenServing: () -> Void) {
        let inbox = inbox
        let cancellation = Cancellation(), interrupts = Interrupts(cancellation) { inbox.send(.interrupted) }
        defer { withExtendedLifetime(interrupts) {} }
        watcher = startWatching()
        watcher?.watch(files.watched)
        act(on: machine.step(.page(version: pages.version), at: MonotonicTime.now))
        server.start()
        whenServing()
        act(on: machine.start(at: MonotonicTime.now))
        while !cancellation.isCancelled {
            let messages = inbox.receive(within: machine.deadline.map { max(0, $0 - MonotonicTime.now) })
            messages.forEach(take)
            act(on: machine.step(.time, at: MonotonicTime.now))
        }
        end()
    }

    private func startWatching() -> any FolderWatcher {
        let inbox = inbox
        let report: @Sendable (FolderReport) -> Void = { inbox.send(.files($0)) }
        #if os(Linux)
            let isFull: @Sendable () -> Void = {
                inbox.send(.note("The system watches no more folders for this user (fs.inotify.max_user_watches): they are looked at every quarter of a second."))
            }
            if let watcher = InotifyWatcher(isFull: isFull, report: report) { return watcher }
        #endif
        return polling(report)
    }

    private func polling(_ report: @escaping @Sendable (FolderReport) -> Void) -> PollingWatcher {
        let watcher = PollingWatcher(files: RealFileSystem(), report: report)
        watcher.start(interval: Self.interval)
        return watcher
    }

    private func take(_ message: PreviewInbox.Message) {
        let now = MonotonicTime.now
        switch message {
        case .files(.everythingMayHaveChanged): act(on: machine.step(.changed([.sources, .contents, .page], names: ["many files"]), at: now))
        case .files(.changed(let paths)):
            let changes = paths.compactMap { path in files.kind(of: path).map { (path, $0) } }
            if changes.contains(where: { $0.1 == .page }) { act(on: machine.step(.page(version: pages.version), at: now)) }
            let asked = changes.filter { $0.1 != .page }
            guard !asked.isEmpty else { return }
            let names = files.names(of: asked.map(\.0)) { access($0, F_OK) == 0 }
            act(on: machine.step(.changed(Set(asked.map(\.1)), names: names), at: now))
        case .build(.output(let line), let event):
            act(on: machine.step(event.map { .said($0) } ?? .printed(line), at: now))
        case .build(.errors(let line), _): act(on: machine.step(.printed(line), at: now))
        case .build(.ended(let ending, let printed), _):
            build = nil
            act(on: machine.step(.page(version: pages.version), at: now))
            act(on: machine.step(.buildEnded(ending, printed: printed), at: now))
        case .compiler(.ended(let ending, let printed)):
            compiler = nil
            act(on: machine.step(.compiled(problems: problems(ending, printed), isOtherProgram: ending == .exited(0) && request.program.refresh()), at: now))
        case .compiler: break
        case .note(let text):
            terminal.print(ErrorRenderer.warning(text, on: terminal))
            guard !(watcher is PollingWatcher) else { return }
            let inbox = inbox
            watcher = polling { inbox.send(.files($0)) }
            watcher?.watch(files.watched)
        case .interrupted: break
        }
    }

    private func problems(_ ending: ChildEnding, _ printed: String) -> [PreviewProblem] {
        switch ending {
        case .exited(0): []
        case .notStarted(let why): [PreviewProblem(.error, "The compiler could not be started.", why: why)]
        case .exited, .signalled: CompilerMessages.problems(in: printed, root: request.root)
        }
    }

    private func act(on actions: [PreviewMachine.Action]) {
        for action in actions {
            switch action {
            case .build: startBuild()
            case .compile: startCompiler()
            case .watch(let declared):
                files.declared = Set(declared + request.firstFiles)
                watcher?.watch(files.watched)
            case .figures(let names): pages.show(figures: names)
            case .show(let status): show(status)
            case .tell(let news): log.lines(news, on: terminal).forEach(terminal.print)
            }
        }
    }

    private func startBuild() {
        let inbox = inbox
        build = ChildProgram(
            path: request.program.startPath, arguments: [CommandLine.arguments.first ?? "paper", "build", "--json"] + request.arguments,
            folder: request.root, politeness: .program
        ) { said in
            if case .output(let line) = said { inbox.send(.build(said, event: PreviewEvent(line: line))) } else { inbox.send(.build(said, event: nil)) }
        }
    }

    private func startCompiler() {
        guard let command = request.compile else { return }
        let inbox = inbox
        compiler = ChildProgram(path: "/bin/sh", arguments: ["sh", "-c", command], folder: request.root, politeness: .group) { inbox.send(.compiler($0)) }
    }

    private func show(_ status: PreviewStatus) {
        if let line = try? JSONText.of(status) { server.tell(line) }
        guard terminal.isLive else { return }
        guard status.phase == .building || status.phase == .compiling else { return terminal.show(status: "") }
        let progress = status.total.map { "  \(status.done ?? 0) of \($0)" } ?? ""
        let running = status.running.first ?? status.note ?? ""
        terminal.show(status: "\(status.phase == .building ? "building" : "compiling")\(progress)  \(running)".fitted(to: max(20, terminal.width - 1)))
    }

    /// Ends what goes on, as Ctrl-C ends a build: what is finished is kept.
    private func end() {
        terminal.show(status: "")
        let children = [build, compiler].compactMap { $0 }
        children.forEach { $0.interrupt() }
        let deadline = MonotonicTime.now + Self.grace
        while build != nil || compiler != nil, MonotonicTime.now < deadline {
            for message in inbox.receive(within: deadline - MonotonicTime.now) {
                if case .build(.ended, _) = message { build = nil }
                if case .compiler(.ended) = message { compiler = nil }
            }
        }
        [build, compiler].compactMap { $0 }.forEach { $0.kill() }
        server.stop()
        terminal.print(children.isEmpty ? "The preview has ended." : "The preview has ended. Finished work is kept; the next build goes on from here.")
    }
}
