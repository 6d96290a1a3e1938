// Code in chapters: found by the names of targets and declarations, shown from the sources that were compiled.
import BuildGraph
import CodeFingerprint
import Manuscript
import TestSupport
import Testing

private let source = """
    /// A decay.
    struct Decay: Target {
        /// Makes < it.
        func make() -> Int { 42 }
    }
    struct Other { func make() -> Int { 1 } }
    """

/// The table that the plugin would make of the source, in `path`.
private func code(_ path: String = "Sources/Sample") throws -> CodeFingerprints {
    func line(_ mark: String, _ name: String, _ of: String, _ member: Int = 0) throws -> String {
        let digests = try #require(SourceDeclarations(Array(source.utf8)).named(of).first).digests
        return "\(mark)\(digests[member]) \(name)"
    }
    let declarations = try [
        "=ManuscriptTests", "/decay.swift", line("+", "Decay", "Decay"), line(".", "Decay.make()", "Decay", 1), line("+", "Other", "Other"),
        line(".", "Other.make()", "Other", 1),
    ]
    return CodeFingerprints(fingerprints: "*\n=ManuscriptTests \(path)", declarations: declarations.joined(separator: "\n"))
}

private func project(_ block: String, source: String = source) throws -> Project {
    let project = try SamplePaper.project()
    try project.write(source, to: "Sources/Sample/decay.swift")
    let chapter = try #require(SamplePaper.files.first { $0.path == "paper/02-spectra.md" }).text
    try project.write(chapter + "\n\n" + block + "\n", to: "paper/02-spectra.md")
    return project
}

extension Project {
    fileprivate func assembleWithCode() throws -> AssembledPaper {
        let paper = SamplePaper.paper()
        return paper.assemble(PaperSetting(try paper.profile(named: "laptop")), code: try code(), reading: { try self.read($0) })
    }
}

@Suite struct ListingTests {
    @Test func theCodeOfATargetIsOnThePageAndInTheReport() throws {
        // `network` is the label of a Decay.
        let project = try project("::: code network\nHow it *decays*.\n:::\n\n{{ref code:network}} and {{ref code:Decay.make}}.\n\n::: code Decay.make\n:::")
        let paper = try project.assembleWithCode()
        #expect(paper.errors.map(\.text) == [])
        let outcome = try project.build([AnyInput(paper.page), AnyInput(paper.report)])
        let page = try decodeValue(String.self, from: outcome.bytes(of: AnyInput(paper.page).node))
        #expect(page.contains("<figure class=\"listing\" id=\"code-network\">"))
        #expect(page.contains("<span class=\"label\">Listing\u{A0}1.</span> How it <em>decays</em>."))
        #expect(page.contains("<code>Sources/Sample/decay.swift</code>, lines 1–5\n"))
        #expect(page.contains("<span class=\"line\"><span class=\"keyword\">struct</span> <span class=\"type\">Decay</span>: <span class=\"type\">Target</span> {</span>"))
        #expect(page.contains("Makes &lt; it."))
        #expect(page.contains("href=\"#code-network\""))
        #expect(page.contains("counter-reset:line 2\"><span class=\"line\"><span class=\"comment\">/// Makes &lt; it.</span></span>\n<span class=\"line\"><span class=\"keyword\">func</span> make()"))
        let report = try decodeValue(String.self, from: outcome.bytes(of: AnyInput(paper.report).node))
        #expect(report.contains("**Listing\u{A0}1.** How it *decays*.\n\n`Sources/Sample/decay.swift`, lines 1–5:\n\n``` swift\n/// A decay.\nstruct Decay: Target {"))
        #expect(report.contains("[Listing\u{A0}1](#code-network) and [Listing\u{A0}2](#code-Decay-make)."))
    }

    @Test func aNameThatStandsForNothingOrForSeveralIsAnError() throws {
        func errors(_ block: String) throws -> [String] { try project(block).assembleWithCode().errors.map(\.text) }
        #expect(try errors("::: code Decai\n:::").first?.contains("No target reaches a declaration called Decai. Did you mean Decay") == true)
        #expect(try errors("::: code Decay Other\n:::").first?.hasSuffix(":1: A code block names one declaration: `::: code NAME`.") == true)
        #expect(try errors("See {{ref code:Decay}}.").first?.hasSuffix(":5: No code called Decay is shown. Show it: `::: code Decay`.") == true)
        #expect(try errors("::: code Decay\n:::\n\n::: code Decay\n:::").first?.contains("The code of Decay is shown twice.") == true)
        // Of two declarations with one name each can be said.
        let twice = CodeFingerprints(fingerprints: "*", declarations: "=A\n/x.swift\n+0 f(a:)\n+1 f(b:)\n=B\n/x.swift\n+2 f(a:)")
        #expect(twice.declarations(named: "f").count == 3)
        #expect(twice.declarations(named: "A.f(b:)").map(\.digests) == [["1"]])
        #expect(twice.declarations(named: "f(a:)").map(\.fullName) == ["A.f(a:)", "B.f(a:)"])
    }

    @Test func codeThatWasEditedSinceItWasCompiledIsNotShown() throws {
        func failure(_ source: String) throws -> String? {
            let project = try project("::: code Decay\n:::", source: source)
            return try project.build([AnyInput(try project.assembleWithCode().page)]).failures.first.map { "\($0.1.summary) \($0.1.next ?? "")" }
        }
        #expect(try failure(source) == nil)
        #expect(try failure(source.replacing("/// A decay.", with: "/// Another comment.\n\n")) == nil)
        #expect(try failure(source.replacing("42", with: "43"))?.contains("Decay was edited in Sources/Sample/decay.swift since the program was compiled. Compile") == true)
        #expect(try failure("struct Other { }")?.contains("Sources/Sample/decay.swift does not declare Decay any more.") == true)
    }
}
