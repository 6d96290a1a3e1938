// Everything that can go wrong in a build, as values. Their wording is in `BuildError+Report.swift`.

/// A failure of the engine or of a target. Indirect: what holds room for one, and mostly has none, is small.
public indirect enum BuildError: Error, Sendable {
    case undeclaredInput(target: String, input: String)
    case undeclaredFile(target: String, file: String)
    case notCanonical(target: String, path: String, reason: String)
    case unstableTypeName(String)
    /// No fingerprint was made for a part of a target type's name.
    case unknownCode(type: String, part: String)
    case duplicateName(String, types: [String])
    case unknownTarget(String, suggestions: [String])
    case missingFile(path: String, target: String)
    /// The store could not be written: the build cannot go on.
    case store(FileError)
    /// A file was edited between the decision to run a target and its reading it.
    case fileChanged(path: String, target: String)
    case storeNotWritable(path: String, code: Int32)
    case storeOfAnotherFormat(path: String)
    /// A damaged record may have named what is to be taken out, or copied.
    case storeDamaged([JournalDamage])
    /// The store has values, and no record of any.
    case journalMissing(path: String)
    /// The store, or a part of it, was removed or replaced while it was written.
    case storeRemoved(path: String)
    /// Values that a build made or used were taken out of the store while it ran: how many.
    case storeChanged(path: String, lost: Int)
    /// Another process makes something in it; `by` names the processes that are known.
    case storeInUse(path: String, by: [String])
    case damagedObject(Digest, target: String)
    case malformedValue(target: String, reason: String)
    /// A target made a value that is larger than any that can be stored.
    case valueTooLarge(target: String, bytes: Int)
    case workerEnded(CommandResult.Ending, log: String)
    case unknownKey(String)
    case interrupted
}
