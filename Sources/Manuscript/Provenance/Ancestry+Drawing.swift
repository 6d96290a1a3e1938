// The drawing: layers from left to right, a box per type with how many targets it stands for.

extension Ancestry {
    private static let boxHeight = 22, rowStep = 30, gap = 34, letter = 6.1

    /// In words: "Learning curves, from Training × 24, Chosen rate × 6".
    package var words: String {
        let names = groups.map { $0.count > 1 ? "\($0.name) × \($0.count)" : $0.name }
        return names.count > 1 ? "\(names[0]), made from \(names.dropFirst().joined(separator: ", "))" : names.first ?? ""
    }

    /// Empty for a target that is made from nothing.
    package var svg: String {
        guard groups.count > 1 else { return "" }
        // Layers that have no group of their own are left out.
        let used = Set(groups.map(\.layer)).sorted(by: >)
        let columns = used.map { layer in groups.indices.filter { groups[$0].layer == layer } }
        let widths = columns.map { Int((($0.map { Double(label(groups[$0]).count) }.max() ?? 0) * Self.letter).rounded()) + 18 }
        let rows = columns.map(\.count).max() ?? 1, height = rows * Self.rowStep + 4
        var boxes = [(x: Int, y: Int, width: Int)](repeating: (0, 0, 0), count: groups.count)
        var x = 2
        for (column, members) in columns.enumerated() {
            let top = (height - members.count * Self.rowStep) / 2 + 4
            for (row, group) in members.enumerated() { boxes[group] = (x, top + row * Self.rowStep, widths[column]) }
            x += widths[column] + Self.gap
        }
        let width = x - Self.gap + 2
        let lines = edges.map { edge -> String in
            let from = boxes[edge.from], to = boxes[edge.to]
            let (a, b) = (from.x + from.width, from.y + Self.boxHeight / 2), (c, d) = (to.x, to.y + Self.boxHeight / 2)
            let bend = max(14, abs(c - a) / 2)
            return "<path d=\"M\(a) \(b)C\(a + bend) \(b) \(c - bend) \(d) \(c) \(d)\"/>"
        }
        let shapes = groups.indices.map { k -> String in
            let box = boxes[k], group = groups[k]
            let count = group.count > 1 ? "<tspan class=\"count\"> × \(group.count)</tspan>" : ""
            return "<rect class=\"box\(group.layer == 0 ? " figure" : "")\" x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(Self.boxHeight)\" rx=\"4\"/>"
                + "<text x=\"\(box.x + 9)\" y=\"\(box.y + 15)\">\(HTMLText.escaped(group.name))\(count)</text>"
        }
        return "<div class=\"ancestry\"><svg viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\" role=\"img\" aria-label=\"\(HTMLText.escaped(words))\">"
            + lines.joined() + shapes.joined() + "</svg></div>"
    }

    private func label(_ group: Group) -> String { group.count > 1 ? "\(group.name) × \(group.count)" : group.name }
}
