// One program at a time replaces the outputs of a profile.
import BuildGraph

extension Workspace {
    /// In the folder of the outputs; empty.
    static let outputLockName = ".lock"

    /// Waits until no other program replaces or removes the outputs in a folder; nil where nothing can be written.
    func lockOutputs(in folder: String) throws -> (any FileLock)? {
        do {
            try effects.files.makeFolder(folder)
            return try effects.files.lock("\(folder)/\(Self.outputLockName)")
        } catch let error as FileError where error.isForbidden { return nil }
    }
}
