// ro-crate-metadata.json: what is in the folder of an export, in the terms of RO-Crate 1.1 and its profile Process Run Crate 0.5.
// https://www.researchobject.org/ro-crate/specification/1.1 and https://www.researchobject.org/workflow-run-crate/profiles/process_run_crate
import BuildGraph
import Foundation
import Manuscript

struct CrateMetadata {
    let paper: BuiltPaper
    let environment: TakingPart
    /// The files of the folder with their sizes, but for those of the sources that no target names.
    let files: [(path: String, size: Int)]
    let licence: Licence?

    static let fileName = "ro-crate-metadata.json"
    private static let specification = "https://w3id.org/ro/crate/1.1"
    private static let profile = "https://w3id.org/ro/wfrun/process/0.5"

    /// The file.
    func json() throws -> String {
        let actions = CrateActions(paper: paper, files: Set(files.map(\.path)))
        let claims = CrateClaims(verdicts: try paper.verdicts, runs: actions.runs)
        let actionEntities = actions.entities
        var entities = [
            CrateEntity(Self.fileName, "CreativeWork").with("conformsTo", of: [Self.specification]).with("about", of: ["./"]),
            root(mentions: actionEntities.runs.map(\.id) + claims.reviews.map(\.id), isBasedOn: dataSets.map(\.id)),
            CrateEntity(Self.profile, "CreativeWork").with("name", "Process Run Crate").with("version", "0.5"), licenceEntity,
        ]
        entities += authors + fileEntities + [report, sources] + programs + dataSets + actionEntities.runs + actionEntities.values + claims.entities
        let context = Datum.list([.string(Self.specification + "/context"), .object([.init("sha256", .string("https://w3id.org/ro/terms/workflow-run#sha256"))])])
        return IndentedJSON.text(.object([.init("@context", context), .init("@graph", .list(entities.map(\.datum)))]))
    }

    // MARK: The whole

    private func root(mentions: [String], isBasedOn data: [String]) -> CrateEntity {
        let front = paper.workspace.assembled.front
        let description = [front.subtitle, (try? paper.status) ?? ""].filter { !$0.isEmpty }.joined(separator: ". ")
        return CrateEntity("./", "Dataset").with("name", paper.title).with("description", description)
            .with("datePublished", BuiltPaper.time(paper.workspace.effects.clock.now())).with("license", of: [licenceEntity.id]).with("author", of: authors.map(\.id))
            .with("conformsTo", of: [Self.profile]).with("mainEntity", of: ["report/paper.html"]).with("hasPart", of: files.map(\.path) + ["report/", "sources/"])
            .with("isBasedOn", of: data).with("mentions", of: mentions)
    }

    private var licenceEntity: CrateEntity {
        guard let licence else {
            return CrateEntity("#licence", "CreativeWork").with("name", "No licence").with("description", "The project has no licence file: nothing is said about what others may do with it.")
        }
        let id = licence.identifier.map { "https://spdx.org/licenses/\($0)" } ?? "#licence"
        return CrateEntity(id, "CreativeWork").with("name", licence.name).with("description", "The licence of the sources, as sources/\(licence.file) says.")
    }

    private var authors: [CrateEntity] {
        paper.workspace.session.paper.authors.enumerated().map { CrateEntity("#author-\($0 + 1)", "Person").with("name", $1) }
    }

    // MARK: Files

    private var report: CrateEntity {
        CrateEntity("report/", "Dataset").with("name", "The report").with("description", "The paper as one page and as Markdown, its figures with their data and scripts, its tables and its claims.")
            .with("hasPart", of: files.map(\.path).filter { $0.hasPrefix("report/") })
    }

    private var sources: CrateEntity {
        let revision = paper.workspace.repository.revision
        let state = revision.map { "Commit \($0.commit) of \($0.date), \($0.isClean ? "nothing changed since" : "with changes that are not committed")." } ?? "The project is not in a git repository."
        return CrateEntity("sources/", "Dataset", "SoftwareSourceCode").with("name", "The sources").with("description", "Everything that the paper is built from: chapters, figure scripts, and the program. \(state)")
            .with("programmingLanguage", "Swift").with("codeRepository", revision?.address).with("version", revision?.commit ?? paper.workspace.session.code.wholeProgram.hexadecimal)
            .with("hasPart", of: files.map(\.path).filter { $0.hasPrefix("sources/") })
    }

