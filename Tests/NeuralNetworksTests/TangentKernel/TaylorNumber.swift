// Numbers with three infinitesimals whose squares vanish: a plain program that runs on them yields its mixed derivatives along
// three directions, exactly. The reference of the tangent kernel's descendants.
import NetworkModels

/// c_S, the coefficient of the product of the infinitesimals in S = 0b000 … 0b111.
struct TaylorNumber {
    var c = [Double](repeating: 0, count: 8)

    init(_ value: Double) { c[0] = value }

    static func + (a: Self, b: Self) -> Self {
        var sum = a
        for set in 0..<8 { sum.c[set] += b.c[set] }
        return sum
    }

    static func * (a: Self, b: Self) -> Self {
        var product = Self(0)
        for left in 0..<8 {
            for right in 0..<8 where left & right == 0 { product.c[left | right] += a.c[left] * b.c[right] }
        }
        return product
    }

    /// phi of the number: its Taylor series ends with the third power of the infinitesimal part.
    func mapped(by phi: Nonlinearity) -> Self {
        let s = phi.jet(c[0])
        var rest = self
        rest.c[0] = 0
        return Self(s.value) + Self(s.first) * rest + Self(s.second / 2) * rest * rest + Self(s.third / 6) * rest * rest * rest
    }
}
