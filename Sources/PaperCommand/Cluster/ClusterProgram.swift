// The program that jobs run: a copy in the store, named by its digest. It is there on every node that sees the store, and stays
// the program of its build when that is compiled again while jobs wait in the queue.
import BuildGraph
import Foundation

struct ClusterProgram {
    let folder: ClusterFolder
    let files: any FileSystem

    /// The path of the copy, which is made if it is not there.
    func copied() throws -> String {
        var source = FileSource(path: CommandLine.executablePath, files: files), digest = DigestBuilder(), bytes: [UInt8] = []
        while true {
            let portion = try source.read(upTo: 1 << 22)
            if portion.isEmpty { break }
            digest.add(portion)
            bytes += portion
        }
        let place = "\(folder.programs)/\(digest.finish().hexadecimal.prefix(16))", path = "\(place)/\(Program.name)"
        if try files.status(path)?.size == bytes.count { return path }
        try files.makeFolder(place)
        let temporary = "\(path).new-\(UInt32.random(in: .min ... .max))"
        try files.write(bytes, to: temporary)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: temporary)
        try files.synchronize(temporary)
        try files.rename(temporary, to: path)
        return path
    }
}
