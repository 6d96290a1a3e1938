// The rank of an integer matrix, without rounding.
//
// Modulo a prime the rank can only be smaller than it is over the rationals. If it is at most r modulo each of several primes,
// every minor of r + 1 rows is divisible by all of them. A minor is at most the product of the lengths of its rows (Hadamard), so
// once the product of the primes exceeds that, such minors are 0 and the rank is r: the largest rank found. A rank that is full is known at once.
import Foundation

package enum ExactRank {
    /// The rank over the rationals of a matrix given by its rows, all of one length.
    package static func rank(_ rows: [[Int]]) -> Int {
        // log2 of the product of the greatest lengths of rows, as many as a minor can have; those of rows of zeros are left out.
        let size = min(rows.count, rows.first?.count ?? 0)
        let lengths = rows.map { row in max(0, 0.5 * log2(row.reduce(0.0) { $0 + Double($1) * Double($1) })) }
        let bound = lengths.sorted(by: >).prefix(size).reduce(0, +)
        // One bit more than the bound, whose own rounding is far below that.
        var (largest, bits) = (0, 0.0)
        for prime in primes {
            largest = max(largest, rank(rows, modulo: prime))
            bits += log2(Double(prime))
            if bits > bound + 1 || largest == size { return largest }
        }
        preconditionFailure("the matrix needs more primes than there are: its minors may have \(Int(bound)) bits")
    }

    /// The rank modulo a prime below 2³¹, by elimination.
    package static func rank(_ rows: [[Int]], modulo prime: Int) -> Int {
        let (height, width) = (rows.count, rows.first?.count ?? 0)
        var a = rows.flatMap { $0.map { ($0 % prime + prime) % prime } }
        var rank = 0
        for column in 0..<width where rank < height {
            guard let pivot = (rank..<height).first(where: { a[$0 * width + column] != 0 }) else { continue }
            for j in 0..<width { a.swapAt(rank * width + j, pivot * width + j) }
            let inverse = power(a[rank * width + column], prime - 2, modulo: prime)
            for i in rank + 1..<max(rank + 1, height) where a[i * width + column] != 0 {
                let factor = prime - a[i * width + column] * inverse % prime
                for j in column..<width { a[i * width + j] = (a[i * width + j] + factor * a[rank * width + j]) % prime }
            }
            rank += 1
        }
        return rank
    }

    private static func power(_ base: Int, _ exponent: Int, modulo prime: Int) -> Int {
        var (result, square, rest) = (1, base % prime, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = result * square % prime }
            square = square * square % prime
            rest >>= 1
        }
        return result
    }

    /// The 128 largest primes below 2³¹: minors of up to 3900 bits.
    package static let primes: [Int] = {
        var found: [Int] = []
        var candidate = (1 << 31) - 1
        while found.count < 128 {
            var (isPrime, divisor) = (true, 3)
            while divisor * divisor <= candidate {
                if candidate % divisor == 0 { isPrime = false; break }
                divisor += 2
            }
            if isPrime { found.append(candidate) }
            candidate -= 2
        }
        return found
    }()
}
