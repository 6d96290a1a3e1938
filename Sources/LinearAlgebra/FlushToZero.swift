// Denormal numbers are slow (about a hundred cycles per operation) and negligible here: they are 10^-300 of the
// quantities of interest. Long products of random matrices produce many of them.
import COpenBLAS

/// Runs `body` with denormal results and operands taken as zero on the calling thread, and restores the thread's mode.
///
/// Reaches single-threaded BLAS, which runs on the caller's thread. Does nothing on processors other than x86-64 and arm64.
public func withFlushToZero<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    let state = paper_flush_to_zero()
    defer { paper_restore_floating_point(state) }
    return try body()
}
