// How far a download has come: curl writes into a file, and the file is looked at.
import BuildGraph
import Datasets
import Foundation
import Manuscript
import Synchronization

/// A live line for a download; one plain line where there is no terminal.
final class DownloadProgress {
    private let set: DataSetFiles
    private let terminal: Terminal
    private let line: DownloadLine
    private let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "download"))

    init(_ set: DataSetFiles, files: any FileSystem, terminal: Terminal) {
        self.set = set
        self.terminal = terminal
        line = DownloadLine(files: files, terminal: terminal)
    }

    func begin(folder: String, mirror: String?) {
        let address = mirror ?? set.downloads.first?.addresses.first ?? ""
        let host = URL(string: address)?.host() ?? address
        terminal.print("\(set.name) was not found and is downloaded\(set.sizeInWords) from \(host) to \(folder).")
        if terminal.isLive { timer.schedule(deadline: .now() + 0.1, repeating: 0.2) }
        timer.setEventHandler { [line] in line.draw() }
        timer.activate()
    }

    func observe(_ event: Downloader.Event) {
        switch event {
        case .waiting: line.show("waiting for another build that downloads \(set.name)")
        case .started(let fileName, let path, let size): line.show(fileName, growing: path, to: size)
        case .unpacking(let fileName): line.show("unpacking \(fileName)")
        }
    }

    func end() {
        timer.cancel()
        line.clear()
    }
}

/// What the line shows. Threading: a timer's thread draws it, and the thread that downloads changes it.
private final class DownloadLine: Sendable {
    private struct State {
        var text = ""
        /// The file that grows, what it is going to have and what it had at first.
        var path: String?
        var size: Int?
        var first = 0
        var start = ContinuousClock.now
    }

    private let files: any FileSystem
    private let terminal: Terminal
    private let state = Mutex(State())

    init(files: any FileSystem, terminal: Terminal) {
        self.files = files
        self.terminal = terminal
    }

    func show(_ text: String, growing path: String? = nil, to size: Int? = nil) {
        let first = path.map(fileSize) ?? 0
        state.withLock { $0 = State(text: text, path: path, size: size, first: first) }
    }

    /// Nothing is drawn after this.
    func clear() {
        state.withLock { state in
            state.text = ""
            terminal.show(status: "")
        }
    }

    func draw() {
        state.withLock { state in
            guard !state.text.isEmpty else { return }
            let progress = state.path.map { path in
                TransferRate(done: fileSize(path), first: state.first, size: state.size, time: (.now - state.start) / .seconds(1)).text
            }
            let line = ([state.text] + [progress].compactMap { $0 }).joined(separator: "  ")
            terminal.show(status: "  " + line.fitted(to: max(20, terminal.width - 3)))
        }
    }

    private func fileSize(_ path: String) -> Int { ((try? files.status(path)) ?? nil)?.size ?? 0 }
}

/// How fast something comes, and when all of it will be there.
package struct TransferRate {
    /// Bytes that are there, that were there at first, and that there are going to be.
    let done: Int, first: Int, size: Int?
    /// Seconds.
    let time: Double

    package init(done: Int, first: Int, size: Int?, time: Double) {
        (self.done, self.first, self.size, self.time) = (done, first, size, time)
    }

    /// "45 MB of 170 MB, 3.2 MB/s, about 40 s left"; without a rate in the first second.
    package var text: String {
        var text = HumanUnits.bytes(done) + (size.map { " of \(HumanUnits.bytes($0))" } ?? "")
        let rate = Double(done - first) / time
        guard time > 1, rate > 0 else { return text }
        text += ", \(HumanUnits.bytes(rate))/s"
        if let size, done < size { text += ", about \(HumanUnits.duration(Double(size - done) / rate)) left" }
        return text
    }
}

extension DataSetFiles {
    /// How much is downloaded, in brackets; nothing where it is not known.
    var sizeInWords: String {
        let size = downloads.compactMap(\.size).reduce(0, +)
        return size > 0 ? " (\(HumanUnits.bytes(size)))" : ""
    }
}
