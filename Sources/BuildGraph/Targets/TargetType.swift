// What is the same for all targets of one Swift type, found out once: asking the runtime for a type's name costs more
// than describing a target does.
import Synchronization

/// A type of targets.
public final class TargetType: Sendable {
    /// The fully qualified Swift type.
    public let name: String
    public let kind: TargetKind
    public let shortName: String
    /// Whether the name is the same in every process. The names of local and private types are not.
    let isStable: Bool
    /// A digest begun with the name, to be continued with what tells a target from others of its type.
    let digest: DigestBuilder

    private init<T: Target>(_ type: T.Type) {
        // What `String(reflecting:)` gives, which first asks of every type whether it describes itself: a sixth of a build with nothing to do.
        name = _typeName(type, qualified: true)
        kind = type.kind
        shortName = Self.shortName(of: name)
        isStable = !name.contains("(unknown context") && !name.contains("(in ")
        var digest = DigestBuilder()
        digest.add(field: name)
        self.digest = digest
    }

    /// A full type name without module and generic arguments: `Spectrum` of `Study.Spectrum<…>`.
    public static func shortName(of typeName: String) -> String {
        typeName.split(separator: "<").first?.split(separator: ".").last.map(String.init) ?? typeName
    }

    /// Constants of the program, kept once they are known.
    private static let known = Mutex<[ObjectIdentifier: TargetType]>([:])

    static func of<T: Target>(_ type: T.Type) -> TargetType {
        known.withLock { known in
            if let found = known[ObjectIdentifier(type)] { return found }
            let made = TargetType(type)
            known[ObjectIdentifier(type)] = made
            return made
        }
    }
}
