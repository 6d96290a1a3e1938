// Vectors of sixteen floats, read and written at addresses of any alignment. What is made of them here is written with
// the operators of SIMD16, which become one instruction each; its methods (`squareRoot`) become a loop over the elements.

extension SIMD16<Float> {
    /// Sixteen floats from an address on.
    @inlinable @inline(__always)
    package init(_ start: UnsafePointer<Float>) { self = UnsafeRawPointer(start).loadUnaligned(as: SIMD16<Float>.self) }

    @inlinable @inline(__always)
    package func store(_ start: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(start).storeBytes(of: self, as: SIMD16<Float>.self)
    }
}
