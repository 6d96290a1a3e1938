// The runs behind the figures, claims, documents and named values of a paper, as actions of a Process Run Crate: with which program, from
// what, to what, when. Runs of unnamed targets are in provenance.jsonld; values go by their digests in both.
import BuildGraph
import Manuscript

struct CrateActions {
    let paper: BuiltPaper
    /// Of the crate.
    let files: Set<String>

    static let program = "#program"

    /// An identifier within the crate: signs that addresses do not have become dashes.
    static func id(_ kind: String, _ name: String) -> String {
        "#\(kind)-" + name.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }.joined(separator: "-")
    }

    private static func value(_ digest: Digest) -> String { "#value-" + digest.hexadecimal }
    private static func run(_ trace: Trace) -> String { "#run-" + trace.key.hexadecimal }

    private var named: [(node: Node, trace: Trace)] { paper.runs.filter { $0.node.label != nil } }

    /// The runs that judged claims, by the claims' ids.
    var runs: [String: String] {
        Dictionary(named.filter { $0.node.kind == .claim }.map { ($0.node.name, Self.run($0.trace)) }, uniquingKeysWith: { first, _ in first })
    }

    var entities: (runs: [CrateEntity], values: [CrateEntity]) {
        var values: [String: String] = [:]
        let runs = named.map { node, trace -> CrateEntity in
            let details = trace.details, how = details.provenance
            for (name, digest) in zip(details.inputNames, details.inputs) { values[Self.value(digest)] = name }
            values[Self.value(trace.output)] = node.title
            let read = details.files.map { "sources/\($0.path)" }.filter(files.contains)
            let seconds = "\(HumanUnits.duration(how.duration)) on \(how.machine.processor)"
            return CrateEntity(Self.run(trace), "CreateAction").with("name", "Made the \(node.kind.name) \(node.title)")
                .with("description", "\(TargetType.shortName(of: details.typeName)) with code \(details.code.hexadecimal.prefix(16)); why: \(node.reasonText(details.reason)); \(seconds).")
                .with("instrument", of: [Self.program]).with("object", of: read + details.inputs.map(Self.value)).with("result", of: results(of: node) + [Self.value(trace.output)])
                .with("startTime", BuiltPaper.moment(how.started)).with("endTime", BuiltPaper.moment(how.started + how.duration))
                .with("actionStatus", "http://schema.org/CompletedActionStatus")
        }
        let entities = values.sorted { $0.key < $1.key }.map { id, name in
            CrateEntity(id, "PropertyValue").with("name", name).with("propertyID", "SHA-256 of the stored value").with("value", String(id.dropFirst(7)))
        }
        return (runs, entities)
    }

    /// The files of the report that a target's value is written to; of a claim its verdict.
    private func results(of node: Node) -> [String] {
        switch node.kind {
        case .figure: ["svg", "png", "csv", "npz", "gp"].map { "report/figures/\(node.name).\($0)" }.filter(files.contains)
        case .claim: [CrateClaims.review(node.name)]
        case .document: ["report/\(node.name)"].filter(files.contains)
        case .table where node.name == Verdicts.name: ["report/claims.json", "report/claims.xml"].filter(files.contains)
        default: []
        }
    }
}
