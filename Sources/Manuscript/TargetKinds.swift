// The kinds of targets that make a paper.
import BuildGraph

extension TargetKind {
    public static let figure = TargetKind("figure")
    public static let table = TargetKind("table")
    public static let claim = TargetKind("claim")
    /// A text: the page, the report.
    public static let document = TargetKind("document")
}
