// Whether BLAS runs the best kernels for this processor: an OpenBLAS older than the processor falls back, silently, to
// kernels that are up to four times slower.
import LinearAlgebra
import PaperCommand

extension HealthCheck {
    /// Kernels and threads of BLAS.
    static let blas = HealthCheck { _ in
        let core = BLAS.coreName
        let threads = "\(BLAS.threads) thread\(BLAS.threads == 1 ? "" : "s") per target"
        if let better = BLAS.betterCoreName {
            return [
                HealthFinding(
                    "BLAS kernels", .warning, "\(core), \(threads). The \(better) kernels are up to four times faster on this processor.",
                    mend: "OPENBLAS_CORETYPE=\(better) paper build, or install OpenBLAS built with DYNAMIC_ARCH")
            ]
        }
        let automatic = BLAS.automaticCoreName
        let origin = automatic == core ? "OpenBLAS's own choice" : "chosen for this processor instead of OpenBLAS's \(automatic)"
        return [HealthFinding("BLAS kernels", .ok, "\(core), \(origin); \(threads)")]
    }
}
