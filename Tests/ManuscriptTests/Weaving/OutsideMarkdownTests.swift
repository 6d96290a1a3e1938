// Markdown that other people wrote: each file of a folder is woven whole, or refused at its line. The folder is named by
// $MARKDOWN_FOLDER; without it the test is skipped. $MARKDOWN_REPORT names a file for what came of each.
import BuildGraph
import Foundation
import Manuscript
import TestSupport
import Testing

private let folder = ProcessInfo.processInfo.environment["MARKDOWN_FOLDER"]

@Suite struct OutsideMarkdownTests {
    @Test(.enabled(if: folder != nil, "set MARKDOWN_FOLDER to a folder of Markdown files to weave them"))
    func filesFromOutsideAreWovenWholeOrRefusedAtTheirLine() throws {
        let folder = try #require(folder)
        let paths = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
            .filter { path in ["md", "qmd", "Rmd", "markdown"].contains { path.hasSuffix("." + $0) } }
        var lines: [String] = [], woven = 0
        for path in paths {
            let text = String(decoding: try Data(contentsOf: URL(filePath: folder + "/" + path)), as: UTF8.self)
            var sample = Woven(text)
            sample.chapters[0].path = path
            let known = ChapterScanner.scan(text, path: path).pictures.map { Picture(path: $0.name, bytes: [1]) }
            sample.pictures = known
            sample.bibliography = try sample.citations().map { "@misc{\($0), title = {T}}\n" }.joined()
            do {
                for dialect in [Dialect.page, .report] {
                    let output = try sample.text(dialect).body
                    let lost = PlainWords.missing(from: output, of: text)
                    #expect(lost.isEmpty, "\(path), \(dialect): \(lost.prefix(12))")
                    if !lost.isEmpty { lines.append("LOST \(path) \(dialect) \(lost.prefix(12))") }
                }
                woven += 1
                lines.append("WOVEN \(path)")
            } catch let error as PaperError {
                let isPlaced = error.issues.allSatisfy { $0.position != nil }
                #expect(isPlaced, "\(path): \(error.issues.first { $0.position == nil }?.text ?? "")")
                lines.append("REFUSED \(path) \(error.issues.count)")
                lines += error.issues.prefix(6).map { "    " + $0.text }
            } catch {
                Issue.record("\(path): \(error)")
                lines.append("FAILED \(path) \(error)")
            }
        }
        lines.append("\(paths.count) files, \(woven) woven whole")
        if let report = ProcessInfo.processInfo.environment["MARKDOWN_REPORT"] {
            try lines.joined(separator: "\n").write(toFile: report, atomically: true, encoding: .utf8)
        }
    }
}

/// A count of words that knows nothing of pandoc's trees.
enum PlainWords {
    /// Words of three letters or more that a Markdown text has more often than what was made of it.
    static func missing(from output: String, of markdown: String) -> [String] {
        // Where a picture lies is no word of the text.
        let text = markdown.replacing(#/!\[([^\]\n]*)\]\([^)"\n]*("[^"\n]*")?\)/#) { "\($0.1) \($0.2 ?? "")" }
        var counts = counts(text.replacing(#/(?s)<!--.*?-->|@[\w:.-]+|\{[^{}\n]*\}|\(#[^)\n]*\)|\]\[[^\]\n]*\]|\[\^[^\]\n]*\]|&\w+;/#, with: " ").replacing(#/(?m)^[ >]*\[[^\]\n]+\]:/#, with: " "))
        for (word, count) in self.counts(output) { counts[word, default: 0] -= count }
        return counts.filter { $0.value > 0 && $0.key.count > 2 }.keys.sorted()
    }

    private static func counts(_ text: String) -> [String: Int] {
        text.split { !$0.isASCII || !$0.isLetter }.reduce(into: [:]) { $0[String($1), default: 0] += 1 }
    }
}
