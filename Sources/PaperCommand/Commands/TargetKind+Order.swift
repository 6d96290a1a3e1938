// In which order kinds of targets are shown.
import BuildGraph
import Manuscript

extension TargetKind {
    private static let familiar: [TargetKind] = [.computation, .dataSet, .figure, .table, .claim, .document]

    /// The kinds among these, each once: the familiar ones from the data to the page, then those that a paper has added, by name.
    static func inOrder(_ kinds: [TargetKind]) -> [TargetKind] {
        let present = Set(kinds)
        return familiar.filter(present.contains) + present.subtracting(familiar).sorted { $0.name < $1.name }
    }
}
