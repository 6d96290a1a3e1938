// A paper as one value: what it is called, at which scales it is built, its text, and what its text is about.
import BuildGraph

/// A paper. The command takes one, and nothing else knows what it is about.
public struct Paper: Sendable {
    public var title: String
    public var subtitle: String
    public var authors: [String]
    /// One Markdown file; shown above the text.
    public var abstract: SourceFile?
    /// Markdown, in their order.
    public var chapters: [SourceFile]
    public var bibliography: SourceFile
    /// The committed verdicts, one set a profile.
    public var baseline: SourceFile
    /// The committed looks at claims that were undecided, one set a profile.
    public var looks: SourceFile
    public var profiles: [Profile]
    /// The data sets that it is made from, by name; none for most papers.
    public var dataSets: [String]
    /// What the paper consists of.
    public var contents: @Sendable (PaperSetting) -> PaperContents

    public init(
        title: String, subtitle: String = "", authors: [String], abstract: SourceFile? = nil, chapters: [SourceFile],
        bibliography: SourceFile = SourceFile("paper/references.bib"),
        baseline: SourceFile = SourceFile("paper/claims.json"), looks: SourceFile = SourceFile("paper/looks.json"),
        profiles: [Profile], dataSets: [String] = [],
        contents: @escaping @Sendable (PaperSetting) -> PaperContents
    ) {
        self.title = title
        self.subtitle = subtitle
        self.authors = authors
        self.abstract = abstract
        self.chapters = chapters
        self.bibliography = bibliography
        self.baseline = baseline
        self.looks = looks
        self.profiles = profiles
        self.dataSets = dataSets
        self.contents = contents
    }

    /// The profile that is built when none is named: the first that says so, or the first.
    public var defaultProfile: Profile? { profiles.first(where: \.isDefault) ?? profiles.first }

    /// The profile of a name. Throws with the nearest spellings when there is none.
    public func profile(named name: String) throws -> Profile {
        if let profile = profiles.first(where: { $0.name == name }) { return profile }
        throw PaperError([
            .error(
                "There is no profile called \(name).",
                next: didYouMean(name, among: profiles.map(\.name)) ?? "There are \(profiles.map(\.name).joined(separator: ", ")).")
        ])
    }
}

/// A scale at which a paper is built: the same targets with other parameters.
public struct Profile: Sendable, Hashable {
    public var name: String
    /// One line: "width 1000, real data; 20 minutes".
    public var summary: String
    public var isDefault: Bool
    /// What `paper check --decide` may spend on more replicates. Default: half an hour.
    public var budget: Duration

    public init(_ name: String, summary: String, isDefault: Bool = false, budget: Duration = .seconds(30 * 60)) {
        self.name = name
        self.summary = summary
        self.isDefault = isDefault
        self.budget = budget
    }
}

/// What a paper shows, claims and quotes.
public struct PaperContents: Sendable {
    public var figures: [any Figure]
    public var claims: [any Claim]
    /// Labelled targets whose values the text may quote.
    public var quantities: [AnyInput]

    public init(figures: [any Figure] = [], claims: [any Claim] = [], quantities: [AnyInput] = []) {
        self.figures = figures
        self.claims = claims
        self.quantities = quantities
    }

    /// The contents of several parts of a paper, in their order.
    public static func + (a: PaperContents, b: PaperContents) -> PaperContents {
        PaperContents(figures: a.figures + b.figures, claims: a.claims + b.claims, quantities: a.quantities + b.quantities)
    }
}
