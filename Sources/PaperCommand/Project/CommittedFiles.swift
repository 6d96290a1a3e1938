// The committed verdicts and ledgers of a paper, as files of the project. A program that changes one reads, merges and writes it
// under one lock, so that two programs at once lose nothing of each other's. The lock is a file of its own that is never
// removed: if it were removed, two programs could hold different files as one lock.
import BuildGraph
import Manuscript

/// paper/P1/verdicts.json, paper/P1/ledger.json, and so on for each study.
package struct CommittedFiles {
    let paper: Paper
    let effects: Effects

    package init(paper: Paper, effects: Effects) {
        self.paper = paper
        self.effects = effects
    }

    /// All ledgers. One that is not there records nothing yet; a damaged one is an error.
    package func ledgers() throws -> Ledgers {
        Ledgers(studies: try studies { prefix in
            try bytes(paper.ledger(of: prefix)).map { try Ledger(json: $0, path: paper.ledger(of: prefix).path) }
        })
    }

    /// The verdicts of all studies together, and a digest of the files. A paper that has none yet is compared with none.
    package func baseline() throws -> (baseline: Baseline, digest: Digest) {
        var builder = DigestBuilder()
        let studies = try studies { prefix in
            let bytes = try bytes(paper.baseline(of: prefix))
            builder.add(field: bytes ?? [])
            return try bytes.map { try Baseline(json: $0, path: paper.baseline(of: prefix).path) }
        }
        return (studies.values.reduce(Baseline()) { $0.merging($1) }, builder.finish())
    }

    /// Records judgings for good; what was recorded meanwhile stays. The result is the files that changed.
    @discardableResult
    package func record(_ ledgers: Ledgers) throws -> [String] {
        try locked {
            let before = try self.ledgers(), after = before.merging(ledgers)
            return try after.studies.sorted { $0.key < $1.key }.compactMap { prefix, ledger in
                ledger == (before.studies[prefix] ?? Ledger()) ? nil : try replace(paper.ledger(of: prefix), with: ledger.json())
            }
        }
    }

    /// Writes what is new, or better than the present verdicts. The result is the files that changed.
    @discardableResult
    package func accept(_ check: ClaimsCheck) throws -> [String] {
        try locked {
            let before = try baseline().baseline, after = check.accepting(into: before, today: CalendarDay.text(effects.clock.now()))
            return try paper.allPrefixes.compactMap { prefix in
                let old = before.ofStudy(prefix, in: paper), new = after.ofStudy(prefix, in: paper)
                return old == new ? nil : try replace(paper.baseline(of: prefix), with: new.json())
            }
        }
    }

    private func studies<Value>(_ read: (String) throws -> Value?) throws -> [String: Value] {
        var values: [String: Value] = [:]
        for prefix in paper.allPrefixes { values[prefix] = try read(prefix) }
        return values
    }

    private func bytes(_ file: SourceFile) throws -> [UInt8]? {
        let path = effects.projectPath(file.path)
        return try effects.files.status(path) == nil ? nil : try effects.files.read(path, atMost: FileLimit.text)
    }

    private func replace(_ file: SourceFile, with bytes: [UInt8]) throws -> String {
        let path = effects.projectPath(file.path)
        try effects.files.makeFolder(path.parentFolder)
        try effects.files.replace(path, with: bytes, durable: true)
        return file.path
    }

    private func locked<Result>(_ work: () throws -> Result) throws -> Result {
        let path = effects.projectPath("build/committed.lock")
        try effects.files.makeFolder(path.parentFolder)
        let lock = try effects.files.lock(path)
        defer { lock.unlock() }
        return try work()
    }
}

/// The ledgers of all studies, by prefix.
package struct Ledgers: Equatable {
    package private(set) var studies: [String: Ledger] = [:]

    package init(studies: [String: Ledger] = [:]) { self.studies = studies }

    /// The judgings of a profile by group, of all studies.
    package subscript(profile: String) -> [String: [JudgedSeries]] {
        studies.values.reduce(into: [:]) { $0.merge($1[profile]) { a, _ in a } }
    }

    package mutating func record(_ series: JudgedSeries, group: String, of prefix: String, profile: String) {
        studies[prefix, default: Ledger()].record(series, group: group, profile: profile)
    }

    func merging(_ other: Ledgers) -> Ledgers { Ledgers(studies: studies.merging(other.studies) { $0.merging($1) }) }
}

extension Baseline {
    /// The part that belongs to one study.
    fileprivate func ofStudy(_ prefix: String, in paper: Paper) -> Baseline {
        Baseline(profiles: profiles.mapValues { $0.filter { StudyPrefix.of($0.key, among: paper.prefixes) == prefix } }.filter { !$0.value.isEmpty })
    }
}
