// The chain of dependent targets that took longest: no number of cores makes a build faster than that.

/// The critical path of a build that has ended.
struct CriticalPath {
    /// The positions of its targets that ran.
    private(set) var members: Set<Int> = []

    init(_ spans: [RunSpan], in graph: Graph) {
        var durations = [Double](repeating: 0, count: graph.nodes.count)
        for span in spans { durations[span.position] += span.end - span.start }
        // Seconds to the end of each target, by the longest way. Dependencies stand before what depends on them; one
        // that needed no run passes on what it waited for.
        var longest = durations
        var before = [Int32](repeating: -1, count: graph.nodes.count)
        var last: Int32 = -1
        for position in graph.nodes.indices {
            var waited = 0.0
            for dependency in graph.dependencies[position] where longest[Int(dependency)] > waited {
                waited = longest[Int(dependency)]
                before[position] = dependency
            }
            longest[position] += waited
            if longest[position] > (last < 0 ? 0 : longest[Int(last)]) { last = Int32(position) }
        }
        while last >= 0 {
            if durations[Int(last)] > 0 { members.insert(Int(last)) }
            last = before[Int(last)]
        }
    }
}
