// The quiet panel under a figure: what it was made from, by what, when and why.
import BuildGraph
import Foundation

/// Renders the provenance of a figure.
public struct ProvenancePanel: Sendable {
    /// Inputs are named one by one up to so many.
    private static let mostInputs = 8

    public var trace: Trace
    /// What its inputs are, in words; when empty, their types.
    public var inputs: [String]
    /// Why it last ran.
    public var reason: String
    /// Where the figure's files are, relative to the page.
    public var folder: String
    /// Nil leaves the row out.
    public var verification: FigureVerification?

    public init(_ trace: Trace, inputs: [String] = [], reason: String? = nil, folder: String = "figures", verification: FigureVerification? = nil) {
        self.trace = trace
        self.inputs = inputs
        self.reason = reason ?? trace.details.reason.description
        self.folder = folder
        self.verification = verification
    }

    /// A `<details>` element.
    public var html: String {
        let details = trace.details, provenance = details.provenance
        let name = HTMLText.escaped(trace.name)
        var rows: [(String, String)] = []
        func row(_ term: String, _ text: String) { if !text.isEmpty { rows.append((term, text)) } }
        row("Target", "<code>\(name)</code>, \(HTMLText.escaped(TargetType.shortName(of: details.typeName)))")
        row("Parameters", ParameterText.lines(details.parameters).map { "<code>\(HTMLText.escaped($0))</code>" }.joined(separator: ", "))
        let isTold = !inputs.isEmpty && inputs.count <= Self.mostInputs
        row(
            "Made from",
            (isTold ? inputs : Self.counted(details.inputNames)).map { "<code>\(HTMLText.escaped($0))</code>" }.joined(separator: isTold ? "; " : ", "))
        row("Files", details.files.map { "<code>\(HTMLText.escaped($0.path))</code>" }.joined(separator: ", "))
        row(
            "Redraw",
            "<a href=\"\(folder)/\(name).csv\">\(name).csv</a> and <a href=\"\(folder)/\(name).gp\">\(name).gp</a>: <code>gnuplot \(name).gp</code>")
        row("Why it last ran", HTMLText.escaped(reason))
        row(
            "Cost",
            "\(Self.seconds(provenance.duration)), \(Self.seconds(provenance.processorTime)) of processor time, at most \(Self.bytes(provenance.peakMemory)) of memory")
        let machine = provenance.machine
        row("Machine", HTMLText.escaped("\(machine.processor), \(machine.cores) cores, \(Self.bytes(machine.memory)); \(machine.system)"))
        row("Made", Self.date(provenance.started))
        if let verification { row("Last verified", verification.html) }
        row("Key", "<code>\(trace.key.short)</code> → <code>\(trace.output.short)</code>")
        let list = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined(separator: "\n")
        return "<details class=\"provenance\"><summary>How this figure was made</summary>\n<dl>\n\(list)\n</dl>\n</details>"
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
