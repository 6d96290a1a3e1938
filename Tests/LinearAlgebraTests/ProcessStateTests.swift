import LinearAlgebra
import Testing

/// A product the optimiser cannot do in advance.
@inline(never) private func product(_ x: Double, _ y: Double) -> Double { x * y }

@Suite struct ProcessStateTests {
    #if arch(x86_64) || arch(arm64)
    @Test func denormalsAreZeroInsideAndBackOutside() {
        let tiny = Double.leastNormalMagnitude
        #expect(product(tiny, 0.5) > 0)
        #expect(withFlushToZero { product(tiny, 0.5) } == 0)
        #expect(product(tiny, 0.5) > 0)
    }

    @Test func theModeIsRestoredAfterAnError() {
        struct Failure: Error {}
        #expect(throws: Failure.self) { try withFlushToZero { () throws(Failure) in throw Failure() } }
        #expect(product(.leastNormalMagnitude, 0.5) > 0)
    }

    @Test func nestedUsesEndWithTheOutermost() {
        withFlushToZero {
            withFlushToZero {}
            #expect(product(.leastNormalMagnitude, 0.5) == 0)
        }
    }
    #endif

    @Test func blasNamesItsKernelsAndVersion() {
        #expect(!BLAS.coreName.isEmpty)
        #expect(BLAS.configuration.contains("OpenBLAS"))
    }
}
