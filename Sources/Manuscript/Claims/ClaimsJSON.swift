// Claims for programs: build/claims.json.
import Foundation

/// Renders build/claims.json: profile, levels, and every finding with its final verdict.
public enum ClaimsJSON {
    private struct File: Encodable {
        let profile: String
        /// Of each family, and of all together.
        let level: Double
        let levelOfAll: Double
        let families: [VerdictTable.Family]
        let counts: [String: Int]
        let claims: [Finding]
    }

    public static func render(_ table: VerdictTable, profile: String) throws -> [UInt8] {
        let counts = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0.rawValue, table.count($0)) })
        return try encode(File(profile: profile, level: table.level, levelOfAll: table.levelOfAll, families: table.families, counts: counts, claims: table.findings))
    }

    /// Sorted, indented, ending in a line break: stable bytes and small diffs.
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }
}
