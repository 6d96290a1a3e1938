// The code that targets run, as part of their keys: one fingerprint a type, compiled into the program.

/// The fingerprint of the code of each target type.
public struct CodeFingerprints: Sendable {
    private let everything: Digest

    /// One digest for all code, whatever the type: any edit runs everything again.
    public init(everything: Digest) { self.everything = everything }

    /// The fingerprint of what a target of this type runs. Throws for a type whose code is not known.
    func fingerprint(ofType typeName: String) throws -> Digest { everything }
}
