// The processor's features that decide which kernels are fastest. They are read from the processor itself, because only
// libraries newer than the processor know its name or model number.
import COpenBLAS

/// Instructions that the processor has and the operating system allows.
public struct ProcessorFeatures: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Fused products and vectors of 256 bits (FMA3 and AVX2).
    public static let avx2 = ProcessorFeatures(rawValue: 1 << 0)
    /// Vectors of 512 bits: the subsets F, DQ, CD, BW and VL of AVX-512.
    public static let avx512 = ProcessorFeatures(rawValue: 1 << 1)

    /// The features of this processor; empty on processors other than x86-64.
    public static let here = ProcessorFeatures(rawValue: paper_processor_features())

    /// Decides from what the processor (`cpuid`) and the operating system (`xgetbv`) say.
    ///
    /// - Parameters:
    ///   - basic: register ecx of leaf 1.
    ///   - extended: register ebx of leaf 7.
    ///   - saved: the states that the operating system saves, zero when it cannot be asked.
    public init(basic: UInt32, extended: UInt32, saved: UInt32) {
        self = ProcessorFeatures(rawValue: paper_features(basic, extended, saved))
    }
}
