// One run of curl. It resumes a partial file, reads proxies from the environment (https_proxy, no_proxy) but no .curlrc, and
// gives up soon if there is no network.
import BuildGraph

struct CurlDownload {
    let address: String
    let path: String
    /// Bytes.
    let largestSize: Int

    /// Seconds within which a server must answer, so that a build does not wait when there is no network.
    private static let connectTimeout = 5

    /// curl rejects a download whose announced size is too large; one of unknown size is stopped by the system's limit on
    /// the size of files.
    var command: Command {
        let curl = [
            "curl", "--disable", "--fail", "--location", "--silent", "--show-error", "--connect-timeout", "\(Self.connectTimeout)",
            // Less than 1 kB/s for half a minute counts as a lost connection.
            "--speed-limit", "1000", "--speed-time", "30", "--max-filesize", "\(largestSize)",
            "--continue-at", "-", "--output", path, address,
        ]
        // In blocks of 512 bytes.
        let script = "command -v curl >/dev/null || exit \(Self.notFound); ulimit -f \(largestSize / 512 + 1); exec \"$@\""
        return .hermetic("sh", ["-c", script, "sh"] + curl, timeLimit: .infinity, outputLimit: 1 << 16)
    }

    private static let notFound: Int32 = 127
    private static let fileTooLarge: Int32 = 25  // SIGXFSZ

    /// Whether the partial file is useless: the server cannot resume, the file is too large, or there is more of it than the server has.
    static func isHopeless(_ result: CommandResult) -> Bool {
        [.exited(33), .exited(63), .signalled(fileTooLarge)].contains(result.ending) || isBeyondTheEnd(result)
    }

    /// HTTP's status 416: there is nothing to go on with.
    private static func isBeyondTheEnd(_ result: CommandResult) -> Bool {
        result.ending == .exited(22) && result.errorText.split { !$0.isNumber }.contains("416")
    }

    /// What curl's exit status means to a user.
    static func problem(_ result: CommandResult) -> String {
        switch result.ending {
        case .exited(5), .exited(6): "the server's name is not known (is there a network?)"
        case .exited(7): "there is no connection to the server"
        case .exited(18): "the connection ended before the file did"
        case .exited(22) where isBeyondTheEnd(result): "what was downloaded before is not the beginning of the file"
        case .exited(22): "the server refused: " + result.errorText.trimmed
        case .exited(28): "the server does not answer, or answers too slowly"
        case .exited(33): "the server cannot resume a download"
        case .exited(63), .signalled(fileTooLarge): "the file is larger than the data set"
        case .exited(notFound): "the program curl was not found: install it"
        case .exited(let status): result.errorText.isEmpty ? "curl ended with status \(status)" : result.errorText.trimmed
        default: "curl was killed"
        }
    }
}
