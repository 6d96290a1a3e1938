// Makes a `CollectionPlan`: marks what is live, then lets the newest of the rest stay as far as the policy goes.

struct CollectionPlanner {
    /// Something that may go, as a whole.
    private struct Candidate {
        var time: Double
        var bytes: Int
        /// The record, for a trace or a failure.
        var record: Int?
        var trace: Trace?
        var checkpoint: StoreFiles.File?
    }

    private let survey: JournalSurvey
    private let files: StoreFiles
    private let live: LiveSet
    /// States of targets that are not there any more. What is damaged is nobody's, and stays.
    private let needlessCheckpoints: [Digest: StoreFiles.File]
    private var plan = CollectionPlan()
    private var kept: Set<Digest> = []
    private var dropped: Set<Digest> = []
    private var groups: [String: CollectionPlan.Group] = [:]
    /// Bytes of what stays, so far.
    private var bytes: Int

    /// - Parameter fixed: bytes of the store that are neither records nor objects.
    init(_ survey: JournalSurvey, _ files: StoreFiles, _ live: LiveSet, needlessCheckpoints: [Digest: StoreFiles.File], fixed: Int) {
        self.needlessCheckpoints = needlessCheckpoints
        self.survey = survey
        self.files = files
        self.live = live
        bytes = fixed
        plan.keepsRecord = survey.records.map { $0.subject == .mark }
    }

    mutating func plan(_ policy: CollectionPolicy, now: Double) -> CollectionPlan {
        keepLive()
        plan.live.bytes = bytes
        let oldest = policy.days.map { now - $0 * 86_400 } ?? (policy.size == nil ? .infinity : -.infinity)
        let limit = policy.size ?? .max
        var isFull = false
        for candidate in candidates().sorted(by: { $0.time > $1.time }) {
            let cost = cost(of: candidate)
            isFull = isFull || candidate.time < oldest || cost > limit - bytes
            if isFull { drop(candidate) } else { keep(candidate, cost) }
        }
        if files.hasDamagedJournal { keepDoubtful() }
        dropUnreachable()
        plan.stays.bytes = bytes
        plan.groups = groups.values.sorted { ($0.seconds, $0.values.bytes, $1.typeName) > ($1.seconds, $1.values.bytes, $0.typeName) }
        return plan
    }

    // MARK: Live

    private mutating func keepLive() {
        let ofKeys = live.usedKeys.compactMap { survey.lastOfKey[$0] }
        let ofIdentities = live.identities.compactMap { survey.lastOfIdentity[$0] }
        for number in Set(ofKeys + ofIdentities) {
            keep(record: number)
            plan.live.count += 1
            plan.stays.count += 1
        }
        for identity in live.identities { survey.failures[identity].map { keep(record: $0) } }
        for (key, file) in files.checkpoints where needlessCheckpoints[key] == nil { bytes += file.size }
    }

    private mutating func keep(record number: Int) {
        guard !plan.keepsRecord[number] else { return }
        plan.keepsRecord[number] = true
        bytes += survey.records[number].size
        for digest in references(number) where kept.insert(digest).inserted {
            bytes += size(ofObject: digest)
            if let record = survey.objects[digest] { plan.keepsRecord[record] = true }
        }
        for companion in companions(of: number) {
            plan.keepsRecord[companion] = true
            bytes += survey.records[companion].size
        }
    }

    /// What stays and goes with a trace: the last verification of its value, and where it came from.
    private func companions(of number: Int) -> [Int] {
        guard case .trace(let key, _, _) = survey.records[number].subject, survey.lastOfKey[key] == number else { return [] }
        return [survey.verifications[key], survey.origins[key]].compactMap { $0 }
    }

    /// The objects that a record leads to.
    private func references(_ number: Int) -> [Digest] {
        guard case .trace(_, _, let output) = survey.records[number].subject else { return [] }
        // The table of declarations stays with the value: by it a reason names what changed since.
        return [output, survey.trace(number)?.details.codeSnapshot].compactMap { $0 }
    }

    private func size(ofObject digest: Digest) -> Int {
        (survey.objects[digest].map { survey.records[$0].size } ?? 0) + (files.objects[digest]?.size ?? 0)
    }

    // MARK: What may go

