// Which targets share a clean process. Starting one costs about a tenth of a second: a target that takes longer than
// that has a process of its own, and smaller ones are made one after another in as few as keep all cores busy.

/// Groups of positions, each to be made in one process.
package struct RemakeGroups {
    /// Wall seconds from which a target is worth a process of its own.
    static let alone = 0.2
    /// Wall seconds of small targets in one process: ten times what its start costs.
    static let full = 1.0

    /// Slowest first, so that the last to end is a small one.
    package let groups: [[Int]]

    package init(_ subjects: [VerificationSubject], positions: [Int], width: Int, isEachAlone: Bool = false) {
        func isSmall(_ position: Int) -> Bool {
            subjects[position].node.resources.isolation == .thread && subjects[position].duration < Self.alone
        }
        let slowestFirst = positions.sorted { (subjects[$1].duration, $0) < (subjects[$0].duration, $1) }
        let small = isEachAlone ? [] : slowestFirst.filter(isSmall)
        let work = small.reduce(0) { $0 + subjects[$1].duration }
        let limit = max(Self.alone, min(Self.full, work / Double(max(1, width))))
        var groups = slowestFirst.filter { isEachAlone || !isSmall($0) }.map { [$0] }
        var group: [Int] = [], sum = 0.0
        for position in small {
            if !group.isEmpty && sum + subjects[position].duration > limit {
                groups.append(group)
                (group, sum) = ([], 0)
            }
            group.append(position)
            sum += subjects[position].duration
        }
        if !group.isEmpty { groups.append(group) }
        self.groups = groups
    }
}
