// OpenBLAS as a resource of the process: which kernels it runs and on how many threads.
//
// Parallelism comes from above BLAS (targets side by side, panels inside a heavy one), so results never depend on how many
// threads a product was granted. BLAS itself is therefore single-threaded from its first use here.
import COpenBLAS

/// The process's BLAS library.
public enum BLAS {
    /// Chooses kernels and one thread, once; every wrapper of this module passes through it.
    /// Swift runs a static initialiser once, whichever threads ask for it, so no other BLAS call can be under way.
    /// The value is the name of the kernels that OpenBLAS had chosen.
    private static let started: String = {
        let automatic = currentCoreName
        if paper_blas_may_choose() != 0, let better = BLASKernels.replacement(for: automatic, features: .here) {
            paper_blas_choose_kernels(better)
        }
        openblas_set_num_threads(1)
        return automatic
    }()

    /// Makes BLAS ready: the best kernels for this processor, one thread. Idempotent and cheap.
    ///
    /// A program that starts threads should call it first in `main`, because choosing kernels touches the environment.
    @inline(__always)
    public static func start() { _ = started }

    /// Lets BLAS use several threads for one product. The last bits of results then depend on the count.
    /// - Parameter count: at least 1; the default of the process is 1.
    public static func setThreads(_ count: Int) {
        start()
        openblas_set_num_threads(CInt(max(1, count)))
    }

    /// The kernel set in use, such as "SkylakeX" or "Haswell": part of a run's provenance.
    public static var coreName: String {
        start()
        return currentCoreName
    }

    private static var currentCoreName: String { openblas_get_corename().map { String(cString: $0) } ?? "unknown" }

    /// The kernel set that OpenBLAS chose by itself.
    public static var automaticCoreName: String { started }

    /// The kernel set that would be faster on this processor than the one in use; nil where the one in use is the fastest.
    /// They differ where the user, or the build of OpenBLAS, allows no choice.
    public static var betterCoreName: String? { BLASKernels.replacement(for: coreName, features: .here) }

    /// Threads for one product.
    public static var threads: Int {
        start()
        return Int(openblas_get_num_threads())
    }

    /// OpenBLAS's version and build options: part of a run's provenance.
    public static var configuration: String {
        start()
        return openblas_get_config().map { String(cString: $0) } ?? "unknown"
    }
}
