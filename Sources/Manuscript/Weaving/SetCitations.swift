// Citations as the text shows them, set once for all chapters: telling apart what is cited needs the whole list, and takes pandoc as long
// as the rest of a chapter.
import BuildGraph

/// The citations of all chapters in one of the two forms.
package struct SetCitations: Target {
    let dialect: Dialect
    let numbers: Input<TextNumbers>
    let bibliography: SourceFile

    package static var kind: TargetKind { .document }
    package var words: [String] { ["of all chapters", dialect.words] }

    /// What stands in the place of each, as pandoc's JSON, by the JSON of the citation.
    package func make(_ inputs: Inputs) throws -> [String: String] {
        try Self.texts(try inputs[numbers], dialect: dialect, bibliography: try inputs[bibliography, atMost: FileLimit.text], by: Pandoc(inputs))
    }

    package static func texts(_ numbers: TextNumbers, dialect: Dialect, bibliography: [UInt8], by pandoc: Pandoc) throws -> [String: String] {
        if numbers.citationElements.isEmpty { return [:] }
        func node(_ json: String) throws -> JSONNode { try JSONReader.read(Array(json.utf8)) }
        // All keys at once come first: an author and a year stand for one entry among all of them.
        let paragraphs = [JSONNode.paragraph([DocumentPart.cite(numbers.citations)])] + (try numbers.citationElements.map { .paragraph([try node($0)]) })
        let (set, warnings) = try pandoc.settingCitations(
            of: DocumentTree(version: try node(numbers.formatVersion), blocks: paragraphs), dialect: dialect, bibliography: bibliography)
        try warnings.refuse()
        guard set.blocks.count >= paragraphs.count else { throw PandocError.failed(message: "Citations were lost: \(set.json.suffix(200))") }
        let texts = zip(numbers.citationElements, set.blocks.dropFirst()).map { ($0, $1.content.text) }
        return Dictionary(texts, uniquingKeysWith: { first, _ in first })
    }

    /// The blocks with their citations set; nil where one of them is not known, such as one with a value in it.
    static func putting(_ texts: [String: String], into blocks: [JSONNode]) throws -> [JSONNode]? {
        var isWhole = true
        func set(_ node: JSONNode) throws -> JSONNode {
            guard case .array(let elements) = node else {
                guard case .object(let members) = node else { return node }
                return .object(try members.map { .init(name: $0.name, value: try set($0.value)) })
            }
            return .array(try elements.flatMap { element -> [JSONNode] in
                guard element.type == "Cite" else { return [try set(element)] }
                guard let text = texts[element.text] else {
                    isWhole = false
                    return []
                }
                return try JSONReader.read(Array(text.utf8)).array
            })
        }
        let result = try set(.array(blocks)).array
        return isWhole ? result : nil
    }
}
