// The names that a drawing gives to its script, for an author who has used another.

extension Drawing {
    /// "Did you mean mean_square? The columns are depth and mean_square, …"
    package func suggestion(insteadOf name: String) -> String {
        let columns = columnNames.map(\.name), series = groups.map(\.name), others = variables.map(\.name)
        let titles = groups.filter(\.isFamily).map { $0.name + "_title" }
        let lists = [("column", columns), ("series", series), ("variable", others)].compactMap { kind, names -> String? in
            names.isEmpty ? nil : "\(kind)\(names.count > 1 && kind != "series" ? "s" : "") \(names.joined(separator: ", "))"
        }
        return [didYouMean(name, among: columns + series + titles + others), "The figure has the \(lists.joined(separator: "; the "))."]
            .compactMap { $0 }.joined(separator: " ")
    }
}
