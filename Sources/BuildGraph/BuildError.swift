// Everything that can go wrong in a build, as values. Their wording is in `BuildError+Report.swift`.

/// A failure of the engine or of a target.
public enum BuildError: Error, Sendable {
    case undeclaredInput(target: String, input: String)
    case undeclaredFile(target: String, file: String)
    case notCanonical(target: String, path: String, reason: String)
    case unstableTypeName(String)
    case duplicateName(String, types: [String])
    case unknownTarget(String, suggestions: [String])
    case missingFile(path: String, target: String)
    /// The store could not be written: the build cannot go on.
    case store(FileError)
    /// A file was edited between the decision to run a target and its reading it.
    case fileChanged(path: String, target: String)
    case storeNotWritable(path: String, code: Int32)
    case storeOfAnotherFormat(path: String)
    /// Somebody removed the store, or a part of it, while it was written.
    case storeRemoved(path: String)
    case damagedObject(Digest, target: String)
    case malformedValue(target: String, reason: String)
    case workerEnded(String, log: String)
    case unknownKey(String)
    case interrupted
}
