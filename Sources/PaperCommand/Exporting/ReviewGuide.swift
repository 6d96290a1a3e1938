// REVIEW.md: what a reviewer does who has the folder of `paper export archive` and nothing else.
import BuildGraph
import Manuscript

struct ReviewGuide {
    let paper: BuiltPaper
    let environment: TakingPart
    let values: ArchiveManifest
    let signers: SignersText
    /// The command that compiles the program.
    let compile: String
    /// Packages outside of the project.
    let outside: [String]

    private var workspace: Workspace { paper.workspace }

    var text: String {
        let program = ".build/release/\(Program.name)", profile = workspace.profile == workspace.session.paper.defaultProfile ? "" : " --profile \(workspace.profile.name)"
        return """
            # How to check this paper

            \(((try? paper.status) ?? "").trimmed) `report/paper.html` is the paper as its authors' machine built it; `sources` is what it was built from;
            `values.tar` has the \(values.traces) stored values that the build made on the way. \(signers.markdown) The steps below compile the program from the sources,
            let it take the values, and have a random sample of them made again and compared bit by bit.

            You need what `environment.json` lists: above all Swift, gnuplot and pandoc\(headers). `Containerfile` installs it in a container.\(outsideText)

            ## Three commands

            ```sh
            cd sources
            \(compile)
            \(program) cache import ../values.tar\(signers.isRefused ? " --untrusted" : "")
            \(program) verify --sample 5%\(profile)
            ```

            The first compiles, which takes some minutes. The second says how many targets are up to date: all \(values.traces) of them if the sources are the ones
            that made the values, since the code is part of what a value is known by. The third draws a twentieth of them by a seed that it prints, makes each again in
            a clean process from the stored values of its inputs, and ends with 0 when all are reproduced. Another processor, compiler or library may round
            differently: what differs, by how much, and what was recorded of the machine that made it is said.

            ## More

            ```sh
            sha256sum --check sha256sums.txt        # in this folder, before anything else: is it what was sent?
            \(program) build\(profile)        # nothing has to run: writes the page from the values
            \(program) check\(profile)        # are the claims judged as before?
            \(program) why NAME\(profile)     # what a figure or a claim was made from
            \(program) verify NAME --inputs\(profile)   # one figure or claim, and everything behind it
            ```

            To trust nothing, compute everything: without the import, `\(program) build\(profile)` makes all values itself.

            ## Data

            \(dataText)

            """
    }

    private var headers: String {
        let names = environment.packages.all.map(\.name).filter { $0.hasSuffix("-dev") && !$0.hasPrefix("libc6") }
        return names.isEmpty ? "" : ", and " + names.joined(separator: ", ")
    }

    private var outsideText: String {
        outside.isEmpty ? "" : " The sources also use \(outside.map { "`\($0)`" }.joined(separator: ", ")), which is not in this folder: put it there, or change its path in `sources/Package.swift`."
    }

    private var dataText: String {
        let records = BuildRecords(workspace: workspace, runs: OutcomeRuns(outcome: paper.outcome))
        let sets = records.dataSets.map { set in
            "* \(set.name)\(set.address.isEmpty ? "" : ", published at <\(set.address)>"). SHA-256 of what was read:\n"
                + set.files.map { "  `\($0.digest)`  \($0.name)" }.joined(separator: "\n")
        }
        let standIns = records.standIns.map { "* " + $0 }
        if sets.isEmpty { return (["No data from outside were used."] + standIns).joined(separator: "\n") }
        return (["These are not in this folder. The program downloads them, or finds them in a folder that `--data` names; without them it builds another paper, on a stand-in,",
            "which the values do not fit.", ""] + sets + standIns).joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmed: String { trimmingSuffix { $0.isWhitespace } }

    private func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String { String(reversed().drop(while: isTrimmed).reversed()) }
}
