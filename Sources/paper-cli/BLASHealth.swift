// Whether BLAS runs the kernels that this processor can run: an OpenBLAS older than the processor falls back to kernels
// that are up to four times slower, and nothing but the clock tells.
import LinearAlgebra
import PaperCommand

extension HealthCheck {
    /// Kernels and threads of BLAS.
    static let blas = HealthCheck { _ in
        let core = BLAS.coreName
        let threads = "\(BLAS.threads) thread\(BLAS.threads == 1 ? "" : "s") a target"
        if let better = BLAS.betterCoreName {
            return [
                HealthFinding(
                    "BLAS kernels", .warning, "\(core), \(threads). This processor runs those called \(better) up to four times faster.",
                    mend: "OPENBLAS_CORETYPE=\(better) paper build, or install OpenBLAS built with DYNAMIC_ARCH")
            ]
        }
        let origin = BLAS.automaticCoreName == core ? "OpenBLAS's own choice" : "chosen by what the processor has, instead of \(BLAS.automaticCoreName)"
        return [HealthFinding("BLAS kernels", .ok, "\(core), \(origin); \(threads)")]
    }
}
