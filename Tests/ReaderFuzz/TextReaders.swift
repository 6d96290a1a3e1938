// The readers of texts: committed verdicts and ledgers, chapters, directives, and what the system and programs print.
import BuildGraph
import Foundation
import Manuscript

extension Reader {
    static func textReaders() -> [Reader] { [ledger, baseline, chapter, pandocTree, directive, lockTable] }

    private static let ledgerText = """
        {"small": {"group": [{"series": 1, "looks": 2, "limit": 4, "claims": {"P1-1": {"version": "1.2", "look": 2, "verdict": "holds",
        "count": 8, "sentence": "It is so.", "criterion": "x = 1"}}}, {"series": 2, "looks": 1, "limit": 4, "over": true, "note": "spent", "claims": {}}]}}
        """

    private static var ledger: Reader {
        Reader(name: "ledger", seeds: [Array(ledgerText.utf8)]) { bytes in
            let ledger = try Ledger(json: bytes, path: "ledger.json")
            let setting = PaperSetting(.laptop, ledger: ledger["small"])
            let judging = setting.judging("group")
            let spending = Spending(group: "group", series: judging.series, rank: 1, look: judging.look)
            _ = (judging.seed(0), judging.seed(999_999), judging.count(3), spending.shareText)
            return "\(ledger.merging(ledger) == ledger) \(try Ledger(json: ledger.json(), path: "ledger.json") == ledger)"
        }
    }

    private static var baseline: Reader {
        Reader(
            name: "baseline", seeds: [Array(#"{"laptop": {"P1-1": "holds", "P1-13": "undecided"}, "smoke": {"P1-2": "fails"}}"#.utf8), Array("{}".utf8)]
        ) { bytes in
            let baseline = try Baseline(json: bytes, path: "verdicts.json")
            return "\(try Baseline(json: baseline.json(), path: "verdicts.json") == baseline)"
        }
    }

    private static let chapters = [
        "# An example {#sec:example}\n\n::: figure line\nA line of slope {{EX-1.observed:.2f}}.\n:::\n\nClaim {{claim EX-1}} is in {{ref figure:line}}.\n",
        "Title\n=====\n\n$$ x = {{a.b[\"c d\"].e:.3g}} $${{label eq:x}}\n\n<!-- a comment -->\n\n```\n{{not}}\n```\n\n- a\n    - b `{{c}}`\n\n{{claims}}\n",
        "::: table learning.steps\nA table.\n:::\n\nSee [@doe2000, p. 3], a note[^1] and \\{{braces\\}}.\n\n[^1]: A note.\n\n| a | b |\n|---|---|\n| 1 | {{x.y:±}} |\n",
    ].map { Array($0.utf8) }

    private static var chapter: Reader {
        Reader(name: "chapter", seeds: chapters) { bytes in
            let paper = Paper(
                title: "A test", authors: [], chapters: [SourceFile("a.md"), SourceFile("b.md")], profiles: [ProfileSetting(.laptop, summary: "")])
            let assembled = paper.assemble(
                PaperSetting(.laptop),
                reading: { file in file.path == "a.md" ? String(decoding: bytes, as: UTF8.self) : "# Another {#sec:b}\n" })
            return assembled.issues.map(\.text).first ?? "no issue"
        }
    }

    /// A document as pandoc writes it, with the elements that are looked into.
    private static let tree = #"""
        {"pandoc-api-version":[1,22,2],"meta":{},"blocks":[{"t":"Header","c":[1,["sec:example",[],[]],[{"t":"Str","c":"An"},{"t":"Space"},{"t":"Str","c":"example"}]]},
        {"t":"Para","c":[{"t":"Str","c":"Claim"},{"t":"Space"},{"t":"Str","c":"\ue0001\ue001"},{"t":"Cite","c":[[{"citationId":"doe","citationPrefix":[{"t":"Str","c":"see"}],
        "citationSuffix":[{"t":"Str","c":","},{"t":"Space"},{"t":"Str","c":"p.\u00a03"}],"citationMode":{"t":"NormalCitation"},"citationNoteNum":1,"citationHash":0}],[{"t":"Str","c":"[see"}]]},
        {"t":"Math","c":[{"t":"InlineMath"},"x^2"]},{"t":"Note","c":[{"t":"Para","c":[{"t":"Str","c":"A\ud83d\ude00"}]}]},{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"a"}],["#sec:example",""]]},
        {"t":"Image","c":[["",[],[["width","50%"]]],[{"t":"Str","c":"b"}],["photo.png","fig:"]]},{"t":"RawInline","c":["html","<!-- c -->"]},{"t":"Code","c":[["",[],[]],"d"]}]},
        {"t":"Div","c":[["",["figure"],[["mark","0"]]],[{"t":"Para","c":[{"t":"Emph","c":[{"t":"Str","c":"A"}]}]}]]},{"t":"BulletList","c":[[{"t":"Plain","c":[{"t":"Str","c":"1"}]}]]},
        {"t":"OrderedList","c":[[1,{"t":"Decimal"},{"t":"Period"}],[[{"t":"Plain","c":[{"t":"Str","c":"2"}]}]]]},{"t":"CodeBlock","c":[["",["swift"],[]],"let x = 1"]},{"t":"HorizontalRule"}]}
        """#

    private static var pandocTree: Reader {
        Reader(name: "pandoc-tree", seeds: [Array(tree.utf8)]) { bytes in
            let document = try DocumentTree(bytes), chapter = ChapterScanner.scan(chapters[0], path: "a.md")
            var inspection = TreeInspection(chapter)
            inspection.inspect(document)
            let again = try DocumentTree(Array(document.json.utf8)) == document
            let losses = [Dialect.page, .report].map { WordAudit([document], dialect: $0).firstLoss(in: "An example")?.words.count ?? 0 }
            return "\(again) \(inspection.issues.count + LostWords.find(in: chapter, tree: document).count) \(losses)"
        }
    }

    private static var directive: Reader {
        Reader(
            name: "directive",
            seeds: [
                "learning-speed.networks[\"orthogonal tanh, 1.05\"].rate:.3f", "a.b[2]:±", "claim P1-1", "claims P1-1 P1-2", "ref figure:a", "label eq:x", "a:.17e",
                "a:.1%", "a.b:int",
            ].map { Array($0.utf8) }
        ) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let directive = try Directive(parsing: text)
            if case .value(_, .number(let format)?) = directive {
                for value in [0, -0.0, 1.5, -1e-300, 1e300, .infinity, .nan, 9.007e15, .greatestFiniteMagnitude, .leastNonzeroMagnitude] {
                    for context in [NumberContext.plain, .math, .html] { _ = NumberText.text(value, format, in: context) }
                }
            }
            return String("\(directive)".prefix(12))
        }
    }

    private static var lockTable: Reader {
        Reader(
            name: "lock-table", seeds: [Array("1: FLOCK  ADVISORY  READ 4242 08:01:131090 0 EOF\n2: -> FLOCK ADVISORY WRITE 7 08:01:7 0 EOF\n".utf8)]
        ) { bytes in "\(LockHolder.holders(in: String(decoding: bytes, as: UTF8.self), ofInode: 131_090).count)" }
    }
}
