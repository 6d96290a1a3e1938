// Credentials of a server. Secrets go to curl through its standard input: arguments and environments of processes can be
// read by others.

/// What a server asks for.
public enum RemoteCredentials: Sendable, Equatable {
    case none
    case token(String)
    case password(user: String, password: String)
    /// A netrc file: name and password by host.
    case netrc(path: String)
}
