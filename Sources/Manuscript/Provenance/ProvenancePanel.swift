// What is to be known of a figure: at a glance its state, what stands behind it and its data; in a panel all the rest.
import BuildGraph
import Foundation

/// Renders the provenance of a figure.
public struct ProvenancePanel: Sendable {
    /// Inputs are named one by one up to so many.
    package static let mostInputs = 8

    public var trace: Trace
    /// What its inputs are, in words; when empty, their types.
    public var inputs: [String] = []
    /// Why it last ran.
    public var reason: String
    /// Nil leaves the row out, as of all that follow.
    public var verification: FigureVerification?
    public var state = FigureState.fresh
    public var whole: WholeCost?
    public var commits: CommitCounts?
    public var ancestry: Ancestry?
    /// The declaration of the figure, and those of the types of its inputs.
    public var code: [CodePlace] = []
    /// The chapters that show it or refer to it.
    package var chapters: [String] = []
    /// Its data and its script.
    public var files: [EmbeddedFile] = []
    public var revision: Revision?

    public init(_ trace: Trace, inputs: [String] = [], reason: String? = nil, verification: FigureVerification? = nil) {
        self.trace = trace
        self.inputs = inputs
        self.reason = reason ?? trace.details.reason.description
        self.verification = verification
    }

    /// A list for the gutter, and a `<details>` element.
    public var html: String {
        let summary = "<details class=\"provenance\"><summary>How this figure was made</summary>\n"
        let list = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined(separator: "\n")
        return glance + summary + "\(ancestry?.svg ?? "")<dl>\n\(list)\n</dl>\n</details>"
    }

    private var glance: String {
        var items = [state.html(of: trace.name)]
        if let whole, whole.targets > 1 { items.append("<li>\(Self.seconds(whole.seconds)) of work in \(whole.targets) targets behind it</li>") }
        let links = files.filter { $0.address != nil }.map(\.html)
        if !links.isEmpty { items.append("<li>\(links.joined(separator: " · "))</li>") }
        return "<ul class=\"glance\">\(items.joined())</ul>\n"
    }

    private var rows: [(String, String)] {
        let details = trace.details, run = details.provenance
        let name = HTMLText.escaped(trace.name)
        var rows: [(String, String)] = []
        func row(_ term: String, _ text: String) { if !text.isEmpty { rows.append((term, text)) } }
        row("Target", "<code>\(name)</code>, \(HTMLText.escaped(TargetType.shortName(of: details.typeName)))")
        row("Parameters", Self.codes(ParameterText.lines(details.parameters)))
        let isTold = !inputs.isEmpty && inputs.count <= Self.mostInputs
        row("Made from", Self.codes(isTold ? inputs : Self.counted(details.inputNames), isTold ? "; " : ", "))
        row("Declared in", code.map(\.html).joined(separator: "<br>"))
        row("In the text", Self.codes(chapters))
        row("Files", Self.codes(details.files.map(\.path)))
        row("Data", files.map(\.place).joined(separator: ", ") + (files.isEmpty ? "" : "; <code>gnuplot \(name).gp</code> beside the data draws it again"))
        row("Why it last ran", HTMLText.escaped(reason))
        row(
            "Cost",
            (whole.map { "All that stands behind it: \($0.text). The drawing alone: " } ?? "")
                + "\(Self.seconds(run.duration)), \(Self.seconds(run.processorTime)) of processor time, at most \(Self.bytes(run.peakMemory)) of memory")
        let machine = run.machine
        row("Machine", HTMLText.escaped("\(machine.processor), \(machine.cores) cores, \(Self.bytes(machine.memory)); \(machine.system)"))
        row("Software", machine.software.sorted { $0.key < $1.key }.map { HTMLText.escaped("\($0.key): \($0.value)") }.joined(separator: "<br>"))
        row("Made", Self.date(run.started))
        if let verification { row("Last verified", verification.html) }
        row("Key", "<code>\(trace.key.short)</code> → <code>\(trace.output.short)</code>")
        row("Commits", [commits?.html, revision.map { "the page was put together at \($0.html)" }].compactMap(\.self).joined(separator: "; "))
        return rows
    }

    private static func codes(_ texts: [String], _ separator: String = ", ") -> String {
        texts.map { "<code>\(HTMLText.escaped($0))</code>" }.joined(separator: separator)
    }

    /// Names with how often they occur, the first dozen.
    static func counted(_ names: [String]) -> [String] {
        // Labelled targets speak for themselves; of the others the type is enough: `SpectralDensity × 12`.
        let kinds = names.map { name in
            let parts = name.split(separator: "-")
            let isDigest = parts.count == 2 && parts[1].count == 6 && parts[1].allSatisfy(\.isHexDigit)
            return isDigest ? String(parts[0]) : name
        }
        var counts: [String: Int] = [:]
        for kind in kinds { counts[kind, default: 0] += 1 }
        let all = kinds.uniqued().map { (counts[$0] ?? 1) > 1 ? "\($0) × \(counts[$0] ?? 1)" : $0 }
        return all.count > 12 ? all.prefix(12) + ["… \(all.count - 12) more"] : all
    }

    /// A duration or a size with the narrow space that typography wants.
    static func seconds(_ value: Double) -> String { HumanUnits.duration(value, space: "\u{202F}") }
    static func bytes(_ value: Int) -> String { HumanUnits.bytes(value, space: "\u{202F}") }

    /// Universal time, so that it says the same everywhere.
    package static func date(_ secondsSince1970: Double) -> String {
        let format = Date.ISO8601FormatStyle(dateTimeSeparator: .space).dateTimeSeparator(.space)
        return "<time>\(format.format(Date(timeIntervalSince1970: secondsSince1970)))</time>"
    }
}
