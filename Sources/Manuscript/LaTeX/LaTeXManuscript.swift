// The paper as LaTeX: a third document of the chapters' trees that page and report are woven from, with the same values, and with the
// same proof that no word was lost. It is no target: nothing is kept of it in the store, and nothing depends on it.
import BuildGraph

/// What a LaTeX document is made from, as values.
package struct LaTeXManuscript {
    package var title: String
    package var subtitle: String
    package var authors: [String]
    /// The sentence about the build that stands below the title: scale, claims, commit.
    package var status: String
    /// "2026-11-28"
    package var date: String
    package var hasAbstract: Bool
    /// The abstract, if there is one, is the first.
    package var chapters: [(scanned: Chapter, read: ChapterTree.Value)]
    package var bibliography: [UInt8]
    package var pictures: [Picture]
    package var figures: [FigureFiles]
    package var values: [String: Datum]
    package var leftOut: [LeftOut]
    package var verdicts: VerdictTable?
    package var listings: [String: CodeListing.Value]

    /// The document of a paper that is built.
    ///
    /// - Parameters:
    ///   - value: the stored value of a target.
    ///   - file: the content of a declared file.
    package init(of paper: AssembledPaper, status: String, date: String, value: (Node) throws -> [UInt8], file: (SourceFile) throws -> [UInt8]) throws {
        let text = paper.text
        func decoded<Value>(_ input: Input<Value>) throws -> Value { try decodeValue(Value.self, from: value(input.node)) }
        (title, subtitle, authors) = (paper.front.title, paper.front.subtitle, paper.front.authors)
        self.status = status
        self.date = date
        hasAbstract = text.hasAbstract
        chapters = try zip(text.chapters, text.trees).map { chapter, tree in
            (ChapterScanner.scan(String(decoding: try file(chapter), as: UTF8.self), path: chapter.path), try decoded(tree))
        }
        bibliography = try file(text.bibliography)
        pictures = try text.pictures.map { Picture(path: $0.path, bytes: try file($0)) }
        figures = try paper.shownFigures.map { try decoded($0.input) }
        values = Dictionary(try text.quoted.map { ($0.name, try Datum(decoding: value($0.input.node))) }, uniquingKeysWith: { first, _ in first })
        leftOut = text.leftOut
        verdicts = try text.verdicts.map(decoded)
        listings = Dictionary(try text.listings.map { ($0.name, try decoded($0.input)) }, uniquingKeysWith: { first, _ in first })
    }

    package init(
        title: String, subtitle: String = "", authors: [String] = [], status: String = "", date: String = "", hasAbstract: Bool = false, chapters: [(scanned: Chapter, read: ChapterTree.Value)],
        bibliography: [UInt8] = [], pictures: [Picture] = [], figures: [FigureFiles] = [], values: [String: Datum] = [:],
        leftOut: [LeftOut] = [], verdicts: VerdictTable? = nil, listings: [String: CodeListing.Value] = [:]
    ) {
        (self.title, self.subtitle, self.authors) = (title, subtitle, authors)
        (self.status, self.date, self.hasAbstract, self.chapters) = (status, date, hasAbstract, chapters)
        (self.bibliography, self.pictures, self.figures) = (bibliography, pictures, figures)
        (self.values, self.leftOut, self.verdicts, self.listings) = (values, leftOut, verdicts, listings)
    }

    /// The files of the document by their paths, and what there is to say about them.
    package struct Files {
        package var files: [(path: String, bytes: [UInt8])]
        /// Figures that are pictures of pixels, and why.
        package var notes: [String]
    }

    /// Weaves the document and draws its figures. Throws `PaperError` for what cannot be set, and `PandocError`.
    package func files(_ effects: Effects) throws -> Files {
        let pictureFiles = try self.pictureFiles()
        var files = [("paper.tex", Array(try source(effects).utf8)), ("latexmkrc", Array(Self.latexmkrc.utf8))]
        if cites { files.append(("references.bib", bibliography)) }
        var pixels: [String: [String]] = [:]
        for figure in figures {
            switch try FigurePDF(effects: effects).picture(of: figure) {
            case .pdf(let bytes): files.append(("figures/\(figure.name).pdf", bytes))
            case .png(let bytes, let reason):
                files.append(("figures/\(figure.name).png", bytes))
                pixels[reason, default: []].append(figure.name)
            }
        }
        for picture in pictures { files.append((pictureFiles[picture.path] ?? picture.path, picture.bytes)) }
        let notes = pixels.sorted { $0.key < $1.key }.map { reason, names in
            names.count == 1 ? "The figure \(names[0]) is its PNG: \(reason)." : "\(names.count) figures are their PNGs: \(reason)."
        }
        return Files(files: files, notes: notes)
    }

    private var cites: Bool { chapters.contains { !$0.read.citations.isEmpty } }

    /// `latexmk` alone makes paper.pdf.
    private static let latexmkrc = "$pdf_mode = 1;\n@default_files = ('paper.tex');\n"

    /// The document.
    package func source(_ effects: Effects) throws -> String {
        let scanned = chapters.map(\.scanned)
        let trees = try chapters.map { LaTeXPreparation.prepared(try DocumentTree(Array($0.read.tree.utf8))) }
        let numbers = TextNumbers(
            Outline(scanned), Numbering(Array(zip(scanned, trees))), chapters: scanned, citations: chapters.flatMap(\.read.citations).map(\.name), claims: verdicts?.findings.map(\.id) ?? [], formatVersion: .null)
        let quoting = Weaver(
            dialect: .page, numbers: numbers, values: values, leftOut: leftOut, verdicts: verdicts,
            phrases: try Phrases(Weaver.phrases(in: scanned, values, verdicts), by: Pandoc(effects)), listings: listings)
        var weaver = LaTeXWeaver(quoting: quoting, listedClaims: listedClaims(scanned), pictureFiles: try pictureFiles())
        var blocks: [JSONNode] = []
        for (number, (chapter, tree)) in zip(scanned, trees).enumerated() {
            if hasAbstract && number == 0 { blocks.append(.latexBlock("\\begin{abstract}")) }
            blocks += weaver.weave(chapter, tree, number)
            if hasAbstract && number == 0 { blocks.append(.latexBlock("\\end{abstract}")) }
        }
        // pandoc takes a heading at the very end for that of the references, and leaves it out.
        blocks.append(.latexBlock("% The end of the text."))
        if !weaver.quoting.problems.isEmpty { throw PaperError(weaver.quoting.problems) }
        let body = try LaTeXPandoc(effects: effects).body(DocumentTree(version: trees.first?.version ?? .null, blocks: blocks))
        if let loss = WordAudit(trees, dialect: .page).firstLoss(in: HTMLText.escaped(LaTeXWords.text(of: body))) {
            throw PaperError([.error("This text would not be in the LaTeX document: \(loss.words.prefix(60)) …", at: Position(file: scanned[loss.chapter].path, line: 1, column: 1))])
        }
        return try document(body)
    }

    private func document(_ body: String) throws -> String {
        let head = "\\title{\(LaTeXText.escaped(title))\(subtitle.isEmpty ? "" : "\\\\[0.6ex]\\large \(LaTeXText.escaped(subtitle))")}\n"
            + "\\author{\(authors.isEmpty ? "\\emph{No authors are named.}" : authors.map(LaTeXText.escaped).joined(separator: " \\and "))}\n"
            + "\\date{\(LaTeXText.escaped(date))}\n"
        let opening = "\\begin{document}\n\\maketitle\n" + (status.isEmpty ? "" : "\\begin{center}\\small \(LaTeXText.formulas(status))\\end{center}\n")
        let closing = (cites ? "\n\\phantomsection\\label{references}\n\\bibliographystyle{plainnat}\n\\bibliography{references}\n" : "") + "\\end{document}\n"
        let whole = head + opening + "\n" + body + closing
        let characters = LaTeXCharacters(in: whole + (cites ? String(decoding: bibliography, as: UTF8.self) : ""))
        let unknown = characters.unknown
        guard unknown.isEmpty else {
            throw PaperError([
                .error("LaTeX cannot set \(unknown.prefix(8).joined(separator: ", "))\(unknown.count > 8 ? " and \(unknown.count - 8) more" : "").",
                    next: "Write formulas between dollars, and names in Latin letters; docs/latex.md lists the characters.")
            ])
        }
        return LaTeXPreamble(title: title, authors: authors, characters: characters.declarations).text + "\n" + whole
    }

    /// Claims that a table shows.
    private func listedClaims(_ chapters: [Chapter]) -> Set<String> {
        var listed: Set<String> = []
        for mark in chapters.flatMap(\.marks) {
            guard case .directive(.claims(let ids)) = mark.meaning else { continue }
            listed.formUnion(ids.isEmpty ? verdicts?.findings.map(\.id) ?? [] : ids)
        }
        return listed
    }

    /// Where pictures are in the document's folder, by their paths. LaTeX includes PNG, JPEG and PDF.
    private func pictureFiles() throws -> [String: String] {
        let refused = pictures.map(\.path).filter { path in !["png", "jpg", "jpeg"].contains { path.lowercased().hasSuffix("." + $0) } }
        guard refused.isEmpty else {
            throw PaperError(refused.map { .error("LaTeX cannot include \($0).", next: "Save the picture as PNG or JPEG, and show that.") })
        }
        return Dictionary(uniqueKeysWithValues: pictures.map { ($0.path, Picture.publishedName($0.path)) })
    }
}
