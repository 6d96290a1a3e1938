// Whether every claim of a study can fail. A claim is tried on doctored evidence: a theory that is off, the wrong ensemble,
// swapped curves. It must fail on it; one that is judged by replicates must also be undecided on evidence that is too weak. A
// claim without an entry fails the trial, so that none can be added that cannot fail.
//
//     let trial = ClaimTrial(of: DynamicalIsometry.contents(.laptop, setting).claims)
//     #expect(try trial.complaints([
//         "P1-4c": .init(fails: .observed(.list([.init("L = 8", .exact(0.05))]))),
//         "P1-3b": .init(fails: .made(claims(stretched: 1.5)), undecided: .made(claims(of: 2))),
//     ]) == [])
import BuildGraph
import Manuscript

/// The claims of a study, on trial.
public struct ClaimTrial {
    private let claims: [any Claim]

    public init(of claims: [any Claim]) { self.claims = claims }

    /// Doctored evidence for a claim.
    public enum Evidence {
        /// What the claim is made to observe; its criterion judges.
        case observed(Observation)
        /// The same claims made from doctored inputs (`Given`); the claim of this id observes them through the engine.
        case made([any Claim])
    }

    /// What a claim is tried on.
    public struct Entry {
        let fails: Evidence
        let undecided: Evidence?

        /// - Parameter undecided: evidence that is too weak; needed where replicates judge.
        public init(fails: Evidence, undecided: Evidence? = nil) {
            (self.fails, self.undecided) = (fails, undecided)
        }
    }

    /// What is wrong with the claims, or with the entries; nothing when each claim can do all that it must.
    public func complaints(_ entries: [String: Entry]) throws -> [String] {
        var complaints = entries.keys.filter { id in !claims.contains { $0.id == id } }.sorted().map { "There is no claim \($0)." }
        for claim in claims {
            guard let entry = entries[claim.id] else {
                complaints.append("\(claim.id) has no entry under which it must fail.")
                continue
            }
            if let complaint = try Self.complaint(claim, entry.fails, expecting: .fails) { complaints.append(complaint) }
            if let undecided = entry.undecided {
                if let complaint = try Self.complaint(claim, undecided, expecting: .undecided) { complaints.append(complaint) }
            } else if claim.judging != nil {
                complaints.append("\(claim.id) is judged by replicates and has no entry under which it must be undecided.")
            }
        }
        return complaints
    }

    /// What a claim says of doctored evidence.
    public static func finding(_ claim: any Claim, _ evidence: Evidence) throws -> Finding {
        switch evidence {
        case .observed(let observation):
            return Finding(
                id: claim.id, statement: claim.statement, source: claim.source, criterion: claim.criterion, observation: observation,
                judging: claim.judging, version: claim.version)
        case .made(let claims):
            guard let doctored = claims.first(where: { $0.id == claim.id }) else { throw Missing(claim: claim.id) }
            return try observe(doctored)
        }
    }

    private static func complaint(_ claim: any Claim, _ evidence: Evidence, expecting verdict: Verdict) throws -> String? {
        let finding = try finding(claim, evidence)
        if finding.verdict == verdict && finding.problem == nil { return nil }
        let found = finding.problem ?? "\(finding.verdict.rawValue), observing \(finding.observed.map { "\($0)" } ?? "nothing") against \(finding.threshold)"
        return "\(claim.id) should be \(verdict.rawValue) and is: \(found)."
    }

    /// Makes a claim, and all that it is made from, in memory.
    private static func observe(_ claim: some Claim) throws -> Finding {
        let input = Input(claim)
        let result = try TestWorld().build([AnyInput(input)])
        return try decodeValue(Finding.self, from: result.outcome.bytes(of: input.node))
    }

    /// An entry that names a claim which its doctored claims do not have.
    struct Missing: Error { let claim: String }
}

/// A value in the place of one that is computed.
public struct Given<Value: Codable & Sendable>: Target {
    let value: Value

    public init(_ value: Value) { self.value = value }

    public func make(_ inputs: Inputs) -> Value { value }
}
