// One state of a paper, as far as it can be compared: from the outputs of a build alone.
import BuildGraph
import Manuscript

/// A state of a paper.
package struct BuildSnapshot {
    /// As people call it: "build/smoke", "HEAD (1a2b3c4d)".
    var name: String
    /// Of the paper; nil where it is not known.
    var title: String?
    var profile: String?
    /// Of a variant: what was set, by path.
    var settings: [String: String] = [:]
    /// Nil where nothing is known of them, as of the following.
    package var claims: [ClaimState]?
    package var values: [QuotedRecord]?
    package var figures: [DataState]?
    var tables: [DataState] = []
    package var lineage: Lineage?
    /// The table of the program's declarations.
    package var code: () -> String? = { nil }
    /// The page; nil where there is none at hand.
    var page: () -> String? = { nil }
    /// Names of results that this paper has, and that could not be told here from those of another profile.
    var unknown: Set<String> = []
    /// Whether only some of its targets were built: what is not in it is unknown, and not gone.
    var isPartial = false
    /// What cannot be compared, why, and how to get it.
    package var notes: [String] = []

    package init(name: String, title: String? = nil, profile: String? = nil) { (self.name, self.title, self.profile) = (name, title, profile) }
}

extension BuildSnapshot {
    /// The outputs of a build. Nil where there are none.
    init?(_ name: String, files: SnapshotFiles) {
        struct Claims: Decodable { let profile: String, claims: [Finding] }
        self.init(name: name)
        let claims = files.json(Claims.self, "claims.json"), values = files.json(QuotedRecords.self, QuotedRecord.fileName)
        lineage = files.json(Lineage.self, Lineage.fileName)
        if lineage?.format != Lineage.format { lineage = nil }
        self.claims = claims?.claims.map { ClaimState($0) }
        self.values = values?.values
        code = { files.text(Lineage.codeFileName) }
        page = { files.text("paper.html") }
        title = lineage?.paper
        profile = lineage?.profile ?? claims?.profile
        settings = lineage?.settings ?? [:]
        func states(_ folder: String) -> [DataState] {
            files.list(folder).filter { $0.hasSuffix(".csv") }.compactMap { file in
                let stem = String(file.dropLast(4))
                return files.text("\(folder)/\(file)").map { csv in DataState(name: stem, csv: csv) { files.text("\(folder)/\(stem).svg") } }
            }
        }
        let figures = states("figures")
        tables = states("tables")
        if claims == nil && lineage == nil && figures.isEmpty { return nil }
        self.figures = figures
        if lineage != nil && (claims == nil || values == nil) {
            isPartial = true
            let built = figures.map(\.name), shown = built.count > 6 ? built.prefix(5) + ["\(built.count - 5) more"] : built[...]
            notes.append("Of \(name) only a part was built\(shown.isEmpty ? "" : ", with the figures \(shown.joined(separator: ", "))"): the rest is not compared. `paper build` without names builds all of it.")
            return
        }
        if claims == nil { notes.append("\(name) has no claims.json that can be read: its claims are not compared.") }
        if lineage == nil || values == nil {
            notes.append("\(name) was built before values.json and lineage.json were written: quoted values and causes are known only after another build of it.")
        }
    }
}
