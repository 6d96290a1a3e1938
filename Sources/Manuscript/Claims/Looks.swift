// The committed looks: how often each claim has been looked at, by which everybody builds the same paper and judges it at
// the same level. A count only grows: a look that was taken cannot be taken back.
//
// paper/looks.json: {"laptop": {"P1-12": 2}}, keys sorted. A claim that is not in it was looked at once at most.
import BuildGraph
import Foundation

/// The number of the last look at a claim, by profile and claim.
public struct Looks: Sendable, Equatable {
    public private(set) var profiles: [String: [String: Int]]

    public init(profiles: [String: [String: Int]] = [:]) { self.profiles = profiles }

    /// Reads paper/looks.json. Throws `LooksError` for anything else than numbers of looks that there can be.
    public init(json: [UInt8], path: String) throws {
        do {
            profiles = try JSONDecoder().decode([String: [String: Int]].self, from: Data(json))
        } catch {
            throw LooksError.malformed(path: path, reason: "\(error)")
        }
        for (_, claims) in profiles.sorted(by: { $0.key < $1.key }) {
            for (claim, number) in claims.sorted(by: { $0.key < $1.key }) where !(1...Look.most).contains(number) {
                throw LooksError.impossible(path: path, claim: claim, number)
            }
        }
    }

    /// The looks of one profile, by claim.
    public subscript(profile: String) -> [String: Int] { profiles[profile] ?? [:] }

    /// Notes that a claim was looked at for the `number`-th time. What is known of more looks stays.
    public mutating func record(_ number: Int, at claim: String, profile: String) {
        profiles[profile, default: [:]][claim] = max(number, self[profile][claim] ?? 1)
    }

    /// All that either of the two knows.
    public func merging(_ other: Looks) -> Looks {
        Looks(profiles: profiles.merging(other.profiles) { $0.merging($1, uniquingKeysWith: max) })
    }

    /// The file's bytes.
    public func json() throws -> [UInt8] { try ClaimsJSON.encode(profiles) }
}

/// Looks that cannot be read. A damaged file is never "nothing was looked at": that would give spent level back.
public enum LooksError: Error, Equatable, ReportableError {
    case malformed(path: String, reason: String)
    case impossible(path: String, claim: String, Int)

    public var report: ErrorReport {
        switch self {
        case .malformed(let path, let reason):
            ErrorReport(what: "\(path) is no list of looks.", why: reason, next: "Put the committed file back: git checkout \(path)")
        case .impossible(let path, let claim, let number):
            ErrorReport(
                what: "\(path) counts \(number) looks at claim \(claim).", why: "A claim is looked at 1 to \(Look.most) times.",
                next: "Put the committed file back: git checkout \(path)")
        }
    }
}
