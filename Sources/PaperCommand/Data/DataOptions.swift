// The options of commands that open a paper which is made from data sets; other papers' help does not show them.
import ArgumentParser
import BuildGraph
import Datasets
import Foundation

/// Where data sets are looked for, and whether they may be downloaded.
struct DataOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: DataOptions.help("The folder that has all data sets. Default: $PAPER_DATA, data/, the user's cache folder."), completion: .directory)
    var folder: String?

    @Flag(help: DataOptions.help("Download nothing; so does PAPER_OFFLINE=1."))
    var offline = false

    /// What a build found, for the processes that it starts: they must see the same data, whatever happens to it meanwhile.
    @Option(name: .customLong("found-data"), help: .hidden)
    var found: String?

    /// - Returns: help that only papers with data sets show.
    static func help(_ text: String) -> ArgumentHelp {
        ArgumentHelp(text, visibility: Session.current?.paper.usesData == true ? .default : .hidden)
    }
}

/// The options of commands that build.
struct DownloadOption: ParsableArguments {
    @Flag(help: DataOptions.help("Try to download missing data sets also if that failed in the last day."))
    var download = false

    @Flag(help: DataOptions.help("Build with a synthetic stand-in for data that are gone, although the paper was built from them before."))
    var standIn = false
}

/// What becomes of data sets that are not there.
enum DataPolicy {
    /// The command builds nothing: it goes on with what there is.
    case asFound
    /// The command says what a build of these targets would do, which may download some first.
    case planned(TargetSelection)
    /// They are downloaded if what is built needs them, and are an error where that fails and the paper was built from them before,
    /// unless the options say otherwise.
    case downloaded(TargetSelection, DownloadOption)
}
