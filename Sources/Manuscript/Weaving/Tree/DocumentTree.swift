// A document as pandoc reads it. Trees of one version of pandoc are read by another: they differ in their stamp, and not in
// the elements that the chapters' dialect has.

/// The blocks of a document, and the version of the format they are in.
package struct DocumentTree: Sendable, Equatable {
    /// "pandoc-api-version"
    package var version: JSONNode
    package var blocks: [JSONNode]

    package init(version: JSONNode, blocks: [JSONNode]) {
        self.version = version
        self.blocks = blocks
    }

    /// Reads pandoc's JSON.
    package init(_ json: [UInt8]) throws(MalformedJSON) {
        let root = try JSONReader.read(json)
        guard let version = root["pandoc-api-version"], case .array(let blocks)? = root["blocks"] else {
            throw MalformedJSON(reason: "this is not a document of pandoc", offset: 0)
        }
        self.init(version: version, blocks: blocks)
    }

    package var json: String {
        JSONNode.object([
            .init(name: "pandoc-api-version", value: version), .init(name: "meta", value: .object([])),
            .init(name: "blocks", value: .array(blocks)),
        ]).text
    }

    /// Calls `body` for every element, parents before their children, in the order of the text.
    func forEach(_ body: (JSONNode) -> Void) {
        func visit(_ node: JSONNode) {
            switch node {
            case .array(let elements): elements.forEach(visit)
            case .object(let members):
                if node.type != nil { body(node) }
                members.forEach { visit($0.value) }
            default: break
            }
        }
        blocks.forEach(visit)
    }
}
