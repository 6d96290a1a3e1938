// Vectors of sixteen floats, read and written at addresses of any alignment. Each operator of SIMD16 becomes one instruction.
// Its methods are loops over the elements: the optimiser turns `addProduct` and `replacing` back into one instruction when
// they stand alone, as here, but not `squareRoot`.

extension SIMD16<Float> {
    /// Sixteen floats from an address.
    @inlinable @inline(__always)
    package init(_ start: UnsafePointer<Float>) { self = UnsafeRawPointer(start).loadUnaligned(as: SIMD16<Float>.self) }

    @inlinable @inline(__always)
    package func store(_ start: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(start).storeBytes(of: self, as: SIMD16<Float>.self)
    }
}
