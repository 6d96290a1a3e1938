// CITATION.cff: what the paper says and nothing else, in the form that the format's own validator takes.
import BuildGraph
import Foundation
import Manuscript
import PaperCommand
import TestSupport
import Testing

@Suite struct CitationTests {
    private let commit = Revision(log: String(repeating: "ab", count: 20) + "\n2026-11-28", isClean: true, remote: "https://example.org/paper.git\n")

    @Test func titleAuthorsLicenceAndCommitAreThoseOfThePaper() {
        let citation = Citation(title: "On \"Lines\": a study", authors: ["Lovelace, Ada", "Emmy Noether"], licence: Licence(file: "LICENSE", name: "MIT License"), revision: commit)
        #expect(citation.text.contains("title: \"On \\\"Lines\\\": a study\"\n"))
        #expect(citation.text.contains("  - family-names: \"Lovelace\"\n    given-names: \"Ada\"\n  - name: \"Emmy Noether\"\n"))
        #expect(citation.text.contains("license: MIT\ncommit: \(String(repeating: "ab", count: 20))\nrepository-code: \"https://example.org/paper.git\"\n"))
        #expect(citation.notes.isEmpty)
        var committed = citation
        committed.namesCommit = false
        #expect(!committed.text.contains("commit:") && committed.text.contains("repository-code:"))
    }

    @Test func whatIsNotKnownIsLeftOutAndSaidToBeMissing() {
        let citation = Citation(title: "A title", authors: [], licence: nil, revision: nil)
        #expect(citation.text.contains("# The paper names no authors.\n  - name: \"Authors not named\""))
        #expect(!citation.text.contains("license") && !citation.text.contains("commit"))
        #expect(citation.notes.count == 2)
    }

    @Test func aLicenceThatIsNotRecognisedHasNoIdentifier() {
        #expect(Licence(file: "LICENSE", name: "Apache License").identifier == nil)
        #expect(Licence(file: "LICENSE", name: "The MIT License (MIT)").identifier == "MIT")
    }

    @Test func theFormatsValidatorTakesThem() throws {
        guard let validator = OptionalProgram.find("cffconvert") else { return }
        for (authors, revision) in [([], nil), (["Lovelace, Ada", "A: \"B\" # C"], commit)] as [([String], Revision?)] {
            let folder = try RealFileSystem().makeScratchFolder()
            let citation = Citation(title: "A: title #1", authors: authors, licence: Licence(file: "LICENSE", name: "MIT License"), revision: revision)
            try RealFileSystem().write(Array(citation.text.utf8), to: folder + "/CITATION.cff")
            let result = try SystemProcessRunner().run(Command(validator, ["--validate", "-i", folder + "/CITATION.cff"]), until: Cancellation())
            #expect(result.succeeded, "\(result.outputText) \(result.errorText)")
        }
    }
}
