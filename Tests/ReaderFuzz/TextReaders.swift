// The readers of texts: committed verdicts and ledgers, chapters, directives, and what the system and programs print.
import BuildGraph
import Foundation
import Manuscript

extension Reader {
    static func textReaders() -> [Reader] { [ledger, baseline, chapter, directive, lockTable] }

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