    private func candidates() -> [Candidate] {
        var candidates: [Candidate] = []
        for (number, record) in survey.records.enumerated() where !plan.keepsRecord[number] {
            switch record.subject {
            case .trace(let key, _, _) where survey.lastOfKey[key] == number:
                let trace = survey.trace(number)
                let time = trace.map { $0.details.provenance.started + $0.duration } ?? -.infinity
                let size = companions(of: number).reduce(record.size) { $0 + survey.records[$1].size }
                candidates.append(Candidate(time: time, bytes: size, record: number, trace: trace))
            case .failure(let identity) where survey.failures[identity] == number:
                let body = survey.payload(number).flatMap { TraceRecord.body($0, .failure, identity) }
                let failure = body.flatMap { try? decodeValue(FailureRecord.self, from: $0) }
                candidates.append(Candidate(time: failure?.time ?? -.infinity, bytes: record.size, record: number))
            default: break
            }
        }
        for file in needlessCheckpoints.values {
            candidates.append(Candidate(time: Double(file.modified) * 1e-9, bytes: file.size, checkpoint: file))
        }
        return candidates
    }

    /// What keeping a candidate adds, given what is kept already.
    private func cost(of candidate: Candidate) -> Int {
        let objects = candidate.record.map(references) ?? []
        return objects.reduce(candidate.bytes) { $0 + (kept.contains($1) ? 0 : size(ofObject: $1)) }
    }

    private mutating func keep(_ candidate: Candidate, _ cost: Int) {
        if let record = candidate.record { keep(record: record) } else { bytes += cost }
        if candidate.trace != nil { plan.stays.count += 1 }
    }

    // MARK: What goes

    private mutating func drop(_ candidate: Candidate) {
        if let file = candidate.checkpoint {
            plan.checkpoints.add(file.size)
            plan.files.append(file.path)
        } else if case .trace(_, _, let output)? = candidate.record.map({ survey.records[$0].subject }) {
            let isLast = !kept.contains(output) && dropped.insert(output).inserted
            count(candidate, bytes: candidate.bytes + (isLast ? size(ofObject: output) : 0))
        } else {
            plan.failures.add(candidate.bytes)
        }
    }

    private mutating func count(_ candidate: Candidate, bytes: Int) {
        // A trace that cannot be read counts as absent.
        guard let trace = candidate.trace else { return plan.unreachable.add(bytes) }
        let type = trace.details.typeName, present = live.fingerprints[type]
        var group = groups[type] ?? CollectionPlan.Group(typeName: type, isCurrent: present != nil)
        group.values.add(bytes)
        group.seconds += trace.duration
        group.newest = max(group.newest, trace.details.provenance.started)
        if trace.details.code != present { group.ofOtherCode += 1 }
        groups[type] = group
    }

    /// What a record of a damaged journal may have named.
    private mutating func keepDoubtful() {
        for digest in Set(survey.objects.keys).union(files.objects.keys) where !dropped.contains(digest) && kept.insert(digest).inserted {
            if let record = survey.objects[digest] { plan.keepsRecord[record] = true }
            plan.doubtful.add(size(ofObject: digest))
        }
        bytes += plan.doubtful.bytes
    }

    private mutating func dropUnreachable() {
        for (number, record) in survey.records.enumerated() where !plan.keepsRecord[number] {
            switch record.subject {
            case .object(let digest) where kept.contains(digest) || !dropped.contains(digest): plan.unreachable.add(record.size)
            case .trace(let key, _, _) where survey.lastOfKey[key] != number: plan.unreachable.add(record.size)
            case .verification(let key) where survey.verifications[key] != number || survey.lastOfKey[key] == nil:
                plan.unreachable.add(record.size)
            case .origin(let key) where survey.origins[key] != number: plan.unreachable.add(record.size)
            default: break
            }
        }
        for (digest, file) in files.objects where !kept.contains(digest) {
            plan.files.append(file.path)
            if !dropped.contains(digest) { plan.unreachable.add(file.size) }
        }
        for file in files.leftovers {
            plan.files.append(file.path)
            plan.leftovers.add(file.size)
        }
        for file in files.damaged { plan.damaged.add(file.size) }
        plan.files.sort()
        plan.locks = files.locks.map(\.path)
    }
}
