// The wording of the engine's errors: what happened, why, and what helps whatever program the engine is part of.
import Foundation

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
                why: "No fingerprint of \(part == type ? "it" : part) was compiled into this program.",
                next: "Declare it at the top level of a module, not in an extension of another module's type, and apply "
                    + "CodeFingerprintPlugin to the executable that links it.")
        case .duplicateName(let name, let types):
            ErrorReport(
                what: "Two different targets are called \(name).", why: types.joined(separator: ", "),
                next: "Give one of them another name.")
        case .unknownTarget(let name, let suggestions):
            ErrorReport(
                what: "There is no target called \(name).",
                next: suggestions.isEmpty ? nil : "Did you mean \(suggestions.joined(separator: " or "))?")
        case .missingFile(let path, let target):
            ErrorReport(what: "\(path) is missing.", why: "\(target) reads it.", next: "Put it back, or change the target.")
        case .store(let error): error.report
        case .fileChanged(let path, let target):
            ErrorReport(what: "\(path) changed while \(target) was being made from it.", next: "Build again.")
        case .storeNotWritable(let path, let code) where code == EEXIST || code == ENOTDIR:
            ErrorReport(
                what: "The store cannot be written: \(path).",
                why: "A part of this path is not a folder: it is a file, or a link that leads nowhere.", next: "Move it away.")
        case .storeNotWritable(let path, let code):
            ErrorReport(
                what: "The store cannot be written: \(path).", why: String(cString: strerror(code)), next: "Check its permissions.")
        case .storeOfAnotherFormat(let path):
            ErrorReport(what: "\(path) was written by another version of this program.", next: "Move it away.")
        case .storeDamaged(let damage):
            ErrorReport(
                what: damage.map(\.text).joined(separator: " "),
                why: "A damaged record may have named values that nothing else names.", next: "Build first: that mends it.")
        case .journalMissing(let path):
            ErrorReport(
                what: "The store has values, but no record of any: \(path).", why: "Nothing says which of them are needed.",
                next: "Put the file back, or build: what is needed is made again.")
        case .storeRemoved(let path):
            ErrorReport(
                what: "The store was removed or replaced while it was in use: \(path).", next: "Build again: what the store held is made again.")
        case .storeChanged(let path, let lost):
            ErrorReport(
                what: "Something removed values from the store while it was in use: \(path).",
                why: "\(lost) value\(lost == 1 ? " that was" : "s that were") made or used \(lost == 1 ? "is" : "are") not there any more.",
                next: "Build again: only what is gone is made again.")
        case .storeInUse(let path, let holders):
            ErrorReport(
                what: "The store is in use: \(path).",
                why: holders.isEmpty
                    ? "Another process builds in it."
                    : "By \(holders.prefix(3).joined(separator: ", "))\(holders.count > 3 ? " and \(holders.count - 3) more" : "").",
                next: "Try again when that has ended.")
        case .damagedObject(let digest, let target):
            ErrorReport(
                what: "The stored value of \(target) is gone or damaged (object \(digest.short)).",
                next: "Build again: the value is made again. If the error comes back, check the disk.")
        case .malformedValue(let target, let reason):
            ErrorReport(what: "The stored value of \(target) does not have the expected form.", why: reason)
        case .valueTooLarge(let target, let bytes):
            ErrorReport(
                what: "The value of \(target) is too large.",
                why: "It has \(bytes / 1_000_000) MB, and a value has at most \(FileLimit.value / 1_000_000) MB.",
                next: "Split the target, or keep less in its value.")
        case .workerEnded(let ending, let log):
            ErrorReport(
                what: "The worker process \(Self.describe(ending)).", next: Self.next(after: ending), output: log.isEmpty ? nil : log)
        case .unknownKey(let key):
            ErrorReport(
                what: "No target has the key \(key).", why: "A key holds for one state of the code, the parameters and the inputs.")
        case .interrupted:
            ErrorReport(what: "Interrupted.", next: "Build again: finished work is kept.")
        }
    }

    private static func describe(_ ending: CommandResult.Ending) -> String {
        switch ending {
        case .exited(0): "ended without recording a value"
        case .exited(let status): "ended with exit status \(status)"
        case .signalled(9): "was killed (signal 9), as happens when memory runs out"
        case .signalled(4), .signalled(5): "stopped at a trap"
        case .signalled(6): "was ended by a call of abort (signal 6)"
        case .signalled(11): "was ended by a bad memory access (signal 11), as when the stack overflows"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .timedOut: "ran into its time limit"
        case .interrupted: "was interrupted"
        }
    }

    private static func next(after ending: CommandResult.Ending) -> String {
        switch ending {
        case .exited(0): "Build again: the store may have been removed meanwhile."
        case .signalled(9): "Free memory, or run fewer targets at once."
        default: "If it happens again, correct the target's code."
        }
    }
}
