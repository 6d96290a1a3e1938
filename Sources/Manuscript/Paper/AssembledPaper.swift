// A paper at one profile, as targets: what the engine builds. Reading the chapters here tells which values they quote;
// what is wrong with them is noted, and keeps only the documents from being made.
import BuildGraph

/// The targets of a paper at one profile.
public struct AssembledPaper: Sendable {
    public let paper: Paper
    public let setting: PaperSetting
    public let figures: [AssembledFigure]
    /// The files of the tables that the text shows, without ".csv".
    public let tables: [String]
    /// Pictures that the chapters show.
    public let pictures: [SourceFile]
    public let claims: [AssembledClaim]
    /// What is not built for want of data, and whose places the text keeps.
    public let leftOut: [LeftOut]
    public let verdicts: Verdicts
    /// The page as HTML, and the report as Markdown.
    public let page: Page
    public let report: MarkdownReport
    /// What page and report are woven from; other documents of the same text are made from it too.
    package let text: TextSources
    package let front: FrontMatter
    /// The text of the page, and the figures that it shows.
    package let wovenPage: Input<WovenText.Value>
    package let shownFigures: [AssembledFigure]
    /// Looks for results that were typed in the text; its value is a list of `PaperIssue`s.
    public let typedNumbers: AnyInput
    /// Errors and warnings of the paper's text and contents.
    public let issues: [PaperIssue]
    /// Those of them that keep the claims from being judged.
    public let ledgerErrors: [PaperIssue]

    public struct AssembledFigure: Sendable {
        public let name: String
        public let input: Input<FigureFiles>
    }

    public struct AssembledClaim: Sendable {
        public let id: String
        public let input: Input<Finding>
        /// Nil for a claim that no replicates judge.
        public let judging: Judging?
        public let version: ClaimVersion
        public let sentence: String
        /// Exactly, as the ledger records it.
        public let criterion: String
    }

    /// Everything that is built when nothing is named.
    public var roots: [AnyInput] {
        figures.map { AnyInput($0.input) } + claims.map { AnyInput($0.input) }
            + [AnyInput(verdicts), AnyInput(page), AnyInput(report), typedNumbers]
    }

    /// The scale it is built at.
    public var profile: Profile { setting.profile }
    public var errors: [PaperIssue] { issues.filter { $0.severity == .error } }
    public var warnings: [PaperIssue] { issues.filter { $0.severity == .warning } }
}

