// What is set for a variant of the paper, once it is known that it can be: its name, and the words that everything of it carries.
import BuildGraph
import Manuscript

/// The settings of a variant; empty for the paper itself.
struct VariantSettings {
    /// A parameter that was set.
    struct Change: Equatable {
        let path, standard, value: String
    }

    /// In the order of the paper's scales. One that is as in the profile is not among them.
    let changes: [Change]
    /// As they were typed.
    private let typed: [Variation.Setting]

    var isEmpty: Bool { typed.isEmpty }

    /// Values by path.
    var texts: [String: String] { Dictionary(changes.map { ($0.path, $0.value) }, uniquingKeysWith: { $1 }) }

    /// For processes that build the same variant.
    var arguments: [String] { typed.flatMap { ["--set", "\($0.path)=\($0.text)"] } }

    /// "learning.curves.width=128"; nil where nothing differs.
    var text: String { changes.map { "\($0.path)=\($0.value)" }.joined(separator: " ") }

    /// Longer names are cut.
    private static let longestName = 100

    /// The name of the folder of its outputs: the same for the same parameters, however they were typed.
    var folderName: String {
        if changes.isEmpty { return "as-the-profile" }
        let text = changes.sorted { $0.path < $1.path }.map { "\($0.path)=\($0.value)" }.joined(separator: "+")
        let name = String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || ".,=+-".contains($0)) ? $0 : "_" })
        if name == text && name.count <= Self.longestName && !name.hasPrefix(".") { return name }
        return "v-\(name.prefix(Self.longestName - 12))-\(Digest(of: text.utf8).hexadecimal.prefix(8))"
    }

    func tell(on terminal: Terminal) {
        if isEmpty { return }
        if changes.isEmpty {
            return terminal.print("\(terminal.styled("Variant", .cyan, .bold)): what is set is as in the profile already.")
        }
        terminal.print("\(terminal.styled("Variant", .cyan, .bold)): \(changes.map { "\($0.path) = \($0.value) instead of \($0.standard)" }.joined(separator: ", ")).")
    }
}

// MARK: Checking

extension VariantSettings {
    /// What the paper is varied by; nil without settings. Throws `UsageError` for a parameter that is set twice.
    static func variation(_ settings: [ParameterSetting]) throws -> Variation? {
        for (index, setting) in settings.enumerated() where settings[..<index].contains(where: { $0.path == setting.path }) {
            throw UsageError(what: "\(setting.path) is set twice.", next: "Set it once; other values are other variants.")
        }
        return settings.isEmpty ? nil : Variation(settings.map { Variation.Setting($0.path, $0.text) })
    }

    /// Describes the paper, and makes sure that every setting sets something, to a value that it can have.
    static func checking<Content>(_ variation: Variation?, _ describe: () throws -> Content) throws -> (settings: VariantSettings, content: Content) {
        let content = try describe()
        guard let variation else { return (VariantSettings(changes: [], typed: []), content) }
        let parameters = variation.review.parameters
        for setting in variation.settings where !parameters.contains(where: { ScaleReview.isMeant($0.path, by: setting.path) }) { throw unknown(setting.path, parameters) }
        if let problem = variation.review.problems.first {
            let standard = parameters.first { $0.path == problem.path }.map { " It is \($0.standard) in the profile." } ?? ""
            throw UsageError(
                what: "\(problem.path) cannot be \(problem.text).", why: "It is \(problem.expected).\(standard)", next: "Set it to such a value: --set \(problem.path)=…")
        }
        let changes = parameters.filter { $0.value != $0.standard }.map { Change(path: $0.path, standard: $0.standard, value: $0.value) }
        return (VariantSettings(changes: changes, typed: variation.settings), content)
    }

    /// Parameters that are listed in a message.
    private static let most = 30

    private static func unknown(_ path: String, _ parameters: [ScaleReview.Parameter]) -> UsageError {
        let what = path.contains("*") ? "No parameter's path matches \(path)." : "There is no parameter called \(path)."
        if parameters.isEmpty {
            return UsageError(what: what, why: "This paper has no parameters that can be set: none of its scales is described by `setting.varied`.", next: "docs/variants.md says how a study offers its scale.")
        }
        let paths = parameters.map(\.path), parts = path.split(separator: "."), last = parts.last.map { "." + $0 } ?? ""
        // The same parameter of the scale's parts first, then what is spelt alike.
        let ofScale = parts.count > 1 ? paths.filter { $0.hasPrefix("\(parts[0]).") } : []
        var near = ofScale.filter { $0.hasSuffix(last) }
        if near.isEmpty { near = nearestNames(to: path, among: paths) }
        if near.isEmpty { near = paths.filter { $0.hasSuffix(last) } }
        let known = ofScale.isEmpty ? paths : ofScale
        let list = known.prefix(most).map { path in "\(path) (\(parameters.first { $0.path == path }?.standard ?? ""))" }.joined(separator: ", ")
        let more = known.count > most ? ", and \(known.count - most) more: `paper list --parameters` lists all" : ""
        let isOfParts = near.count > 1 && near.allSatisfy { $0.hasPrefix("\(parts[0]).") && $0.hasSuffix(last) }
        let meant = near.isEmpty ? "" : "Did you mean \(near.prefix(4).joined(separator: " or "))?" + (isOfParts ? " \(parts[0]).*\(last) sets all of them." : "")
        return UsageError(what: what, why: "There are \(list)\(more).", next: meant.isEmpty ? "Name one of them." : meant)
    }

    /// All parameters of a profile, with what is set.
    static func parameters(_ options: CommonOptions) throws -> [ScaleReview.Parameter] {
        let session = try Session.required(), paper = session.paper
        guard let profile = try options.profile.map(paper.profile(named:)) ?? paper.defaultProfile else { return [] }
        let settings = options.settings.map { Variation.Setting($0.path, $0.text) }, variation = Variation(settings)
        _ = try checking(variation) { paper.contents(PaperSetting(profile, variation: variation)) }
        return variation.review.parameters
    }
}
