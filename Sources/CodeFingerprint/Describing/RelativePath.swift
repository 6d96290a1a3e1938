// Where a folder is, seen from another: the same wherever the two were put together.

enum RelativePath {
    /// Both absolute, without a slash at the end; "../other/Sources" when one is not in the other.
    static func from(_ root: String, to folder: String) -> String {
        let start = root.split(separator: "/"), end = folder.split(separator: "/")
        let common = zip(start, end).prefix { $0 == $1 }.count
        return (start.dropFirst(common).map { _ in ".." } + end.dropFirst(common)).joined(separator: "/")
    }
}
