// The wording of errors of files and programs.
import Foundation

extension FileError: ReportableError {
    public var isFullDisk: Bool { code == ENOSPC || code == EDQUOT }
    /// Whether something else is where a file is needed.
    public var isObstructed: Bool { obstacle != nil || code == ELOOP }
    public var isForbidden: Bool { code == EROFS || code == EACCES || code == EPERM }

    public var report: ErrorReport {
        if let obstacle { return report(obstacle) }
        let reason = String(cString: strerror(code)), why = "\(operation) \(path): \(reason)"
        switch code {
        case _ where isFullDisk:
            return ErrorReport(
                what: "The disk of \(path.parentFolder) is full.", why: why, next: "Make room there, then build again: finished work is kept.")
        case _ where operation == "mkdtemp":
            return ErrorReport(
                what: "There is no place for temporary files.", why: "\(path.parentFolder): \(reason).",
                next: "Set TMPDIR to a folder that is there and can be written, or unset it.")
        case _ where isForbidden:
            return ErrorReport(what: "\(path) cannot be written or read.", why: "\(operation): \(reason)", next: "Check its permissions.")
        case ENOENT: return ErrorReport(what: "\(path) is missing.", why: "\(operation): \(reason)")
        case EISDIR: return report(.folder)
        case ENOTDIR, EEXIST, ENOTEMPTY:
            return ErrorReport(
                what: "\(path) cannot be made.", why: "Something else is there, or a part of the path is not a folder (\(reason)).", next: "Move it away.")
        case ELOOP:
            return ErrorReport(
                what: "\(path) leads nowhere.", why: "It is a symbolic link that leads back to itself.", next: "Put the file itself there.")
        case ENAMETOOLONG: return ErrorReport(what: "The path \(path.prefix(60))… is too long.", why: reason, next: "Choose a shorter one.")
        case EMFILE, ENFILE:
            return ErrorReport(
                what: "No more files can be opened.", why: why, next: "Raise the limit, as with ulimit -n 1024, or run fewer targets at once.")
        case EFBIG:
            return ErrorReport(
                what: "\(path) cannot grow any further.", why: "The largest file that this process may write was reached.",
                next: "Raise the limit, as with ulimit -f unlimited, then build again: finished work is kept.")
        case ENOMEM: return ErrorReport(what: "Memory is used up.", why: why, next: "Free memory, or run fewer targets at once.")
        default: return ErrorReport(what: "\(operation) failed on \(path).", why: reason)
        }
    }

    private static func megabytes(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }

    private func report(_ obstacle: Obstacle) -> ErrorReport {
        func instead(_ what: String) -> ErrorReport {
            ErrorReport(what: "\(path) is \(what), and a file is needed there.", next: "Move it away, or put the file there.")
        }
        switch obstacle {
        case .folder: return instead("a folder")
        case .pipe: return instead("a pipe")
        case .device: return instead("a device")
        case .socket: return instead("a socket")
        case .largeFile(let size, let limit):
            return ErrorReport(
                what: "\(path) is too large.", why: "It has \(Self.megabytes(size)), and at most \(Self.megabytes(limit)) are read there.",
                next: "Put the right file there.")
        }
    }
}

extension CommandError: ReportableError {
    public var report: ErrorReport {
        switch self {
        case .notFound(let program):
            ErrorReport(
                what: "The program \(program) was not found.", why: "It is in none of the folders of PATH.", next: "Install it.")
        case .notStarted(let program, let code):
            ErrorReport(
                what: "The program \(program) could not be started.", why: String(cString: strerror(code)),
                next: [EMFILE, ENFILE, EAGAIN, ENOMEM].contains(code)
                    ? "Raise the limits on open files, processes and memory (ulimit -n, -u, -v), or run fewer targets at once." : nil)
        }
    }
}
