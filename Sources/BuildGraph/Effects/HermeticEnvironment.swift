// The environment of programs whose output becomes part of a result. It is built from nothing: a variable that somebody
// invents tomorrow cannot get in either.

/// What a hermetic program sees of the environment.
public enum HermeticEnvironment {
    /// What decides whether programs, their libraries and the network are found at all, and nothing of what they print.
    static let kept: Set = [
        "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
        "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "CURL_CA_BUNDLE",
    ]

    /// All variables of a program.
    ///
    /// - Parameters:
    ///   - home: an empty folder of its own, which stands for the user's home and everything in it: settings, fonts, data folders.
    ///   - inherited: the environment of this process.
    public static func variables(home: String, inherited: [String: String]) -> [String: String] {
        var variables = inherited.filter { kept.contains($0.key) }
        variables["HOME"] = home
        variables["TMPDIR"] = home
        for name in ["CONFIG", "DATA", "CACHE", "STATE"] { variables["XDG_\(name)_HOME"] = home }
        variables["LC_ALL"] = "C.UTF-8"
        variables["TZ"] = "UTC"
        return variables
    }
}
