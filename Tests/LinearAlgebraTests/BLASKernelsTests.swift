import LinearAlgebra
import Testing

@Suite struct BLASKernelsTests {
    /// Registers of cpuid as real processors return them.
    enum Processor: CaseIterable {
        case sapphireRapids, zen4, zen3, haswell, sandyBridge, knightsLanding, sapphireRapidsWithoutSavedVectors, zen4WithHalfOfItsVectorsSaved

        /// FMA, XSAVE and AVX in leaf 1; AVX2 and subsets of AVX-512 in leaf 7; SSE, AVX and AVX-512 states.
        var features: ProcessorFeatures {
            let (fma, avx2): (UInt32, UInt32) = (1 << 12 | 1 << 27 | 1 << 28, 1 << 5)
            let (f, dq, er, cd, bw, vl): (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (1 << 16, 1 << 17, 1 << 27, 1 << 28, 1 << 30, 1 << 31)
            return switch self {
            case .sapphireRapids, .zen4: ProcessorFeatures(basic: fma, extended: avx2 | f | dq | cd | bw | vl, saved: 0xE7)
            case .zen3, .haswell: ProcessorFeatures(basic: fma, extended: avx2, saved: 0x7)
            case .sandyBridge: ProcessorFeatures(basic: 1 << 27 | 1 << 28, extended: 0, saved: 0x7)
            case .knightsLanding: ProcessorFeatures(basic: fma, extended: avx2 | f | er | cd, saved: 0xE7)
            case .sapphireRapidsWithoutSavedVectors: ProcessorFeatures(basic: fma, extended: avx2 | f | dq | cd | bw | vl, saved: 0)
            case .zen4WithHalfOfItsVectorsSaved: ProcessorFeatures(basic: fma, extended: avx2 | f | dq | cd | bw | vl, saved: 0x7)
            }
        }

        var best: String? {
            switch self {
            case .sapphireRapids, .zen4: "SkylakeX"
            case .zen3, .haswell, .knightsLanding, .zen4WithHalfOfItsVectorsSaved: "Haswell"
            case .sandyBridge, .sapphireRapidsWithoutSavedVectors: nil
            }
        }
    }

    @Test(arguments: Processor.allCases)
    func kernelsFollowWhatTheProcessorHas(processor: Processor) {
        #expect(BLASKernels.best(for: processor.features) == processor.best)
        #expect(BLASKernels.replacement(for: "Prescott", features: processor.features) == processor.best)
    }

    @Test func aProcessorWithAVX512IsNotLeftToKernelsForAVX2WhateverItIsCalled() {
        for name in ["Haswell", "Zen", "Sandybridge", "Excavator"] {
            #expect(BLASKernels.replacement(for: name, features: Processor.zen4.features) == "SkylakeX")
        }
        for name in ["Haswell", "Zen"] { #expect(BLASKernels.replacement(for: name, features: Processor.zen3.features) == nil) }
    }

    @Test func equallyGoodAndUnknownKernelsStay() {
        for name in ["SkylakeX", "Cooperlake", "SapphireRapids", "Granite"] {
            #expect(BLASKernels.replacement(for: name, features: Processor.sapphireRapids.features) == nil)
        }
    }

    @Test func theKernelsInUseAreTheBestUnlessTheUserChoseOthers() {
        // Also true with OPENBLAS_CORETYPE set: either it names the kernels, or OpenBLAS was built for one processor only.
        #expect(BLAS.betterCoreName == nil || BLAS.coreName == BLAS.automaticCoreName)
    }
}
