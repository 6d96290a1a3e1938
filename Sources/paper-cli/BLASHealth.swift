// Whether BLAS runs the kernels that this processor can run: an OpenBLAS older than the processor falls back to kernels
// that are three to four times slower, and nothing but the clock tells.
import LinearAlgebra
import PaperCommand

extension HealthCheck {
    /// Kernels and threads of BLAS.
    static let blas = HealthCheck { _ in
        let core = BLAS.coreName
        let threads = "\(BLAS.threads) thread\(BLAS.threads == 1 ? "" : "s") a target"
        if let best = BLAS.bestCoreName, BLAS.isGeneric {
            return [
                HealthFinding(
                    "BLAS kernels", .warning, "\(core), \(threads). This processor could run those called \(best), three to four times faster.",
                    mend: "OPENBLAS_CORETYPE=\(best) paper build, or install a newer OpenBLAS")
            ]
        }
        let origin = BLAS.automaticCoreName == core ? "OpenBLAS's own choice" : "chosen here instead of \(BLAS.automaticCoreName)"
        return [HealthFinding("BLAS kernels", .ok, "\(core), \(origin); \(threads)")]
    }
}