    private var fileEntities: [CrateEntity] {
        files.map { path, size in
            CrateEntity(path, "File").with("name", name(of: path)).with("encodingFormat", Self.format(of: path)).with("contentSize", "\(size)")
                .with("isBasedOn", of: origins(of: path))
        }
    }

    /// A drawn figure is based on its data and its script.
    private func origins(of path: String) -> [String] {
        guard path.hasPrefix("report/figures/"), path.hasSuffix(".svg") || path.hasSuffix(".png") else { return [] }
        return [".csv", ".gp"].map { path.dropLast(4) + $0 }.filter { origin in files.contains { $0.path == origin } }
    }

    private func name(of path: String) -> String {
        let known = [
            "report/paper.html": "The paper as a page", "report/paper.md": "The paper in Markdown", "report/claims.json": "The claims with their verdicts",
            "report/claims.xml": "The claims as tests, in JUnit's format", "report/provenance.json": "The last run of each target",
            "provenance.jsonld": "How all values were made, in terms of W3C PROV", "environment.json": "What took part, in which versions",
            "Containerfile": "A recipe that rebuilds the environment", "CITATION.cff": "How to cite", "values.tar": "The stored values of all targets, for `paper cache import`",
            "REVIEW.md": "How to check the paper", "sha256sums.txt": "Digests of all files",
        ]
        if let name = known[path] { return name }
        let file = path.lastPathComponent, stem = file.split(separator: ".").dropLast().joined(separator: ".")
        guard path.hasPrefix("report/") else { return file }
        let kinds = ["svg": "drawing", "png": "picture", "csv": "data", "npz": "data for NumPy", "gp": "gnuplot script"]
        return kinds[String(file.split(separator: ".").last ?? "")].map { "\(stem): \($0)" } ?? file
    }

    private static func format(of path: String) -> String {
        let types = [
            "html": "text/html", "md": "text/markdown", "json": "application/json", "jsonld": "application/ld+json", "xml": "application/xml", "svg": "image/svg+xml",
            "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "csv": "text/csv", "npz": "application/zip",
            "tar": "application/x-tar", "bib": "application/x-bibtex", "cff": "application/yaml",
        ]
        return types[String(path.split(separator: ".").last ?? "").lowercased()] ?? "text/plain"
    }

    // MARK: What took part

    private static let homes = ["gnuplot": "http://www.gnuplot.info", "pandoc": "https://pandoc.org"]

    private var programs: [CrateEntity] {
        let revision = paper.workspace.repository.revision
        let software = environment.software.map { part in
            CrateEntity(CrateActions.id("software", part.name + " " + part.version), "SoftwareApplication").with("name", part.name).with("softwareVersion", part.version)
                .with("url", Self.homes[part.name])
        }
        let pins = environment.pins.map { pin in
            CrateEntity(CrateActions.id("package", pin.name), "SoftwareApplication").with("name", pin.name).with("softwareVersion", [pin.version, pin.revision].filter { !$0.isEmpty }.joined(separator: " "))
                .with("url", pin.address.contains("://") ? pin.address : nil)
        }
        let packages = environment.packages.all.map { package in
            CrateEntity(CrateActions.id("system", package.name), "SoftwareApplication").with("name", package.name).with("softwareVersion", package.version)
                .with("operatingSystem", environment.systems.first?.name)
        }
        let program = CrateEntity(CrateActions.program, "SoftwareApplication").with("name", Program.name)
            .with("description", "The program that built the paper, compiled from the sources.").with("url", revision?.address)
            .with("softwareVersion", paper.workspace.session.code.wholeProgram.hexadecimal)
            .with("softwareRequirements", of: (software + pins + packages).map(\.id))
        return [program] + software + pins + packages
    }

    /// Data from outside, which are not in the folder.
    private var dataSets: [CrateEntity] {
        BuildRecords(workspace: paper.workspace, runs: OutcomeRuns(outcome: paper.outcome)).dataSets.map { set in
            let digests = set.files.map { "\($0.name) \($0.digest)" }.joined(separator: "; ")
            return CrateEntity(CrateActions.id("data", set.name), "CreativeWork").with("name", set.name).with("url", set.address)
                .with("description", "Read from outside, and not in this folder. SHA-256 of what was read: \(digests)")
        }
    }
}
