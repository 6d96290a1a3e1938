// Which targets depend on which, as positions: one array of all edges in place of an array for each node.

/// For each position of a graph a list of others.
public struct Adjacency: Sendable {
    /// Where each position's list ends in `edges`, and the next one's begins.
    private var ends: [Int32] = []
    private var edges: [Int32] = []

    public subscript(position: Int) -> ArraySlice<Int32> { edges[(position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])] }

    /// Adds the list of the next position.
    mutating func append(_ list: some Sequence<Int32>) {
        edges.append(contentsOf: list)
        ends.append(Int32(edges.count))
    }

    public var count: Int { ends.count }

    /// The edges the other way round, each list in ascending order.
    func reversed() -> Adjacency {
        var counts = [Int32](repeating: 0, count: count)
        for edge in edges { counts[Int(edge)] += 1 }
        var result = Adjacency()
        result.ends.reserveCapacity(count)
        // Where the next edge of each position goes.
        var next: [Int32] = []
        next.reserveCapacity(count)
        var end: Int32 = 0
        for count in counts {
            next.append(end)
            end += count
            result.ends.append(end)
        }
        result.edges = Array(repeating: 0, count: edges.count)
        for position in 0..<count {
            for edge in self[position] {
                result.edges[Int(next[Int(edge)])] = Int32(position)
                next[Int(edge)] += 1
            }
        }
        return result
    }
}
