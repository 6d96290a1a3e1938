// The wording of the engine's errors: what, why, and what to do next.
import Foundation

/// An error in the words of a person: what happened, why, and what to do next.
public struct ErrorReport: Sendable, Equatable {
    public var what: String
    public var why: String?
    public var next: String?
    /// What a program printed, in full.
    public var output: String?

    public init(what: String, why: String? = nil, next: String? = nil, output: String? = nil) {
        self.what = what
        self.why = why
        self.next = next
        self.output = output
    }
}

/// An error that knows how to explain itself.
public protocol ReportableError: Error {
    var report: ErrorReport { get }
}

extension ErrorReport {
    /// The report of any error: its own if it has one.
    public init(_ error: any Error) {
        switch error {
        case let error as any ReportableError: self = error.report
        case let error as DecodingError: self.init(what: "A stored value does not have the expected form.", why: "\(error)")
        default: self.init(what: (error as? any LocalizedError)?.errorDescription ?? "\(error)")
        }
    }

    /// One line.
    public var summary: String { [what, why].compactMap { $0 }.joined(separator: " ") }
}

extension FileError: ReportableError {
    var isFullDisk: Bool { code == ENOSPC || code == EDQUOT }

    public var report: ErrorReport {
        let reason = String(cString: strerror(code))
        switch code {
        case ENOSPC, EDQUOT:
            return ErrorReport(
                what: "The disk is full.", why: "\(operation) \(path): \(reason)",
                next: "Make room (`paper clean` removes the outputs), then run the same command again: finished work is kept.")
        case EROFS, EACCES, EPERM:
            return ErrorReport(
                what: "\(path) cannot be written or read.", why: "\(operation): \(reason)",
                next: "Check its permissions, or set PAPER_CACHE to a folder that you can write.")
        case ENOENT:
            return ErrorReport(what: "\(path) is missing.", why: "\(operation): \(reason)")
        default:
            return ErrorReport(what: "\(operation) failed on \(path).", why: reason)
        }
    }
}

extension CommandError: ReportableError {
    public var report: ErrorReport {
        switch self {
        case .notFound(let program):
            ErrorReport(
                what: "The program \(program) was not found.", why: "It is in none of the folders of PATH.",
                next: "Install it: `make setup` does so on Debian and Ubuntu, and prints the command elsewhere.")
        case .notStarted(let program, let code):
            ErrorReport(what: "The program \(program) could not be started.", why: String(cString: strerror(code)))
        }
    }
}

