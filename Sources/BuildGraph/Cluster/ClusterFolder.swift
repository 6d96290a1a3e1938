// The part of a store that is about clusters. All files are small and replaced as a whole; jobs and builds meet in it.
//
//   cluster/name                what the store's jobs are called, chosen at random
//   cluster/lock                held while batches are looked through and submitted
//   cluster/builds/…            a file that a build holds locked as long as it lives
//   cluster/batches/ID/batch    a `ClusterBatch`
//   cluster/batches/ID/array    SLURM's number of it
//   cluster/batches/ID/cancelled   a build has cancelled it
//   cluster/batches/ID/N.report    a `ClusterReport` of job N
//   cluster/batches/ID/N.log    what job N printed
//   cluster/programs/DIGEST/…   the program that jobs run
import Foundation

/// The files of a store that are about clusters.
package struct ClusterFolder: Sendable {
    package let path: String
    let files: any FileSystem

    package init(storeFolder: String, files: any FileSystem) { (path, self.files) = (storeFolder + "/cluster", files) }

    var lockPath: String { path + "/lock" }
    package var programs: String { path + "/programs" }
    func lockOfBuild(_ writer: String) -> String { "\(path)/builds/\(writer)" }
    private var batches: String { path + "/batches" }
    package func folder(ofBatch identifier: String) -> String { "\(batches)/\(identifier)" }
    func log(ofBatch identifier: String, _ index: Int) -> String { "\(folder(ofBatch: identifier))/\(index).log" }
    private func reportPath(_ identifier: String, _ index: Int) -> String { "\(folder(ofBatch: identifier))/\(index).report" }

    func prepare() throws {
        try files.makeFolder(batches)
        try files.makeFolder(path + "/builds")
    }

    /// What the names of this store's jobs begin with: a word, and digits that no other store has. Takes the lock.
    package func namePrefix(_ word: String) throws -> String {
        try prepare()
        func known() -> String? {
            guard (try? files.currentStatus(path + "/name")) ?? nil != nil, let bytes = try? files.read(path + "/name") else { return nil }
            let name = String(decoding: bytes, as: UTF8.self)
            return name.hasPrefix(word + "-") && name.utf8.count == word.utf8.count + 10 ? name : nil
        }
        if let name = known() { return name }
        let lock = try files.lock(lockPath)
        defer { lock.unlock() }
        if let name = known() { return name }
        let name = "\(word)-\(Self.random(digits: 8))-"
        try files.replace(path + "/name", with: Array(name.utf8), durable: true)
        return name
    }

    static func random(digits: Int) -> String {
        (0..<digits).reduce(into: "") { text, _ in text += String(Int.random(in: 0...15), radix: 16) }
    }

    // MARK: Batches

    func identifiers() -> [String] {
        files.refresh(batches)
        return ((try? files.list(batches)) ?? []).filter { $0.utf8.count == 16 && $0.allSatisfy(\.isHexDigit) }
    }

    /// Nil for one that is being written, or not readable.
    func batch(_ identifier: String) -> ClusterBatch? {
        guard let bytes = try? files.read(folder(ofBatch: identifier) + "/batch"), let batch = try? decodeValue(ClusterBatch.self, from: bytes),
            batch.identifier == identifier
        else { return nil }
        return batch
    }

    /// Durable before it is submitted: a job must find it, whatever happens to the build.
    func write(_ batch: ClusterBatch) throws {
        try files.makeFolder(folder(ofBatch: batch.identifier))
        try files.replace(folder(ofBatch: batch.identifier) + "/batch", with: try encodeValue(batch), durable: true)
    }

    func setArray(_ array: String, ofBatch identifier: String) { try? files.replace(folder(ofBatch: identifier) + "/array", with: Array(array.utf8), durable: false) }

    func markCancelled(_ identifier: String) { try? files.write([1], to: folder(ofBatch: identifier) + "/cancelled") }
    func isMarkedCancelled(_ identifier: String) -> Bool { ((try? files.currentStatus(folder(ofBatch: identifier) + "/cancelled")) ?? nil) != nil }

    func remove(_ identifier: String) { try? files.removeAll(folder(ofBatch: identifier)) }

    // MARK: Jobs

    func report(_ identifier: String, _ index: Int) -> ClusterReport? {
        let path = reportPath(identifier, index)
        guard ((try? files.currentStatus(path)) ?? nil) != nil, let bytes = try? files.read(path) else { return nil }
        return try? decodeValue(ClusterReport.self, from: bytes)
    }

    func write(_ report: ClusterReport, ofBatch identifier: String, _ index: Int) throws {
        try files.replace(reportPath(identifier, index), with: try encodeValue(report), durable: false)
    }

    /// The end of what a job printed.
    func logText(_ identifier: String, _ index: Int) -> String {
        let path = log(ofBatch: identifier, index)
        guard let size = ((try? files.currentStatus(path)) ?? nil)?.size, size > 0 else { return "" }
        let start = max(0, size - Self.logSize)
        return ((try? files.read(path, from: start, count: Self.logSize)).map { String(decoding: $0, as: UTF8.self) }) ?? ""
    }

    private static let logSize = 8192
}
