// What can be wrong with an archive. Whatever it is, nothing of the archive has reached the store.

/// An archive that cannot be imported.
public enum ArchiveError: Error, Sendable, Equatable {
    case notAnArchive(String)
    case compressed(String)
    case truncated(String)
    case damaged(String, file: String)
    /// A file in it is larger than any value; in bytes.
    case tooLarge(String, file: String, bytes: Int, limit: Int)
    /// Of a program that writes another form than this one reads.
    case otherFormat(String, found: String, expected: String)
    case unexpectedFile(String, file: String)
    /// A signature in it is not that of its trace.
    case forged(String, target: String)
    /// Not all of it is signed by keys that are trusted: how many traces are not.
    case untrusted(String, count: Int, of: Int)
}

extension ArchiveError: ReportableError {
    public var report: ErrorReport {
        let unchanged = "Nothing was imported."
        switch self {
        case .notAnArchive(let name):
            return ErrorReport(
                what: "\(name) is not an archive of a store.", why: unchanged)
        case .compressed(let name):
            return ErrorReport(
                what: "\(name) is compressed.", why: unchanged,
                next: "Unpack it first.")
        case .truncated(let name):
            return ErrorReport(
                what: "\(name) ends too early: a part of the archive is missing.", why: unchanged, next: "Copy or download it again.")
        case .damaged(let name, let file):
            return ErrorReport(
                what: "\(name) is damaged: \(file) is not what it should be.", why: unchanged, next: "Copy or download it again.")
        case .tooLarge(let name, let file, let bytes, let limit):
            return ErrorReport(
                what: "\(name) is not an archive of a store: \(file) has \(bytes / 1_000_000) MB.",
                why: "A value has at most \(limit / 1_000_000) MB. \(unchanged)", next: "Copy or download it again.")
        case .otherFormat(let name, let found, let expected):
            return ErrorReport(
                what: "\(name) was written by another version of this program.",
                why: "It has the form \(found), and this program reads \(expected). \(unchanged)",
                next: "Import it with the program of the same version, or build without it.")
        case .unexpectedFile(let name, let file):
            return ErrorReport(
                what: "\(name) is not an archive of a store: it has a file called \(file).", why: unchanged)
        case .forged(let name, let target):
            return ErrorReport(
                what: "A signature in \(name) is wrong: \(target) was changed after it was signed.", why: unchanged,
                next: "Ask whoever made the archive for another one.")
        case .untrusted(let name, let count, let all):
            return ErrorReport(
                what: "\(count) of the \(all) values of \(name) are not signed by a key that is trusted.", why: unchanged)
        }
    }
}
