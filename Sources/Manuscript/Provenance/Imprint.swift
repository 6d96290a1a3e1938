// The front and the end of the page: who wrote it, under which licence, from which commit, how to cite it, and from which data
// it was made. Everything is what the build knows; what it does not know is left out, or said to be missing.
import Foundation

/// The imprint of a paper.
public struct Imprint: Sendable {
    public struct DataSet: Sendable, Equatable {
        public var name: String
        /// Where it is published; empty where that is not known.
        public var address: String
        /// Files that were read, with the digest of what was in them.
        public var files: [(name: String, digest: String)]

        public init(name: String, address: String, files: [(name: String, digest: String)]) {
            (self.name, self.address, self.files) = (name, address, files)
        }

        public static func == (a: DataSet, b: DataSet) -> Bool { a.name == b.name && a.files.map(\.digest) == b.files.map(\.digest) }
    }

    public var title: String
    public var authors: [String]
    /// "MIT License": the first line of the project's licence; nil where it has none.
    public var licence: String?
    public var revision: Revision?
    /// When the page was written: seconds since 1970.
    public var time: Double
    public var dataSets: [DataSet] = []
    /// What stood in for data sets that were not there, or that this profile does not use.
    public var standIns: [String] = []
    /// What is not built for want of a data set.
    public var leftOut: [LeftOut] = []

    public init(title: String, authors: [String], licence: String?, revision: Revision?, time: Double) {
        (self.title, self.authors, self.licence, self.revision, self.time) = (title, authors, licence, revision, time)
    }

    /// "2026-11-28"
    private var date: String { revision.flatMap { $0.isClean ? $0.date : nil } ?? CalendarDay.text(time) }

    /// The list under the title.
    package var front: String {
        var items = (authors.isEmpty ? ["No authors are named"] : []) + ["<time>\(date)</time>"]
        if let licence { items.append(HTMLText.escaped(licence)) }
        if let revision { items.append("commit <code>\(revision.shortCommit)</code>, \(revision.isClean ? "clean" : "with changes")") }
        items.append("<a href=\"#about\">how to cite, data, build</a>")
        return "<ul class=\"imprint\">\(items.map { "<li>\($0)</li>" }.joined())</ul>"
    }

    /// How to cite, and data.
    package var closing: String {
        var parts = ["<h2>About this page</h2>", "<h3>How to cite</h3>", "<pre><code>\(HTMLText.escaped(bibTeX))</code></pre>"]
        let rights = licence.map { "<p>Licence: \(HTMLText.escaped($0)).</p>" } ?? "<p>The project has no licence file.</p>"
        let commit = revision.map { "<p>Put together at commit <code>\($0.commit)</code> of \(HTMLText.escaped($0.date)), \($0.isClean ? "nothing changed since" : "with changes that are not committed").</p>" }
        parts += [rights, commit ?? "<p>The project is not in a git repository, so that no commit can be named.</p>", "<h3>Data</h3>"]
        parts += dataSets.map { set in
            let from = set.address.isEmpty ? "" : ", published at <a href=\"\(HTMLText.escaped(set.address))\">\(HTMLText.escaped(set.address))</a>"
            let files = set.files.map { "<code>\(HTMLText.escaped($0.name))</code>&nbsp;<code>\($0.digest.prefix(16))</code>" }
            return "<p>\(HTMLText.escaped(set.name))\(from). Files and the first digits of the SHA-256 of what was read: \(files.joined(separator: ", ")).</p>"
        }
        parts += standIns.map { "<p>\(HTMLText.escaped($0))</p>" }
        parts += leftOut.map(\.reason).uniqued().map { reason in
            let titles = leftOut.filter { $0.reason == reason }.map { HTMLText.escaped($0.title) }
            return "<p>Not built, because \(HTMLText.escaped(reason)): \(titles.joined(separator: ", ")).</p>"
        }
        if dataSets.isEmpty && standIns.isEmpty { parts.append("<p>No data from outside were used.</p>") }
        return parts.joined(separator: "\n")
    }

    package var bibTeX: String {
        func braced(_ text: String) -> String { text.replacing("{", with: "").replacing("}", with: "") }
        let slug = title.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(3).joined(separator: "-")
        let year = date.prefix(4)
        var fields = [("title", "{\(braced(title))}"), ("year", String(year))]
        if !authors.isEmpty { fields.insert(("author", braced(authors.joined(separator: " and "))), at: 0) }
        if let revision { fields.append(("note", "Commit \(revision.commit)")) }
        if let address = revision?.address { fields.append(("url", braced(address))) }
        return "@misc{\(slug)-\(year),\n" + fields.map { "  \($0.0) = {\($0.1)}" }.joined(separator: ",\n") + "\n}"
    }
}
