// OpenBLAS asks for its work space at the first product of each thread, and where there is none it asks again, for ever. The
// threads that it starts by itself when it is loaded, one for each further core, ask already then; they are of no use here, and a
// program whose address space is limited does without them.
import Foundation

extension BLAS {
    /// Bytes of address space that a thread takes for its first product: OpenBLAS's work space, and the C library's own.
    /// Measured with OpenBLAS 0.3.21: 340 MB for the first thread, 210 MB for each further one.
    public static let addressSpaceOfAThread = 340_000_000

    /// Ends the threads that OpenBLAS started when it was loaded: each would turn round and round for a tenth of a second, on a core that is wanted.
    /// They start again when more than one thread is asked for. Where the address space is limited, starts the program again without them.
    /// To be called first in `main`.
    public static func avoidIdleThreads() {
        #if os(Linux)
            let variable = "OPENBLAS_NUM_THREADS"
            var limit = rlimit()
            if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int.max), getenv(variable) == nil,
                setenv(variable, "1", 1) == 0
            {
                execv("/proc/self/exe", CommandLine.unsafeArgv)
            }
            start()  // which would start them again
            // OpenBLAS calls this itself before a fork. It is in no header, and a BLAS of another kind has none.
            if let end = dlsym(nil, "blas_thread_shutdown_") { _ = unsafeBitCast(end, to: (@convention(c) () -> CInt).self)() }
        #endif
    }
}
