// OpenBLAS as a resource of the process: which kernels it runs and on how many threads.
//
// Parallelism comes from above BLAS (targets side by side, panels inside a heavy one), so that results never depend
// on how many threads a product was granted. BLAS itself is therefore single-threaded from its first use here on.
import COpenBLAS

/// The process's BLAS library.
public enum BLAS {
    /// Chooses kernels and one thread, once; every wrapper of this module passes through it.
    /// Swift runs a static initialiser once whatever the threads, so no other BLAS call can be under way.
    /// The result is the name of the kernels that OpenBLAS had chosen.
    private static let started: String = {
        let automatic = currentCoreName
        paper_blas_choose_kernels()
        openblas_set_num_threads(1)
        return automatic
    }()

    /// Makes BLAS ready: the best kernels for this processor, one thread. Idempotent and cheap.
    ///
    /// A program that starts threads should call it first in `main`, because choosing kernels touches the environment.
    @inline(__always)
    public static func start() { _ = started }

    /// Lets BLAS use several threads for one product. Results then depend on the count in their last bits.
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

    /// The best kernel set that this processor can run, as far as it is known here; nil for an old or another processor.
    public static var bestCoreName: String? { paper_blas_best_core().map { String(cString: $0) } }

    /// Whether the kernels in use are those for any processor with SSE3.
    public static var isGeneric: Bool { ["Prescott", "Core2", "Katmai", "Coppermine", "Northwood"].contains(coreName) }

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
