// The strip that tells in the page what the preview does. Only the server puts it in; the built page has nothing of it. It lives in a
// shadow tree of its own, so that neither its style nor the page's reaches the other.
import BuildGraph

package enum PreviewStrip {
    /// A page with the strip, which knows the version of the page that it is in.
    package static func added(to page: [UInt8], version: String?) -> [UInt8] {
        let script = """

            <script data-preview>
            (() => {
            let version = \(version.map { "\"\($0)\"" } ?? "null");
            const MESSAGES = "/\(PreviewPages.messagesPath.joined(separator: "/"))", CHANGES = "/\(PreviewPages.changesPath.joined(separator: "/"))";
            const STYLE = `\(style)`;
            \(PreviewPlace.script)
            \(PagePatch.script)
            \(script)
            })();
            </script>

            """
        let end = lastRange(of: Array("</body>".utf8), in: page) ?? page.count
        return page[..<end] + Array(script.utf8) + page[end...]
    }

    private static func lastRange(of word: [UInt8], in page: [UInt8]) -> Int? {
        var start = page.count - word.count
        while start >= 0 {
            if page[start] == word[0], page[start..<(start + word.count)].elementsEqual(word) { return start }
            start -= 1
        }
        return nil
    }
}
