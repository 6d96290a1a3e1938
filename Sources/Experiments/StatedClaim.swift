// Claims as data: a table lists what each claim says and tests, and one type per figure makes the observations.
import Manuscript

/// What a claim says, where the paper says it, and what is tested.
package struct ClaimStatement: Codable, Sendable {
    package let id: String
    package let version: ClaimVersion
    package let statement: String
    package let source: String
    package let criterion: Criterion

    package init(_ id: String, _ version: ClaimVersion = .first, _ statement: String, source: String, _ criterion: Criterion) {
        (self.id, self.version, self.statement, self.source, self.criterion) = (id, version, statement, source, criterion)
    }
}

/// A claim that takes its words from a table.
package protocol StatedClaim: Claim {
    var stated: ClaimStatement { get }
}

extension StatedClaim {
    public var id: String { stated.id }
    public var version: ClaimVersion { stated.version }
    public var statement: String { stated.statement }
    public var source: String { stated.source }
    public var criterion: Criterion { stated.criterion }
}
