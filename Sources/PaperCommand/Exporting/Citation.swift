// CITATION.cff, version 1.2.0 of the Citation File Format: who is to be cited, and as what. Everything is what the paper or its project
// says; what they do not say is left out, and said to be missing. https://citation-file-format.github.io
import BuildGraph
import Manuscript

package struct Citation {
    package let title: String
    package let authors: [String]
    package let licence: Licence?
    package let revision: Revision?
    /// Whether the commit is named: not in a file that is committed itself, which would name the one before.
    package var namesCommit = true

    package init(title: String, authors: [String], licence: Licence?, revision: Revision?) {
        (self.title, self.authors, self.licence, self.revision) = (title, authors, licence, revision)
    }

    init(of workspace: Workspace) {
        self.init(
            title: workspace.session.paper.title, authors: workspace.session.paper.authors, licence: Licence(of: workspace), revision: workspace.repository.revision)
    }

    /// What the file could not be told.
    package var notes: [String] {
        (authors.isEmpty ? ["The paper names no authors, and the file says so: Paper(authors: …) names them."] : [])
            + (licence == nil ? ["The project has no licence file, and the file names none."] : [])
    }

    /// The file.
    package var text: String {
        var lines = [
            "# Written from the paper's front matter and its repository by `paper export citation`.", "cff-version: 1.2.0",
            "message: \(Self.quoted("If you use this paper or its code, please cite it as below."))", "type: software", "title: \(Self.quoted(title))", "authors:",
        ]
        if authors.isEmpty {
            // The format asks for at least one.
            lines += ["  # The paper names no authors.", "  - name: \(Self.quoted("Authors not named"))"]
        }
        lines += authors.flatMap(Self.author)
        if let identifier = licence?.identifier { lines.append("license: \(identifier)") }
        if let revision {
            if namesCommit { lines.append("commit: \(revision.commit)") }
            if let address = revision.address { lines.append("repository-code: \(Self.quoted(address))") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// "Lovelace, Ada" is a person with a family name and given names. Of "Ada Lovelace" it is not known which is which.
    private static func author(_ name: String) -> [String] {
        let parts = name.split(separator: ",", omittingEmptySubsequences: false).map { String($0.drop { $0 == " " }) }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return ["  - name: \(quoted(name))"] }
        return ["  - family-names: \(quoted(parts[0]))", "    given-names: \(quoted(parts[1]))"]
    }

    /// A string of YAML, which reads those of JSON.
    private static func quoted(_ text: String) -> String { JSONString.quoted(text) }
}

/// The licence of a project, as its file says.
package struct Licence {
    /// In the project's folder: "LICENSE".
    package let file: String
    /// Its first line: "MIT License".
    package let name: String
    /// Of SPDX: "MIT"; nil for a licence that is not recognised.
    package var identifier: String? {
        let text = name.lowercased()
        return Self.known.first { words, _ in words.allSatisfy(text.contains) }?.identifier
    }

    private static let names = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING"]
    /// Words of the first line. Where versions are told on another line, none is guessed.
    private static let known: [(words: [String], identifier: String)] = [
        (["mit license"], "MIT"), (["bsd 3-clause"], "BSD-3-Clause"), (["bsd 2-clause"], "BSD-2-Clause"), (["isc license"], "ISC"),
        (["creative commons attribution 4.0"], "CC-BY-4.0"), (["creative commons attribution-sharealike 4.0"], "CC-BY-SA-4.0"), (["cc0 1.0"], "CC0-1.0"),
    ]

    package init(file: String, name: String) { (self.file, self.name) = (file, name) }

    /// Nil where there is no licence file.
    init?(of workspace: Workspace) {
        let files = workspace.effects.files
        for file in Self.names {
            guard let bytes = try? files.read("\(workspace.root)/\(file)", atMost: FileLimit.text),
                let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first(where: { $0.contains(where: \.isLetter) })
            else { continue }
            self.init(file: file, name: String(line.drop { "# ".contains($0) }))
            return
        }
        return nil
    }
}
