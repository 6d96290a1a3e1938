// A paper as one value: what it is called, at which scales it is built, its studies, and the text around them.
import BuildGraph

/// A paper. The command takes one, and nothing else knows what it is about.
public struct Paper: Sendable {
    public var title: String
    public var subtitle: String
    public var authors: [String]
    /// One Markdown file; shown above the text.
    public var abstract: SourceFile?
    /// Markdown, in their order: what comes before the studies.
    public var opening: [SourceFile]
    public var studies: [any Study.Type]
    /// What comes after them.
    public var closing: [SourceFile]
    public var bibliography: SourceFile
    /// The scales it can be built at; the first is the default.
    public var profiles: [ProfileSetting]
    /// The data sets that it is made from besides those of its studies, by name.
    public var ownDataSets: [String]
    /// Those that it shows more of where they are there, besides those of its studies.
    public var ownOptionalDataSets: [String]
    /// What belongs to no study.
    public var ownContents: @Sendable (PaperSetting) -> PaperContents

    /// - Parameters:
    ///   - chapters: Markdown, in their order; those of the studies follow.
    ///   - profiles: the first is the default.
    ///   - contents: what belongs to no study: all that a small paper has.
    public init(
        title: String, subtitle: String = "", authors: [String], abstract: SourceFile? = nil, chapters: [SourceFile],
        studies: [any Study.Type] = [], closing: [SourceFile] = [], bibliography: SourceFile = SourceFile("paper/references.bib"),
        profiles: [ProfileSetting], dataSets: [String] = [],
        optionalDataSets: [String] = [],
        contents: @escaping @Sendable (PaperSetting) -> PaperContents = { _ in PaperContents() }
    ) {
        self.title = title
        self.subtitle = subtitle
        self.authors = authors
        self.abstract = abstract
        opening = chapters
        self.studies = studies
        self.closing = closing
        self.bibliography = bibliography
        self.profiles = profiles
        ownDataSets = dataSets
        ownOptionalDataSets = optionalDataSets
        ownContents = contents
    }

    /// All chapters, in their order.
    public var chapters: [SourceFile] { opening + studies.flatMap { $0.chapters } + closing }

    /// All data sets that it is made from, by name; none for most papers.
    public var dataSets: [String] { (ownDataSets + studies.flatMap { $0.dataSets }).uniqued() }

    /// The data sets of which it shows more where they are there; what one study needs is optional for none.
    public var optionalDataSets: [String] {
        (ownOptionalDataSets + studies.flatMap { $0.optionalDataSets }).uniqued().filter { !dataSets.contains($0) }
    }

    /// Whether it is made from any data set, or can be.
    public var usesData: Bool { !dataSets.isEmpty || !optionalDataSets.isEmpty }

    /// What the paper consists of.
    public func contents(_ setting: PaperSetting) -> PaperContents {
        studies.reduce(ownContents(setting)) { $0 + $1.contents(setting) }
    }
}

extension Paper {
    /// The profile that is built when none is named.
    public var defaultProfile: Profile? { profiles.first?.profile }

    /// What the paper says of a profile that it can be built at.
    public func setting(of profile: Profile) -> ProfileSetting? { profiles.first { $0.profile == profile } }

    /// How the ids of each study's claims begin: "P1" of "P1-14a".
    public var prefixes: [String] { studies.map { $0.prefix }.uniqued() }

    /// The committed verdicts of the claims with a prefix.
    public func baseline(of prefix: String) -> SourceFile { SourceFile(folder(of: prefix) + "/verdicts.json") }

    /// The committed ledger of the judgings of these claims.
    public func ledger(of prefix: String) -> SourceFile { SourceFile(folder(of: prefix) + "/ledger.json") }

    private func folder(of prefix: String) -> String { prefix.isEmpty ? "paper" : "paper/" + prefix }

    /// The prefixes of all claims; the last is that of claims of no study.
    public var allPrefixes: [String] { prefixes + [""] }

    /// The profile of a name. Throws with the nearest spellings when there is none.
    public func profile(named name: String) throws -> Profile {
        if let profile = profiles.map(\.profile).first(where: { $0.name == name }) { return profile }
        let names = profiles.map(\.profile.name)
        throw PaperError([
            .error("There is no profile called \(name).", next: didYouMean(name, among: names) ?? "There are \(names.joined(separator: ", ")).")
        ])
    }
}
