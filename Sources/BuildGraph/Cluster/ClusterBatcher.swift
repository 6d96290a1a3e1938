// Which targets go into a job together: many short ones, side by side and one after another, so that each job has minutes of
// work; long ones alone. Pure: the same targets give the same jobs.

/// Makes batches of targets that are ready.
package struct ClusterBatcher {
    let limits: ClusterLimits
    /// Cores of a job; nil leaves it to the batcher.
    let coresPerJob: Int?
    /// Seconds of work that a job of short targets gets at most.
    let secondsPerJob: Double

    /// Below that starting the job would be most of the work.
    private static let leastSeconds = 60.0
    /// Short targets run side by side on so many cores when nothing else is said.
    private static let usualCores = 4
    /// Targets of one job: what they report stays small.
    private static let mostTargets = 500
    /// Bytes that a job needs besides its targets.
    private static let overhead = 128 << 20

    package struct Candidate {
        /// The caller's name for it.
        var number: Int
        package var needs: ClusterNeeds
        /// How often a time limit ended it.
        var growth: Int

        package init(number: Int, needs: ClusterNeeds, growth: Int = 0) { (self.number, self.needs, self.growth) = (number, needs, growth) }
    }

    /// An array of jobs that ask for the same.
    package struct Batch: Equatable {
        package var shares: [[Int]]
        package var lanes: Int
        package var cores: Int
        package var memory: Int
        package var time: Double
    }

    package init(limits: ClusterLimits, coresPerJob: Int? = nil, secondsPerJob: Double = ClusterSettings().secondsPerJob) {
        (self.limits, self.coresPerJob, self.secondsPerJob) = (limits, coresPerJob, secondsPerJob)
    }

    private struct Share {
        var members: [Candidate] = []
        var lanes = 1
        var work = 0.0
        /// The same, where each target counts as at most what a lane gets.
        var filling = 0.0

        /// Seconds until the last one ends, at the earliest that is certain.
        var span: Double { max(work / Double(lanes), members.map(\.needs.seconds).max() ?? 0) + (lanes > 1 ? (members.map(\.needs.seconds).max() ?? 0) : 0) }
    }

    /// - Parameters:
    ///   - candidates: the most urgent first.
    ///   - room: jobs that the queue takes.
    /// - Returns: batches, the one with the most urgent target first. What found no room is in none.
    package func batches(_ candidates: [Candidate], room: Int) -> [Batch] {
        var classes: [Class: [Candidate]] = [:], order: [Class] = []
        for candidate in candidates {
            let kind = Class(candidate.needs)
            if classes[kind] == nil { order.append(kind) }
            classes[kind, default: []].append(candidate)
        }
        var room = room, batches: [Batch] = []
        for kind in order {
            guard room > 0 else { break }
            let made = arrays(of: classes[kind] ?? [], room: room)
            room -= made.reduce(0) { $0 + $1.shares.count }
            batches += made
        }
        return batches
    }

    /// Targets that may share a job: of equal cores and similar memory, and either all short or all long or all unknown.
    private struct Class: Hashable {
        let cores: Int
        /// The power of two.
        let memory: Int
        let isGuess: Bool

        init(_ needs: ClusterNeeds) {
            (cores, isGuess) = (needs.cores, needs.isGuess)
            memory = Int.bitWidth - max(1, needs.memory - 1).leadingZeroBitCount
        }
    }

    private func arrays(of members: [Candidate], room: Int) -> [Batch] {
        let grain = grain(members), most = members.map(\.needs.memory).max() ?? 0
        // Side by side as many as the node has cores and memory for.
        let cores = max(1, members[0].needs.cores)
        let wanted = max(1, min(coresPerJob ?? Self.usualCores, limits.coresPerNode) / cores)
        let lanes = max(1, min(wanted, most > 0 ? max(1, (limits.memoryPerNode - Self.overhead) / most) : wanted))
        var shares: [Share] = [], open = Share(lanes: lanes)
        func close() {
            if !open.members.isEmpty { shares.append(open) }
            open = Share(lanes: lanes)
        }
        for member in members {
            // A guess may be anything: it counts as a whole lane's work.
            let seconds = member.needs.isGuess ? grain : member.needs.seconds
            if seconds >= grain && !member.needs.isGuess && coresPerJob == nil {
                shares.append(Share(members: [member], lanes: 1, work: member.needs.seconds))
                continue
            }
            open.members.append(member)
            open.work += seconds
            open.filling += min(seconds, grain)
            if open.filling >= grain * Double(lanes) * 0.999 || open.members.count >= Self.mostTargets { close() }
        }
        close()
        return arrays(of: Array(shares.prefix(room)), memoryOfEach: most)
    }

    /// Seconds of a job: little enough that idle cores find work, and enough that starting jobs is little of it.
    private func grain(_ members: [Candidate]) -> Double {
        let work = members.reduce(0) { $0 + $1.needs.seconds * Double($1.needs.cores) }
        return max(min(Self.leastSeconds, secondsPerJob), min(secondsPerJob, work / Double(max(1, limits.idleCores))))
    }

    /// Jobs of one array have one limit of time: those that need similar ones go together.
    private func arrays(of shares: [Share], memoryOfEach memory: Int) -> [Batch] {
        struct Form: Hashable {
            let lanes: Int
            let time: Double
        }
        var forms: [Form: [Share]] = [:], order: [Form] = []
        for share in shares {
            let lanes = min(share.lanes, share.members.count)
            var time = ClusterTimeLimit.seconds(
                span: share.span, isGuess: share.members.contains { $0.needs.isGuess }, growth: share.members.map(\.growth).max() ?? 0, most: limits.time)
            // In steps of powers of two, up to what is allowed.
            var step = 300.0
            while step < time { step *= 2 }
            time = limits.time.map { min($0, step) } ?? step
            let form = Form(lanes: lanes, time: time)
            if forms[form] == nil { order.append(form) }
            forms[form, default: []].append(share)
        }
        return order.flatMap { form -> [Batch] in
            let all = forms[form] ?? []
            return stride(from: 0, to: all.count, by: max(1, limits.arraySize)).map { start in
                let part = all[start..<min(all.count, start + max(1, limits.arraySize))]
                return Batch(
                    shares: part.map { $0.members.map(\.number) }, lanes: form.lanes, cores: part.first?.members.first?.needs.cores ?? 1,
                    memory: min(limits.memoryPerNode, memory * form.lanes + Self.overhead), time: form.time)
            }
        }
    }
}
