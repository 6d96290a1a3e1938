// How every value was made, unnamed ones too, as a graph in the terms of the W3C's PROV-O (https://www.w3.org/TR/prov-o), in JSON-LD:
// values and files are entities, runs are activities, code is a plan, and the program on its machine is the agent.
import BuildGraph
import Manuscript

struct ProvenanceGraph {
    let paper: BuiltPaper

    static let fileName = "provenance.jsonld"

    private static func value(_ digest: Digest) -> String { "#value-" + digest.hexadecimal }
    private static func file(_ digest: Digest) -> String { "#file-" + digest.hexadecimal }
    private static func code(_ digest: Digest) -> String { "#code-" + digest.hexadecimal }
    private static func agent(_ machine: Machine) -> String { CrateActions.id("machine", "\(machine.host) \(machine.processor) \(machine.system)") }

    var json: String {
        get throws {
            let runs = paper.runs
            var entities: [String: CrateEntity] = [:], agents: [String: CrateEntity] = [:]
            func add(_ entity: CrateEntity) { if entities[entity.id] == nil { entities[entity.id] = entity } }
            let activities = runs.map { node, trace -> CrateEntity in
                let details = trace.details, run = details.provenance, id = "#run-" + trace.key.hexadecimal
                let used = details.inputs.map(Self.value) + details.files.map { Self.file($0.content) }
                for file in details.files { add(CrateEntity(Self.file(file.content), "prov:Entity").with("label", file.path).with("sha256", file.content.hexadecimal)) }
                add(CrateEntity(Self.code(details.code), "prov:Plan", "prov:Entity").with("label", "the code of \(details.typeName)"))
                entities[Self.value(trace.output)] = CrateEntity(Self.value(trace.output), "prov:Entity").with("label", node.title).with("sha256", trace.output.hexadecimal)
                    .with("prov:wasGeneratedBy", of: [id]).with("prov:wasDerivedFrom", of: used)
                let agent = Self.agent(run.machine)
                agents[agent] = CrateEntity(agent, "prov:SoftwareAgent").with("label", "\(Program.name) on \(run.machine.system), \(run.machine.processor)")
                let association = Datum.object([
                    .init("@type", .string("prov:Association")), .init("prov:agent", CrateEntity.reference(agent)), .init("prov:hadPlan", CrateEntity.reference(Self.code(details.code))),
                ])
                return CrateEntity(id, "prov:Activity").with("label", "made \(node.title)").with("startedAtTime", BuiltPaper.moment(run.started))
                    .with("endedAtTime", BuiltPaper.moment(run.started + run.duration)).with("prov:used", of: used).with("prov:wasAssociatedWith", of: [agent])
                    .with("prov:qualifiedAssociation", association)
            }
            let all = activities + entities.sorted { $0.key < $1.key }.map(\.value) + agents.sorted { $0.key < $1.key }.map(\.value)
            return IndentedJSON.text(.object([.init("@context", Self.context), .init("@graph", .list(all.map(\.datum)))]))
        }
    }

    private static var context: Datum {
        func time(_ name: String) -> Datum.Field {
            .init(name, .object([.init("@id", .string("prov:" + name)), .init("@type", .string("http://www.w3.org/2001/XMLSchema#dateTime"))]))
        }
        return .object([
            .init("prov", .string("http://www.w3.org/ns/prov#")), .init("label", .string("http://www.w3.org/2000/01/rdf-schema#label")),
            .init("sha256", .string("https://w3id.org/ro/terms/workflow-run#sha256")), time("startedAtTime"), time("endedAtTime"),
        ])
    }
}
