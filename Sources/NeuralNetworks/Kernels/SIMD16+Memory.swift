// Vectors of sixteen floats, read and written at addresses of any alignment. The operators of SIMD16 become one instruction
// each. Its methods are loops over the elements: of `addProduct` and `replacing` the optimiser makes one instruction again
// where they stand alone, as here, of `squareRoot` it does not.

extension SIMD16<Float> {
    /// Sixteen floats from an address on.
    @inlinable @inline(__always)
    package init(_ start: UnsafePointer<Float>) { self = UnsafeRawPointer(start).loadUnaligned(as: SIMD16<Float>.self) }

    @inlinable @inline(__always)
    package func store(_ start: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(start).storeBytes(of: self, as: SIMD16<Float>.self)
    }
}
