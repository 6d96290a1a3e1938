import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct CacheKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Say whose results are used, and sign your own.",
        discussion: """
            The keys that a paper trusts are listed in \(TrustFile.path), which is committed. Your own secret key is in your settings folder, or in \
            the environment variable \(SigningKeyFile.variable).
            """,
        subcommands: [MakeKeyCommand.self, ListKeysCommand.self, TrustKeyCommand.self, RevokeKeyCommand.self])
}

struct MakeKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "make", abstract: "Make a key to sign with.")

    func run() throws {
        let file = SigningKeyFile()
        let key = try file.make(comment: "The signing key of \(KeyName.own)")
        Terminal.errors.print("Made \(file.path), which only you can read. Its public half:")
        Terminal.output.print("ed25519 \(key.publicKey.hexadecimal) \(KeyName.own)")
        Terminal.errors.print("  " + Program.named("paper cache key trust") + "   lets this paper use what you sign")
    }
}

struct ListKeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the keys that this paper trusts or has revoked.")
    @OptionGroup var project: ProjectOption

    func run() throws {
        let effects = try KeyName.effects(project), keys = try TrustFile.read(effects)
        let own = try SigningKeyFile().key()?.publicKey
        let rows = keys.entries.map { entry in
            [entry.key == own ? "*" : "", entry.name, entry.revoked.map { "revoked \($0)" } ?? "trusted", entry.key.hexadecimal]
        }
        TextTable.lines(rows, width: 200).forEach { Terminal.output.print($0) }
        if keys.entries.isEmpty { Terminal.errors.print("\(TrustFile.path) lists no key: nothing from outside is used.") }
        guard let own else { return Terminal.errors.print(Program.named("You have no key to sign with. `paper cache key make` makes one.")) }
        if !keys.entries.contains(where: { $0.key == own }) {
            Terminal.errors.print(Program.named("Your own key, \(own.hexadecimal), is not in the list. `paper cache key trust` adds it."))
        }
    }
}

struct TrustKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Use what somebody signed, without making it again.",
        discussion: "Without a key your own is added. The list is a file of the project: review and commit it as you do code.")
    @Argument(help: "64 hexadecimal digits, as `key make` and `key list` print them. Default: your own key.") var key: String?
    @Option(help: "What the key is called in the list.") var name: String?
    @OptionGroup var project: ProjectOption

    func validate() throws {
        if key != nil && name == nil { throw ValidationError("--name says whose key it is.") }
        if let name, name.isEmpty || name.contains(where: { $0.isWhitespace || $0 == "#" }) { throw ValidationError("A name has no spaces and no #.") }
    }

    func run() throws {
        let effects = try KeyName.effects(project)
        let wanted: PublicKey
        if let key { wanted = try KeyName.parse(key) } else {
            guard let own = try SigningKeyFile().key() else {
                throw UsageError(what: "You have no key.", next: "`paper cache key make` makes one.")
            }
            wanted = own.publicKey
        }
        var keys = try TrustFile.read(effects)
        let called = name ?? KeyName.own
        keys.trust(wanted, name: called)
        try TrustFile.write(keys, effects)
        Terminal.errors.print("\(called) is trusted now: commit \(TrustFile.path).")
    }
}

struct RevokeKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Use no longer what somebody signed; also not what is in the store already.")
    @Argument(help: "A name in the list, or a key.") var key: String
    @OptionGroup var project: ProjectOption

    func run() throws {
        let effects = try KeyName.effects(project)
        var keys = try TrustFile.read(effects)
        let found = keys.entries.filter { $0.name == key || $0.key.hexadecimal == key.lowercased() }
        guard !found.isEmpty else {
            throw UsageError(what: "\(TrustFile.path) lists no key called \(key).", next: "`paper cache key list` shows the keys.")
        }
        for entry in found { keys.revoke(entry.key, on: CalendarDay.text(effects.clock.now())) }
        try TrustFile.write(keys, effects)
        Terminal.errors.print("What \(key) signed is made again from now on: commit \(TrustFile.path).")
    }
}

/// What keys are called, and how they are given.
private enum KeyName {
    /// USER@HOST.
    static var own: String {
        let name = "\(NSUserName())@\(ProcessInfo.processInfo.hostName)".filter { !$0.isWhitespace && $0 != "#" }
        return name == "@" ? "me" : name
    }

    static func parse(_ text: String) throws -> PublicKey {
        guard let key = PublicKey(hexadecimal: text.lowercased()) else {
            throw UsageError(what: "“\(text)” is not a key.", why: "A key has 64 hexadecimal digits.", next: "`paper cache key make` and `paper cache key list` print keys.")
        }
        return key
    }

    /// Of the project's files, without its store.
    static func effects(_ project: ProjectOption) throws -> Effects {
        let session = try Session.required()
        return Effects.live(root: try ProjectLocation(project.folder, chapter: session.paper.chapters.first?.path).root)
    }
}
