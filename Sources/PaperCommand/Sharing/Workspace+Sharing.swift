// The shared cache of a workspace, and the keys that its paper trusts.
import BuildGraph
import Foundation
import Manuscript

/// The list of keys that is committed with a paper.
enum TrustFile {
    static let path = "paper/trusted-keys"

    /// An empty list where there is no file. Throws for a line that is not understood: nobody is trusted by accident.
    static func read(_ effects: Effects) throws -> TrustedKeys {
        let file = effects.projectPath(path)
        guard try effects.files.status(file) != nil else { return TrustedKeys() }
        do { return try TrustedKeys(parsing: String(decoding: effects.files.read(file, atMost: FileLimit.text), as: UTF8.self)) } catch let problem as TrustedKeys.Malformed {
            throw UsageError(
                what: "\(path):\(problem.line) is not understood: \(problem.problem).", why: "Whoever is listed there is believed.",
                next: "Mend the line, or put it back from Git.")
        }
    }

    static func write(_ keys: TrustedKeys, _ effects: Effects) throws {
        let file = effects.projectPath(path)
        try effects.files.makeFolder(file.parentFolder)
        try effects.files.replace(file, with: Array(keys.text.utf8), durable: true)
    }
}

/// What a workspace shares, and with whom.
struct Sharing {
    let trusted: TrustedKeys
    /// Nil when there is none, or the cache is only read.
    let signer: SigningKey?
    let setting: SharedCacheSetting?
    var warnings: [String]

    /// Throws `UsageError` for settings that are not understood.
    init(_ effects: Effects, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        trusted = try TrustFile.read(effects)
        setting = try SharedCacheSetting(environment, root: effects.root)
        warnings = setting?.warnings ?? []
        guard let setting else {
            signer = nil
            return
        }
        let key = setting.isWritten == false ? nil : try SigningKeyFile(environment: environment).key()
        if setting.isWritten == true && key == nil {
            throw UsageError(
                what: "Nothing can be put into the shared cache: there is no key to sign with.", why: "\(SharedCacheSetting.mode)=write asks for it.",
                next: "`paper cache key make` makes one; a CI job has it in $\(SigningKeyFile.variable).")
        }
        signer = key
        if trusted.trusted.isEmpty {
            warnings.append("Nothing is taken from the shared cache: \(TrustFile.path) lists no key. `paper cache key trust` adds one.")
        }
    }

    /// Lets a store use it.
    func attach(to store: Store, _ effects: Effects) {
        store.trust(trusted.trusted)
        guard let setting else { return }
        store.attach(SharedCache(setting.transport(effects), effects: effects, trusted: trusted.trusted, signer: signer))
    }
}

extension Workspace {
    /// Fetches at once what the outputs are going to be written from.
    func bringOutputs(of outcome: BuildOutcome) {
        // What has no label is a step on the way to a document.
        store.bring(outcome.items.filter { $0.node.label != nil && [.figure, .table, .document, .claim].contains($0.node.kind) }.compactMap(\.output))
    }

    /// Seconds that a finished build waits for its uploads.
    private static let uploadPatience = 30.0

    /// Waits for what is still on its way into the shared cache, and tells how much there was.
    func finishUploads(_ cancellation: Cancellation, isQuiet: Bool) {
        guard store.sharedCache != nil else { return }
        let terminal = Terminal.errors
        store.finishUploads(within: cancellation.isCancelled ? 0 : Self.uploadPatience, until: cancellation) { done, total in
            terminal.show(status: "  \(done) of \(total) values are in the shared cache")
        }
        terminal.show(status: "")
        tellNotices()
        guard !isQuiet, let usage = store.sharedCache?.usage, usage != SharedCache.Usage() else { return }
        var parts: [String] = []
        if usage.traces > 0 { parts.append("\(CollectionText.count(usage.traces, "result")) found") }
        if usage.objects > 0 { parts.append("\(CollectionText.count(usage.objects, "value")) fetched, \(HumanUnits.bytes(usage.bytes))") }
        if usage.uploads > 0 { parts.append("\(CollectionText.count(usage.uploads, "result")) put there") }
        terminal.print("Shared cache: \(parts.joined(separator: "; ")).")
    }
}
