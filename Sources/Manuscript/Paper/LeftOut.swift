// What a paper leaves out where a data set is not there that it can do without: figures and quantities, by name. The text keeps their
// places and says why they are empty, so that numbers and references are the same everywhere, and nothing stands in for what was not made.
import BuildGraph

/// A figure or a quantity that is not built for want of its data.
public struct LeftOut: Codable, Sendable, Hashable {
    /// By which the text shows or quotes it.
    public let name: String
    public let isFigure: Bool
    /// The data set that it is made from: "CIFAR-100".
    public let dataSet: String
    /// The profile, where that reads no data set whether it is there or not.
    public let profile: String?

    package init(_ name: String, isFigure: Bool, dataSet: String, profile: String? = nil) {
        (self.name, self.isFigure, self.dataSet, self.profile) = (name, isFigure, dataSet, profile)
    }

    /// "figure coarse-classes", "quantity coarse-hessians"
    public var title: String { "\(isFigure ? "figure" : "quantity") \(name)" }

    /// "the data set CIFAR-100 is not here"
    public var reason: String {
        profile.map { "the profile \($0) reads no data sets, and nothing stands in for \(dataSet)" } ?? "the data set \(dataSet) is not here"
    }

    /// "`paper data CIFAR-100` downloads it …"
    public var remedy: String { profile == nil ? Self.remedy(without: dataSet) : "Another profile shows it where \(dataSet) is there" }

    /// How a data set comes here.
    public static func remedy(without dataSet: String) -> String {
        "`paper data \(dataSet)` downloads it; `paper data` says where else it is looked for"
    }

    /// What stands in the place of a value that is quoted.
    static let mark = "not built"
}

extension PaperSetting {
    /// Figures and quantities from a data set that the paper can do without (`Study.optionalDataSets`): as they are where it is there, and
    /// otherwise their names. Claims cannot be left out, because which tests share a level must not depend on the machine.
    ///
    ///     let coarse = setting.contents(from: "CIFAR-100", figures: [CoarseClassesFigure(…)], quantities: [AnyInput(CoarseClassesTable(…))])
    ///
    /// Profile `smoke` leaves them out everywhere, so that continuous integration has one paper on all machines.
    public func contents(from dataSet: String, figures: [any Figure] = [], quantities: [AnyInput] = []) -> PaperContents {
        if data.contains(dataSet) && profile != .smoke { return PaperContents(figures: figures, quantities: quantities) }
        func leftOut(_ name: String, isFigure: Bool) -> LeftOut {
            LeftOut(name, isFigure: isFigure, dataSet: dataSet, profile: profile == .smoke ? profile.name : nil)
        }
        var contents = PaperContents()
        contents.leftOut = figures.map { leftOut($0.name, isFigure: true) } + quantities.compactMap(\.node.label).map { leftOut($0, isFigure: false) }
        return contents
    }
}
