// The wording of errors of files and programs.
import Foundation

extension FileError: ReportableError {
    public var isFullDisk: Bool { code == ENOSPC || code == EDQUOT }
    public var isForbidden: Bool { code == EROFS || code == EACCES || code == EPERM }

    public var report: ErrorReport {
        let reason = String(cString: strerror(code))
        if isFullDisk {
            return ErrorReport(
                what: "The disk is full.", why: "\(operation) \(path): \(reason)", next: "Make room, then build again: finished work is kept.")
        }
        if operation == "mkdtemp" {
            return ErrorReport(
                what: "There is no place for temporary files.", why: "\(path.parentFolder): \(reason).",
                next: "Set TMPDIR to a folder that is there and can be written, or unset it.")
        }
        if isForbidden {
            return ErrorReport(what: "\(path) cannot be written or read.", why: "\(operation): \(reason)", next: "Check its permissions.")
        }
        if code == ENOENT { return ErrorReport(what: "\(path) is missing.", why: "\(operation): \(reason)") }
        return ErrorReport(what: "\(operation) failed on \(path).", why: reason)
    }
}

extension CommandError: ReportableError {
    public var report: ErrorReport {
        switch self {
        case .notFound(let program):
            ErrorReport(
                what: "The program \(program) was not found.", why: "It is in none of the folders of PATH.", next: "Install it.")
        case .notStarted(let program, let code):
            ErrorReport(what: "The program \(program) could not be started.", why: String(cString: strerror(code)))
        }
    }
}
