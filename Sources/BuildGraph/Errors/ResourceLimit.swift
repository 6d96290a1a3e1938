// A program that meets a limit of the system fails or crashes anywhere; only what it printed last tells the cause.

/// Limits of the system, as programs tell of them.
public enum ResourceLimit {
    private static let signs: [(text: String, limit: String)] = [
        ("annot allocate memory", "memory (ulimit -v)"), ("eap exhausted", "memory (ulimit -v)"), ("ut of memory", "memory (ulimit -v)"),
        ("Resource temporarily unavailable", "processes and threads (ulimit -u)"), ("Too many open files", "open files (ulimit -n)"),
        ("File size limit exceeded", "the size of files (ulimit -f)"),
    ]

    /// What to do next about a program that printed this; nil when it tells of no limit.
    public static func advice(for output: String) -> String? {
        signs.first { output.contains($0.text) }.map { "Raise the limit on \($0.limit), or run fewer targets at once." }
    }
}
