// The width of the vectors that compiled Swift loops use, which is decided when the program is compiled.
import COpenBLAS

/// The processor's vectors.
public enum VectorUnit {
    /// Bits that this program was compiled for.
    public static var compiledBits: Int { Int(paper_compiled_vector_bits()) }
    /// Bits that this processor has, at least.
    public static var availableBits: Int {
        let features = ProcessorFeatures.here
        return max(compiledBits, features.contains(.avx512) ? 512 : features.contains(.avx2) ? 256 : 128)
    }
}
