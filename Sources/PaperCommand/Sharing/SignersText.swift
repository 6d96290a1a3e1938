// Whose word an archive is, in words: for those who make it, for those who take it, and for those who read about it.
import BuildGraph
import Manuscript

struct SignersText {
    let signers: ArchiveSigners
    let keys: TrustedKeys

    private var bySigner: [(key: PublicKey, count: Int)] { signers.signed.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    /// How many values nobody signed whom the paper trusts.
    var untrusted: Int { signers.count(notBy: keys.trusted) }
    /// Whether an import refuses the archive unless it is told to take what nobody trusted signed.
    var isRefused: Bool { untrusted > 0 && !keys.trusted.isEmpty }

    /// Prints a line for each key, and one for what nobody signed.
    func tell(_ terminal: Terminal) {
        for (key, count) in bySigner {
            let values = CollectionText.count(count, "value")
            if keys.trusted.contains(key) {
                terminal.print("\(terminal.styled("✓", .green)) \(values) signed by \(keys.name(of: key) ?? key.short), whom this paper trusts.")
            } else {
                terminal.warn("\(values) signed by \(keys.name(of: key) ?? key.hexadecimal), whom this paper does not trust.")
            }
        }
        if signers.unsigned > 0 { terminal.warn("\(CollectionText.count(signers.unsigned, "value")) signed by nobody.") }
    }

    /// Tells the author of an archive who signed it, and whether their own paper would refuse it. Where neither a key nor a list is, nobody expects signatures.
    func tellAuthor(_ terminal: Terminal) {
        if signers.signed.isEmpty && keys.trusted.isEmpty { return }
        tell(terminal)
        if isRefused {
            terminal.print(Program.named("  `paper cache import` refuses the archive without --untrusted. `paper cache key make` makes a key, and `paper cache key trust` lists it."))
        }
    }

    /// For REVIEW.md: sentences in Markdown.
    var markdown: String {
        var parts = bySigner.map { key, count in
            let name = keys.name(of: key).map { "\($0), whose key is" } ?? "the key"
            let isListed = keys.trusted.contains(key)
            return "\(count) of them are signed by \(name) `\(key.hexadecimal)`\(isListed ? ", which `sources/\(TrustFile.path)` lists" : "")."
        }
        if signers.unsigned > 0 { parts.append(signers.signed.isEmpty ? "Nobody signed them." : "Nobody signed the other \(signers.unsigned).") }
        if !signers.signed.isEmpty {
            parts.append("A signature says that its owner's machine made the value: compare the key with the one that the authors have published elsewhere, since the list came in the same folder.")
        }
        return parts.joined(separator: " ")
    }
}
