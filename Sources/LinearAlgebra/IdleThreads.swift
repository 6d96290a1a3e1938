// OpenBLAS asks for its work space at the first product of each thread, and where there is none it asks again, for ever. The
// threads that it starts by itself when it is loaded, one for each further core, ask already then; they are of no use here, and a
// program whose address space is limited does without them.
import Foundation

extension BLAS {
    /// Bytes of address space that a thread takes for its first product: OpenBLAS's work space, and the C library's own.
    /// Measured with OpenBLAS 0.3.21: 340 MB for the first thread, 210 MB for each further one.
    public static let addressSpaceOfAThread = 340_000_000

    /// Where the address space is limited, starts the program again without the threads that OpenBLAS starts when it is loaded.
    /// To be called first in `main`; returns where there is nothing to do.
    public static func avoidIdleThreads() {
        #if os(Linux)
            let variable = "OPENBLAS_NUM_THREADS"
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int.max), getenv(variable) == nil,
                setenv(variable, "1", 1) == 0
            else { return }
            execv("/proc/self/exe", CommandLine.unsafeArgv)
        #endif
    }
}
