// Immutable values, named by their digest. An object is complete under its name or is not there at all; it is
// checked against its name whenever it is read.

import Foundation

/// Objects as files: `objects/ab/cdef…`.
struct ObjectStore: Sendable {
    let folder: String
    let files: any FileSystem

    func path(_ digest: Digest) -> String {
        let name = digest.hexadecimal
        return "\(folder)/\(name.prefix(2))/\(name.dropFirst(2))"
    }

    /// Nil when it is not there, or when something else than a file is.
    func status(_ digest: Digest) -> FileStatus? { ((try? files.status(path(digest))) ?? nil).flatMap { $0.isFolder ? nil : $0 } }

    /// The same for an object that a trace names: another host may have made it since this one last looked.
    func currentStatus(_ digest: Digest) -> FileStatus? {
        if let status = status(digest) { return status }
        refreshFolders(of: digest)
        return status(digest)
    }

    /// From the outside in: the object's folder may be new as well.
    private func refreshFolders(of digest: Digest) {
        files.refresh(folder)
        files.refresh(path(digest).parentFolder)
    }

    /// The object's bytes, and whether they are its own; nil when it is not there.
    func load(_ digest: Digest) throws -> (bytes: [UInt8], isWhole: Bool)? {
        let path = path(digest)
        do {
            if try files.status(path) == nil {
                refreshFolders(of: digest)
                guard try files.status(path) != nil else { return nil }
            }
            let bytes = try files.read(path)
            return (bytes, Digest(of: bytes) == digest)
        } catch let error as FileError where error.obstacle != nil {
            // A folder, a pipe or the like in its place is no value either.
            return ([], false)
        }
    }

    /// Moves a damaged object out of the way; the result is where it is now, nil when it could not be moved.
    func setAside(_ digest: Digest) -> String? {
        let aside = "\(folder)/damaged-\(digest.short)"
        return (try? files.rename(path(digest), to: aside)) == nil ? nil : aside
    }

    /// Writes bytes under a temporary name that no other writer uses: `writer`.
    func stage(_ bytes: [UInt8], _ digest: Digest, by writer: String) throws -> StagedObject {
        let temporary = "\(folder)/new/\(writer)"
        try files.makeFolder("\(folder)/new")
        do { try files.write(bytes, to: temporary) } catch {
            try? files.remove(temporary)
            throw error
        }
        return StagedObject(digest: digest, temporary: temporary)
    }

    /// Makes staged objects durable under their names: all contents first, then all names, then the folders.
    ///
    /// An object that has its name already, from a commit that failed halfway or from a process that was killed, is whole;
    /// but its name may not be durable yet. The same holds for a folder that is there already. Throws when an
    /// object is in neither place: it was removed.
    func commit(_ staged: [StagedObject]) throws {
        guard !staged.isEmpty else { return }
        var folders: Set = [folder]
        let open = try staged.filter { try $0.temporary.map { try files.status($0) != nil } ?? false }
        for object in open { if let temporary = object.temporary { try files.synchronize(temporary) } }
        let isOpen = Set(open.map(\.digest))
        for object in staged where !isOpen.contains(object.digest) {
            guard try files.status(path(object.digest)) != nil else {
                throw FileError(operation: "rename", path: path(object.digest), code: ENOENT)
            }
        }
        for object in staged {
            let path = path(object.digest)
            if folders.insert(path.parentFolder).inserted { try files.makeFolder(path.parentFolder) }
        }
        for object in open { if let temporary = object.temporary { try name(temporary, object.digest) } }
        for folder in folders.sorted() { try files.synchronize(folder) }
    }

    /// Gives a staged object its name; a folder that has the name makes way.
    ///
    /// A server that loses its answer is asked again, and then says that the old name is not there: what has the new one was named.
    private func name(_ temporary: String, _ digest: Digest) throws {
        do { try files.rename(temporary, to: path(digest)) } catch let error as FileError where error.code == EISDIR {
            _ = setAside(digest)
            try files.rename(temporary, to: path(digest))
        } catch let error as FileError where error.code == ENOENT && currentStatus(digest) != nil {}
    }

    struct StagedObject: Sendable {
        let digest: Digest
        /// Nil when the object has its name already.
        let temporary: String?
    }
}
