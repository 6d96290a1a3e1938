// The committed verdicts: what the paper is known to say. A claim may only get worse by a commit that says so.
//
// paper/claims.json: {"laptop": {"P1-1": "holds", "P1-13": "undecided"}, "smoke": {…}}, keys sorted, so that a diff
// shows the claims that changed and nothing else.
import BuildGraph
import Foundation

/// Verdicts by profile and claim.
public struct Baseline: Sendable, Equatable {
    public var profiles: [String: [String: Verdict]]

    public init(profiles: [String: [String: Verdict]] = [:]) { self.profiles = profiles }

    /// Reads paper/claims.json. Throws `BaselineError` for anything else than verdicts.
    public init(json: [UInt8], path: String) throws {
        do {
            let texts = try JSONDecoder().decode([String: [String: String]].self, from: Data(json))
            profiles = try texts.mapValues { claims in
                try Dictionary(uniqueKeysWithValues: claims.map { id, text in
                    guard let verdict = Verdict(rawValue: text) else { throw BaselineError.unknownVerdict(path: path, claim: id, text) }
                    return (id, verdict)
                })
            }
        } catch let error as BaselineError {
            throw error
        } catch {
            throw BaselineError.malformed(path: path, reason: "\(error)")
        }
    }

    /// The file's bytes.
    public func json() throws -> [UInt8] { try ClaimsJSON.encode(profiles.mapValues { $0.mapValues(\.rawValue) }) }
}

/// A baseline that cannot be read. Nothing is compared with it: a damaged file is never "no failures known".
public enum BaselineError: Error, Equatable, ReportableError {
    case malformed(path: String, reason: String)
    case unknownVerdict(path: String, claim: String, String)

    public var report: ErrorReport {
        switch self {
        case .malformed(let path, let reason):
            ErrorReport(what: "\(path) is no list of verdicts.", why: reason, next: "Put the committed file back: git checkout \(path)")
        case .unknownVerdict(let path, let claim, let text):
            ErrorReport(what: "\(path) gives claim \(claim) the verdict \"\(text)\".", next: "It can be holds, undecided or fails.")
        }
    }
}
