// What is served: the page as it was built with the strip put in, the files beside it, and a page that waits while there is none.
import BuildGraph
import Synchronization

package final class PreviewPages: Sendable {
    /// Where the strip hears of the build. No output has such a name.
    package static let messagesPath = ["preview", "messages"]

    private static let pageName = "paper.html"

    private let folder: ServedFolder
    private let title: String
    /// What is shown in place of the page: figures that are built without it.
    private let figures = Mutex<[String]>([])

    package init(folder: ServedFolder, title: String) { (self.folder, self.title) = (folder, title) }

    /// Shows these figures; none for the page.
    package func show(figures names: [String]) { figures.withLock { $0 = names } }

    /// What a browser that shows the present page has; nil while there is none.
    package var version: String? { current.map { Self.version(of: $0) } }

    package func answer(_ request: RequestHead) -> ServedAnswer {
        guard let components = request.target.hasPrefix("/") ? (request.target.prefix { $0 != "?" } == "/" ? [] : ServedPath.components(of: request.target)) : nil else {
            return ServedAnswer(.malformed, "This is not a path of the preview.")
        }
        if components.isEmpty || components == [Self.pageName] { return page() }
        if components == Self.messagesPath { return .messages }
        guard let name = components.last, let content = folder.read(components) else { return ServedAnswer(.notFound, "The preview has no such file.") }
        return ServedAnswer(.ok, ServedFolder.mediaType(of: name), body: content)
    }

    private func page() -> ServedAnswer {
        let html = "text/html; charset=utf-8"
        guard let page = current else { return ServedAnswer(.ok, html, body: PreviewStrip.added(to: Array(WaitingPage.html(title: title).utf8), version: nil)) }
        return ServedAnswer(.ok, html, body: PreviewStrip.added(to: page, version: Self.version(of: page)))
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
