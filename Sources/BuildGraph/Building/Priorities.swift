// Which targets to start first: those at the head of the longest path.

/// Estimated durations and critical paths of the targets that may run.
package struct Priorities {
    /// Wall seconds, by position; 0 for what needs no run.
    package private(set) var estimates: [Double]
    /// Seconds from the start of a target to the end of the longest chain that begins with it.
    package private(set) var path: [Double]
    /// Whether any of it is remembered or was measured in this build.
    package let isInformed: Bool

    package init(estimates: [Double], path: [Double], isInformed: Bool) {
        self.estimates = estimates
        self.path = path
        self.isInformed = isInformed
    }

    init(_ resolution: Resolution, _ prices: inout Prices) {
        let nodes = resolution.graph.nodes
        estimates = Array(repeating: 0, count: nodes.count)
        path = estimates
        isInformed = prices.isInformed
        for position in resolution.members.reversed() {
            switch resolution.states[position] {
            case .ready, .waiting, .running: estimates[position] = prices.price(nodes[position]).seconds
            default: continue
            }
            var after = 0.0
            for dependant in resolution.graph.dependants[position] { after = max(after, path[Int(dependant)]) }
            path[position] = estimates[position] + after
        }
    }
}

/// The targets that may start, the most urgent first; equals in the order of the graph.
struct ReadyQueue {
    private var heap: [(urgency: Double, position: Int)] = []

    var isEmpty: Bool { heap.isEmpty }
    var first: Int? { heap.first?.position }

    mutating func insert(_ position: Int, urgency: Double) {
        heap.append((urgency, position))
        var child = heap.count - 1
        while child > 0, precedes(heap[child], heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var best = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(heap[child], heap[best]) { best = child }
            if best == parent { return }
            heap.swapAt(parent, best)
            parent = best
        }
    }

    private func precedes(_ a: (urgency: Double, position: Int), _ b: (urgency: Double, position: Int)) -> Bool {
        a.urgency != b.urgency ? a.urgency > b.urgency : a.position < b.position
    }
}
