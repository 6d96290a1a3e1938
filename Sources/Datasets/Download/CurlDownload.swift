// One run of curl. It goes on from what is there, reads proxies from the environment (https_proxy, no_proxy) and the
// user's .curlrc, and gives up soon where there is no network.
import BuildGraph

struct CurlDownload {
    let address: String
    let path: String
    /// Bytes.
    let largestSize: Int

    /// Seconds until a server has to answer: without a network a build is not to wait.
    private static let connectTimeout = 5

    /// curl refuses what announces to be too large; what does not announce its size is stopped by the system's limit on the
    /// size of files.
    var command: Command {
        let curl = [
            "curl", "--fail", "--location", "--silent", "--show-error", "--connect-timeout", "\(Self.connectTimeout)",
            // Less than 1 kB/s for half a minute is no connection.
            "--speed-limit", "1000", "--speed-time", "30", "--max-filesize", "\(largestSize)",
            "--continue-at", "-", "--output", path, address,
        ]
        // In blocks of 512 bytes.
        let script = "command -v curl >/dev/null || exit \(Self.notFound); ulimit -f \(largestSize / 512 + 1); exec \"$@\""
        return Command("sh", ["-c", script, "sh"] + curl, timeLimit: .infinity, outputLimit: 1 << 16)
    }

    private static let notFound: Int32 = 127
    private static let fileTooLarge: Int32 = 25  // SIGXFSZ

    /// Whether nothing that was brought is of use: a server that cannot go on from the middle, or too large a file.
    static func isHopeless(_ result: CommandResult) -> Bool {
        [.exited(33), .exited(63), .signalled(fileTooLarge)].contains(result.ending)
    }

    /// What curl's exit status means to a user.
    static func problem(_ result: CommandResult) -> String {
        switch result.ending {
        case .exited(5), .exited(6): "the server's name is not known (is there a network?)"
        case .exited(7): "there is no connection to the server"
        case .exited(18): "the connection ended before the file did"
        case .exited(22): "the server refuses: " + result.errorText.trimmed
        case .exited(28): "the server does not answer, or too slowly"
        case .exited(33): "the server cannot go on from the middle"
        case .exited(63), .signalled(fileTooLarge): "the file is larger than the data set"
        case .exited(notFound): "the program curl was not found: install it"
        case .exited(let status): result.errorText.isEmpty ? "curl ended with status \(status)" : result.errorText.trimmed
        default: "curl was ended"
        }
    }
}
