// One example of each error of the engine, for tables that must leave none out.
import BuildGraph

/// The cases of `BuildError`. The compiler asks for a new one here, and `example` for its example.
public enum BuildErrorCase: String, CaseIterable, Sendable {
    case undeclaredInput, undeclaredFile, notCanonical, unstableTypeName, unknownCode, duplicateName, unknownTarget, missingFile, store
    case fileChanged, storeNotWritable, storeOfAnotherFormat, storeDamaged, journalMissing, storeRemoved, storeChanged, storeInUse, damagedObject
    case malformedValue, valueTooLarge, workerEnded
    case unknownKey, interrupted

    public init(_ error: BuildError) {
        self =
            switch error {
            case .undeclaredInput: .undeclaredInput
            case .undeclaredFile: .undeclaredFile
            case .notCanonical: .notCanonical
            case .unstableTypeName: .unstableTypeName
            case .unknownCode: .unknownCode
            case .duplicateName: .duplicateName
            case .unknownTarget: .unknownTarget
            case .missingFile: .missingFile
            case .store: .store
            case .fileChanged: .fileChanged
            case .storeNotWritable: .storeNotWritable
            case .storeOfAnotherFormat: .storeOfAnotherFormat
            case .storeDamaged: .storeDamaged
            case .journalMissing: .journalMissing
            case .storeRemoved: .storeRemoved
            case .storeChanged: .storeChanged
            case .storeInUse: .storeInUse
            case .damagedObject: .damagedObject
            case .malformedValue: .malformedValue
            case .valueTooLarge: .valueTooLarge
            case .workerEnded: .workerEnded
            case .unknownKey: .unknownKey
            case .interrupted: .interrupted
            }
    }

    /// An error of this case. 28 is ENOSPC, 13 EACCES.
    public var example: BuildError {
        switch self {
        case .undeclaredInput: .undeclaredInput(target: "sum", input: "a")
        case .undeclaredFile: .undeclaredFile(target: "sum", file: "a.txt")
        case .notCanonical: .notCanonical(target: "sum", path: "scale.width", reason: "NaN is equal to nothing, itself included")
        case .unstableTypeName: .unstableTypeName("Sum")
        case .unknownCode: .unknownCode(type: "Study.Sum<Study.A>", part: "Study.A")
        case .duplicateName: .duplicateName("sum", types: ["Study.Sum", "Study.Total"])
        case .unknownTarget: .unknownTarget("sun", suggestions: ["sum", "run"])
        case .missingFile: .missingFile(path: "a.txt", target: "sum")
        case .store: .store(FileError(operation: "write", path: "/store/objects", code: 28))
        case .fileChanged: .fileChanged(path: "a.txt", target: "sum")
        case .storeNotWritable: .storeNotWritable(path: "/store", code: 13)
        case .storeOfAnotherFormat: .storeOfAnotherFormat(path: "/store/traces.journal")
        case .storeDamaged:
            .storeDamaged([JournalDamage(path: "/store/traces.journal", stretches: 2, bytes: 812, isTornEnd: false)])
        case .journalMissing: .journalMissing(path: "/store/traces.journal")
        case .storeRemoved: .storeRemoved(path: "/store")
        case .storeChanged: .storeChanged(path: "/store", lost: 3)
        case .storeInUse: .storeInUse(path: "/store", by: ["a", "b", "c", "d"])
        case .damagedObject: .damagedObject(Digest(of: [1]), target: "sum")
        case .malformedValue: .malformedValue(target: "sum", reason: "a Double was expected")
        case .valueTooLarge: .valueTooLarge(target: "sum", bytes: 3_000_000_000)
        case .workerEnded: .workerEnded(.signalled(9), log: "it said this")
        case .unknownKey: .unknownKey("abc")
        case .interrupted: .interrupted
        }
    }
}
