// A study is one reproduction inside a paper: its figures, claims and chapters, in one module. The paper lists its studies,
// and adds to them nothing but the text around them.
import BuildGraph

/// A part of a paper that reproduces one publication, or a half of it.
///
///     public enum DynamicalIsometry: Study {
///         public static let prefix = "P1"
///         public static let chapters = [SourceFile("paper/P1/01-mean-field.md")]
///         public static func contents(_ setting: PaperSetting) -> PaperContents { … }
///     }
public protocol Study: SendableMetatype {
    /// How the ids of its claims begin, and the folder of its chapters and verdicts in `paper/`: "P1". Studies that share a
    /// prefix reproduce one publication together: their claims are one family of tests, judged at one level.
    static var prefix: String { get }
    /// Markdown, in their order.
    static var chapters: [SourceFile] { get }
    /// The data sets that it is made from, by name. Default: none.
    static var dataSets: [String] { get }
    /// The data sets of which it shows more where they are there, and without which it is whole, by name: see
    /// `PaperSetting.contents(from:figures:quantities:)`. Default: none.
    static var optionalDataSets: [String] { get }
    /// What it shows, claims and quotes.
    static func contents(_ setting: PaperSetting) -> PaperContents
}

extension Study {
    public static var dataSets: [String] { [] }
    public static var optionalDataSets: [String] { [] }
}
