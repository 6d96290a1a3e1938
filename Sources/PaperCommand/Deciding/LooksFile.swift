// The committed looks of a paper, as a file of the project.
import BuildGraph
import Manuscript

/// paper/looks.json.
struct LooksFile {
    let paper: Paper
    let effects: Effects

    private var path: String { effects.projectPath(paper.looks.path) }

    /// What is recorded. No file means that nothing was looked at again; a damaged one is an error.
    func read() throws -> Looks {
        try effects.files.status(path) == nil ? Looks() : Looks(json: try effects.files.read(path), path: paper.looks.path)
    }

    /// Records looks for good; what somebody else recorded meanwhile stays.
    func record(_ looks: Looks) throws {
        let before = try read(), after = before.merging(looks)
        if after != before { try effects.files.replace(path, with: try after.json(), durable: true) }
    }
}
