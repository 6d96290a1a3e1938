// What is served: the page as it was built with the strip put in, the files beside it, and a page that waits while there is none.
import BuildGraph
import Synchronization

package final class PreviewPages: Sendable {
    /// Where the strip hears of the build. No output has such a name.
    package static let messagesPath = ["preview", "messages"]
    /// Where it asks for the difference of two versions.
    package static let changesPath = ["preview", "changes"]

    private static let pageName = "paper.html"

    private let folder: ServedFolder
    private let title: String
    /// What is shown in place of the page: figures that are built without it.
    private let figures = Mutex<[String]>([])
    /// The last pages, the newest last: a browser that shows one of them can be told what is new.
    private let known = Mutex<[Known]>([])

    private struct Known {
        let version: String
        let bytes: [UInt8]
        /// Nil before it is asked for; nothing for a page that cannot be read so.
        var blocks: PageBlocks??
    }

    private static let mostKnown = 4

    package init(folder: ServedFolder, title: String) { (self.folder, self.title) = (folder, title) }

    /// Shows these figures; none for the page.
    package func show(figures names: [String]) { figures.withLock { $0 = names } }

    /// What a browser that shows the present page has; nil while there is none.
    package var version: String? { current.map(note) }

    /// The version of a page, which is remembered.
    private func note(_ page: [UInt8]) -> String {
        let version = Self.version(of: page)
        known.withLock { known in
            if known.last?.version == version { return }
            known.removeAll { $0.version == version }
            known.append(Known(version: version, bytes: page))
            if known.count > Self.mostKnown { known.removeFirst() }
        }
        return version
    }

    /// What is new in one version after another; nil where the page is to be loaded.
    package func change(from old: String, to new: String) -> PageChange? {
        func blocks(_ version: String) -> PageBlocks? {
            known.withLock { known in
                guard let index = known.firstIndex(where: { $0.version == version }) else { return nil }
                let blocks = known[index].blocks ?? PageBlocks(known[index].bytes)
                known[index].blocks = .some(blocks)
                return blocks
            }
        }
        guard let oldBlocks = blocks(old), let newBlocks = blocks(new) else { return nil }
        return PageChange(from: oldBlocks, to: newBlocks, version: new)
    }

    package func answer(_ request: RequestHead) -> ServedAnswer {
        guard let components = request.target.hasPrefix("/") ? (request.target.prefix { $0 != "?" } == "/" ? [] : ServedPath.components(of: request.target)) : nil else {
            return ServedAnswer(.malformed, "This is not a path of the preview.")
        }
        if components.isEmpty || components == [Self.pageName] { return page() }
        if components == Self.messagesPath { return .messages }
        if components == Self.changesPath { return changes(request.target) }
        guard let name = components.last, let content = folder.read(components) else { return ServedAnswer(.notFound, "The preview has no such file.") }
        return ServedAnswer(.ok, ServedFolder.mediaType(of: name), body: content)
    }

    private func changes(_ target: String) -> ServedAnswer {
        let versions = target.split(separator: "?").last?.split(separator: "-").map(String.init) ?? []
        guard versions.count == 2, let change = change(from: versions[0], to: versions[1]), let json = try? JSONText.of(change) else {
            return ServedAnswer(.notFound, "The page is to be loaded.")
        }
        return ServedAnswer(.ok, "application/json", body: Array(json.utf8))
    }

    private func page() -> ServedAnswer {
        let html = "text/html; charset=utf-8"
        guard let page = current else { return ServedAnswer(.ok, html, body: PreviewStrip.added(to: Array(WaitingPage.html(title: title).utf8), version: nil)) }
        return ServedAnswer(.ok, html, body: PreviewStrip.added(to: page, version: note(page)))
    }

    /// The page as it is on the disk, whole: it is only ever replaced.
    private var current: [UInt8]? {
        let names = figures.withLock { $0 }
        guard !names.isEmpty else { return folder.read([Self.pageName]) }
        let drawn = names.map { name in (name, folder.read(["figures", "\(name).svg"]).map { Self.version(of: $0) }) }
        return Array(WaitingPage.figures(drawn, title: title).utf8)
    }

    private static func version(of bytes: [UInt8]) -> String { String(Digest(of: bytes).hexadecimal.prefix(16)) }
}