extension BuildError: ReportableError {
    public var report: ErrorReport {
        switch self {
        case .undeclaredInput(let target, let input):
            ErrorReport(
                what: "\(target) uses \(input) without declaring it.",
                why: "Only handles that are stored in a target are its dependencies.",
                next: "Store the handle in a property of \(target).")
        case .undeclaredFile(let target, let file):
            ErrorReport(
                what: "\(target) reads \(file) without declaring it.",
                next: "Store SourceFile(\"\(file)\") in a property of \(target).")
        case .notCanonical(let target, let path, let reason):
            ErrorReport(what: "A parameter of \(target) has no canonical form\(path.isEmpty ? "" : ": \(path)").", why: reason)
        case .unstableTypeName(let name):
            ErrorReport(
                what: "The target type \(name) is private or local.", why: "Its name is not the same from run to run.",
                next: "Move it out of the function and make it internal or public.")
        case .unknownCode(let type, let part):
            ErrorReport(
                what: "The code of the target type \(type) is not known.",
                why: part == type
                    ? "No fingerprint of it was compiled into this program." : "No fingerprint of \(part) was compiled into this program.",
                next: "Declare it at the top level of a module, not in an extension of another module's type, and apply "
                    + "CodeFingerprintPlugin to the executable that links it.")
        case .duplicateName(let name, let types):
            ErrorReport(
                what: "Two different targets are called \(name).", why: types.joined(separator: ", "),
                next: "Give one of them another name.")
        case .unknownTarget(let name, let suggestions):
            ErrorReport(
                what: "There is no target called \(name).",
                next: suggestions.isEmpty
                    ? "`paper list` shows all names." : "Did you mean \(suggestions.joined(separator: " or "))?")
        case .missingFile(let path, let target) where path.hasPrefix("data:"):
            ErrorReport(
                what: "\(path) is missing.", why: "\(target) reads it, and no folder of data that was looked into has it.",
                next: "`paper doctor` says where data is looked for. A target of a data set is only of use where PaperSetting.data has its name.")
        case .missingFile(let path, let target):
            ErrorReport(what: "\(path) is missing.", why: "\(target) reads it.", next: "Put it back, or change the target.")
        case .store(let error): error.report
        case .fileChanged(let path, let target):
            ErrorReport(
                what: "\(path) changed while \(target) was being made from it.", next: "Run the same command again.")
        case .storeNotWritable(let path, let code) where code == EEXIST || code == ENOTDIR:
            ErrorReport(
                what: "The store cannot be written: \(path).",
                why: "On the way to it is something that is no folder: a file, or a link that leads nowhere.",
                next: "Move it away, or set PAPER_CACHE to a folder that you can write.")
        case .storeNotWritable(let path, let code):
            ErrorReport(
                what: "The store cannot be written: \(path).", why: String(cString: strerror(code)),
                next: "Check its permissions, or set PAPER_CACHE to a folder that you can write.")
        case .storeOfAnotherFormat(let path):
            ErrorReport(
                what: "\(path) was written by another version of this program.",
                next: "Move it away, or set PAPER_CACHE to another folder.")
        case .storeRemoved(let path):
            ErrorReport(
                what: "The store was removed while it was in use: \(path).",
                next: "Run the same command again: what the store held is made anew.")
        case .storeInUse(let path, let holders):
            ErrorReport(
                what: "The store is in use: \(path).",
                why: holders.isEmpty ? "Another process builds in it." : "By \(holders.prefix(3).joined(separator: ", "))\(holders.count > 3 ? " and \(holders.count - 3) more" : "").",
                next: "Try again when that has ended, or wait for it with --wait.")
        case .damagedObject(let digest, let target):
            ErrorReport(
                what: "The stored value of \(target) is gone or damaged (object \(digest.short)).",
                next: "Run the same command again: the value is made anew. If this comes back, check the disk.")
        case .malformedValue(let target, let reason):
            ErrorReport(what: "The stored value of \(target) does not have the expected form.", why: reason)
        case .workerEnded(let ending, let log):
            ErrorReport(
                what: "The worker process \(Self.describe(ending)).", next: Self.next(after: ending), output: log.isEmpty ? nil : log)
        case .unknownKey(let key):
            ErrorReport(
                what: "No target of this paper has the key \(key).",
                why: "A key holds for one state of the code, the parameters and the inputs.",
                next: "`paper plan --json` prints the keys of now.")
        case .interrupted:
            ErrorReport(what: "Interrupted.", next: "Run the same command again: it goes on where it stopped.")
        }
    }

    private static func describe(_ ending: CommandResult.Ending) -> String {
        switch ending {
        case .exited(0): "ended without recording a value"
        case .exited(let status): "ended with exit status \(status)"
        case .signalled(9): "was killed (signal 9), as happens when memory runs out"
        case .signalled(4), .signalled(5): "stopped at a trap"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .timedOut: "ran into its time limit"
        case .interrupted: "was interrupted"
        }
    }

    private static func next(after ending: CommandResult.Ending) -> String {
        switch ending {
        case .exited(0): "Run the same command again; somebody may have removed the store meanwhile."
        case .signalled(9): "Free memory, or run fewer targets at once: `--jobs 1`."
        default: "Mend the target's code if the same command ends so again."
        }
    }
}
