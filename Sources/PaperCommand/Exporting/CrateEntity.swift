// An entity of an RO-Crate: an object of its flat list, with an identifier by which others name it.
import BuildGraph

struct CrateEntity {
    let id: String
    private let types: [String]
    private var fields: [Datum.Field] = []

    init(_ id: String, _ types: String...) { (self.id, self.types) = (id, types) }

    /// A text; an empty one is left out.
    func with(_ name: String, _ text: String?) -> CrateEntity { text.map { $0.isEmpty ? self : with(name, Datum.string($0)) } ?? self }

    /// Other entities, by their identifiers; none are left out, and one is not a list.
    func with(_ name: String, of ids: [String]) -> CrateEntity {
        let references = ids.uniqued().map(Self.reference)
        return references.isEmpty ? self : with(name, references.count == 1 ? references[0] : .list(references))
    }

    func with(_ name: String, _ value: Datum) -> CrateEntity {
        var entity = self
        entity.fields.append(.init(name, value))
        return entity
    }

    static func reference(_ id: String) -> Datum { .object([.init("@id", .string(id))]) }

    var datum: Datum {
        .object([.init("@id", .string(id)), .init("@type", types.count == 1 ? .string(types[0]) : .list(types.map { .string($0) }))] + fields)
    }
}