extension Paper {
    /// The paper in a setting. `read` gives the text of a chapter; one that cannot be read is reported by the engine
    /// when the documents are made. `isThere` tells whether a picture is; `code` has the
    /// declarations that chapters show.
    public func assemble(
        _ setting: PaperSetting, code: CodeFingerprints? = nil, isThere: (SourceFile) -> Bool = { _ in true },
        reading read: @escaping @Sendable (SourceFile) throws -> String
    ) -> AssembledPaper {
        let profile = setting.profile, sources = (abstract.map { [$0] } ?? []) + chapters
        // What is written is read while the targets are described.
        let reading = Aside {
            code?.readDeclarations()
            return sources.map { file in Result { ChapterScanner.scan(try read(file), path: file.path) } }
        }
        var setting = setting
        var contents = contents(setting)
        // Which series judges depends on the versions of the claims, and the networks on the series.
        let first = LedgerReview(contents.claims, setting, prefixes: prefixes)
        (setting.begun, setting.elsewhere) = (first.begun, first.elsewhere)
        if !setting.begun.isEmpty || !setting.elsewhere.isEmpty { contents = self.contents(setting) }
        let review = LedgerReview(contents.claims, setting, prefixes: prefixes)
        let all = contents.claims, half = all.count / 2, assembling = Aside { all[half...].map { assembled($0) } }
        var claims = all[..<half].map { assembled($0) }
        let figures = contents.figures.map { AssembledPaper.AssembledFigure(name: $0.name, input: input(of: $0)) }
        var scanned: [Chapter] = [], unreadable: [PaperIssue] = []
        for chapter in reading.value() {
            do { scanned.append(try chapter.get()) } catch {
                let report = ErrorReport(error)
                unreadable.append(.error(report.summary, next: report.next))
            }
        }
        let outline = Outline(scanned)
        claims += assembling.value()
        let verdicts = Verdicts(claims.map(\.input), prefixes: prefixes)
        let verdictInput = Input(verdicts)
        // The table of verdicts can be quoted too: {{claims.level:.0%}}.
        let quantities = contents.quantities.compactMap { input in input.node.label.map { (name: $0, input: input) } }
            + [(name: Verdicts.name, input: AnyInput(verdictInput))]
        let leftOut = contents.leftOut
        let names = Outline.Names(
            figures: figures.map(\.name) + leftOut.filter(\.isFigure).map(\.name), claims: claims.map(\.id),
            quantities: quantities.map(\.name) + leftOut.filter { !$0.isFigure }.map(\.name))

        // A claim whose value is quoted is quoted with its final verdict.
        let quotesClaims = outline.usesClaims || claims.contains { outline.quoted.contains($0.id) }
        let targets = figures.map { ($0.name, $0.input.node) } + claims.map { ($0.id, $0.input.node) } + quantities.map { ($0.name, $0.input.node) }
        let search = ListingSearch(code: code, types: Dictionary(targets.map { ($0.0, $0.1.typeName) }, uniquingKeysWith: { first, _ in first }))
        let listings = search.listings(in: outline)
        let trees = sources.map { Input(ChapterTree(chapter: $0)) }
        let quoted = quantities.filter { outline.quoted.contains($0.name) }.map { WovenText.QuotedInput(name: $0.name, input: $0.input) }
        let text = TextSources(
            hasAbstract: abstract != nil, chapters: sources, scanned: scanned, trees: trees, bibliography: bibliography,
            pictures: outline.pictures.map { SourceFile($0) }, names: names, quoted: quoted, leftOut: leftOut,
            verdicts: quotesClaims ? verdictInput : nil, listings: listings.found)
        let woven = text.woven()
        let front = FrontMatter(title: title, subtitle: subtitle, authors: authors, profile: profile.name, summary: self.setting(of: profile)?.summary ?? "")
        let wovenPage = Input(woven.page), shownFigures = figures.filter { outline.figures.contains($0.name) }
        let criteria = contents.claims.filter { $0.criterion.defect == nil }.map { NamedCriterion(claim: $0.id, criterion: $0.criterion) }
        let evidence = Input(BoardEvidence(verdicts: verdictInput, criteria: criteria))
        let page = Page(
            text: Input(PageText(front: front, text: wovenPage, verdicts: verdictInput, evidence: evidence)),
            figures: shownFigures.map { Input(PlacedFigure(name: $0.name, figure: $0.input)) })
        let report = MarkdownReport(front: front, text: Input(woven.report), verdicts: verdictInput)
        let textIssues = outline.errors(in: scanned, naming: names) + listings.errors + pictureIssues(scanned, isThere)
        return AssembledPaper(
            paper: self, setting: setting, figures: figures, tables: outline.tables(without: leftOut).map(WovenTable.fileName),
            pictures: outline.pictures.map { SourceFile($0) }, claims: claims, leftOut: leftOut, verdicts: verdicts, page: page, report: report, text: text,
            front: front, wovenPage: wovenPage, shownFigures: shownFigures,
            typedNumbers: AnyInput(Input(TypedNumbers(passages: sources.map { Input(ChapterPassages(chapter: $0)) }, quoted: quoted, verdicts: verdictInput))),
            // What a chapter that cannot be read would have labelled and mentioned is not missing.
            issues: nameIssues(contents) + criterionIssues(contents) + review.errors
                + (unreadable.isEmpty ? textIssues + mentionIssues(outline, names) : unreadable) + review.warnings,
            ledgerErrors: review.errors)
    }

    private func input(of figure: some Figure) -> Input<FigureFiles> { Input(figure) }
    private func input(of claim: some Claim) -> Input<Finding> { Input(claim) }

    private func assembled(_ claim: any Claim) -> AssembledPaper.AssembledClaim {
        AssembledPaper.AssembledClaim(
            id: claim.id, input: input(of: claim), judging: claim.judging, version: claim.version, sentence: claim.statement,
            criterion: claim.criterion.exactText)
    }
}
