// The lower limit for any engine of this kind: looking at each file, reading the journal, and hashing the description and
// the key of each target.
import BuildGraph
import Foundation

/// Seconds of the unavoidable parts of a build with nothing to do.
struct EngineFloor {
    let status: Double
    let reading: Double
    let hashing: Double
    var total: Double { status + reading + hashing }

    /// Bytes that are hashed per target of the benchmark's graph, twice: for its identity and for its key.
    private static let hashedBytes = 240

    /// Precondition: the graph was built in its folder.
    init(_ graph: LayeredGraph) throws {
        let files = RealFileSystem()
        status = try timed { for i in 0..<graph.width { _ = try files.status("\(graph.folder)/\(graph.file(i))") } }.seconds
        reading = try timed {
            var offset = 0
            while true {
                let count = try files.read("\(graph.folder)/cache/traces.journal", from: offset, count: 1 << 18).count
                if count == 0 { break }
                offset += count
            }
        }.seconds
        let bytes = [UInt8](repeating: 7, count: Self.hashedBytes)
        hashing = timed { for _ in 0..<2 * graph.count { _ = Digest(of: bytes) } }.seconds
    }
}
