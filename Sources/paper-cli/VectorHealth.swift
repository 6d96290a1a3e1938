// Whether the program uses the vectors of this processor: without them the loops of training between its products are
// several times slower.
import LinearAlgebra
import PaperCommand

extension HealthCheck {
    /// The width of the vectors that the program was compiled for.
    static let vectors = HealthCheck { _ in
        let (compiled, available) = (VectorUnit.compiledBits, VectorUnit.availableBits)
        if compiled < available {
            return [
                HealthFinding(
                    "vectors", .warning,
                    "compiled for \(compiled) bits, but this processor has \(available): training is slower than it could be.",
                    mend: "compile with `make paper`, or with `swift build -c release -Xswiftc -target-cpu -Xswiftc native`")
            ]
        }
        return [HealthFinding("vectors", .ok, "compiled for \(compiled) bits, the width of this processor")]
    }
}
