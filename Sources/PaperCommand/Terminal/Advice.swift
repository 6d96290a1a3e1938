// What to do next about the engine's errors, in terms of this command: its subcommands, options and environment variables,
// of which the engine knows nothing.
import BuildGraph

package enum Advice {
    /// What to do next; nil where the error's own suggestion is all there is to say.
    @Sendable package static func next(for error: any Error) -> String? {
        switch error {
        case let error as BuildError: next(for: error)
        case let error as FileError: next(for: error)
        case let error as CommandError: next(for: error)
        case let error as ArchiveError: next(for: error)
        case let error as ClusterError: next(for: error)
        default: nil
        }
    }

    private static let otherStore = "set PAPER_CACHE to a folder that you can write."
    private static let again = "Run the same command again"

    private static func next(for error: BuildError) -> String? {
        switch error {
        case .unknownTarget(_, let suggestions): suggestions.isEmpty ? "`paper list` shows all names." : nil
        case .missingFile(let path, _) where path.hasPrefix("data:"):
            "`paper doctor` says where data is looked for. A target of a data set is only of use where PaperSetting.data has its name."
        case .store(let error): next(for: error)
        case .fileChanged: "\(again)."
        case .storeNotWritable(_, let code):
            FileError(operation: "", path: "", code: code).isForbidden ? "Check its permissions, or \(otherStore)" : "Move it away, or \(otherStore)"
        case .storeOfAnotherFormat: "Move it away, or set PAPER_CACHE to another folder."
        case .storeDamaged: "`paper build` and `paper doctor --mend` set the damaged part aside and keep it."
        case .journalMissing: "Put the file back, or run `paper build`: what is needed is made again."
        case .storeRemoved: "\(again): what the store held is made again."
        case .storeChanged: "\(again): only what is gone is made again."
        case .storeInUse: "Try again when that has ended, or wait for it with --wait."
        case .damagedObject: "\(again): the value is made again. If the error comes back, check the disk."
        case .workerEnded(.exited(0), _): "\(again); the store may have been removed meanwhile."
        case .workerEnded(.signalled(9), _): "Free memory, or run fewer targets at once: `--jobs 1`."
        case .unknownKey: "`paper plan --json` prints the present keys."
        case .interrupted: "\(again): it goes on where it stopped."
        case .undeclaredInput, .undeclaredFile, .notCanonical, .unstableTypeName, .unknownCode, .duplicateName, .missingFile, .malformedValue,
            .valueTooLarge, .workerEnded:
            nil
        }
    }

    private static func next(for error: FileError) -> String? {
        if error.isFullDisk { return "Make room there (`paper gc` takes out of the store what is not needed, `paper clean` the outputs), then run the same command again: finished work is kept." }
        return error.isForbidden ? "Check its permissions, or \(otherStore)" : nil
    }

    private static func next(for error: CommandError) -> String? {
        switch error {
        case .notFound: "Install it: `make setup` does so on Debian and Ubuntu, and prints the command elsewhere."
        case .notStarted: nil
        }
    }

    private static func next(for error: ArchiveError) -> String? {
        switch error {
        case .notAnArchive, .unexpectedFile: "`paper cache export FILE` makes one."
        case .compressed: "Unpack it on the way: gunzip --stdout FILE | paper cache import -"
        case .untrusted:
            "`paper cache key list` shows the keys that are trusted. To believe whoever made it all the same, import with --untrusted; `paper verify --outside` then audits it."
        case .truncated, .damaged, .tooLarge, .otherFormat, .forged: nil
        }
    }

    private static func next(for error: ClusterError) -> String? {
        switch error {
        case .noSlurm: "Build on a login node of the cluster, or without --on."
        case .noPartition(nil, let known): "Name one with --partition\(known.isEmpty ? "." : ": there are \(known.joined(separator: ", ")).")"
        case .noPartition: nil
        case .rejected: "Change what is asked for: options of the command, and \(ClusterFile.path)."
        case .storeNotShared: "Set PAPER_CACHE to a folder on the cluster's shared file system."
        case .locksNotShared: "Have the file system mounted with shared locks (Lustre: -o flock; NFS: without nolock and local_lock), or set PAPER_CACHE to a folder on another one."
        case .notStarted: "See that the program runs on the nodes; \"program\" in \(ClusterFile.path) names another one."
        case .noAnswer, .cancelled: "\(again)."
        case .gaveUp(_, .time, _): "Allow more with --time, or save checkpoints: a target with checkpoints goes on where it was, if a unit of work fits into the limit."
        case .gaveUp: nil
        }
    }
}
