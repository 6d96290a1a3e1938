// Exact Hessians and their ranks: against finite differences, against matrices of known rank, and against floating point.
import LinearAlgebra
import SkipConnections
import Testing

@Suite struct RankTests {
    @Test func theRankIsThatOfTheRationals() {
        #expect(ExactRank.rank([[1, 2, 3], [2, 4, 6], [0, 1, 1]]) == 2)
        #expect(ExactRank.rank([[0, 0], [0, 0]]) == 0 && ExactRank.rank([[0, 5], [7, 0]]) == 2)
        // Modulo the first prime this matrix has rank 1, and over the rationals 2.
        let prime = ExactRank.primes[0]
        #expect(prime == Int(Int32.max) && ExactRank.rank([[1, 1], [1, 1 + prime]], modulo: prime) == 1)
        #expect(ExactRank.rank([[1, 1], [1, 1 + prime]]) == 2)
        // A difference that double precision does not see.
        #expect(ExactRank.rank([[1 << 60, 1 << 60], [1 << 60, 1 << 60 + 1]]) == 2)
        #expect(Set(ExactRank.primes).count == 128)
    }

    @Test(arguments: [false, true]) func theHessianIsTheSecondDifferenceOfTheLoss(isResidual: Bool) {
        let point = SingularPoint(seed: 11, samples: 12, isResidual: isResidual, singularity: .overlap, isSingular: false)
        let hessian = point.network.hessian(point.samples, targets: point.targets)
        func loss(_ parameters: [Double]) -> Double {
            zip(point.samples, point.targets).reduce(0) { sum, pair in
                var x = pair.0.map(Double.init)
                for layer in 1...4 {
                    let outputs = layer == 4 ? IntegerNetwork.outputs : IntegerNetwork.width
                    let h = (0..<outputs).map { i in
                        x.indices.reduce(parameters[IntegerNetwork.bias(layer, i)]) { $0 + parameters[IntegerNetwork.weight(layer, i, $1)] * x[$1] }
                    }
                    x = layer == 4 ? h : h.indices.map { max(0, h[$0]) + (isResidual && layer > 1 ? x[$0] : 0) }
                }
                return sum + zip(x, pair.1).reduce(0) { $0 + 0.5 * ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) }
            }
        }
        // The loss is a polynomial of degree 2 in each weight of a piece, so differences err by round-off alone; 1e-3 is a step that
        // stays on the piece, since preactivations are integers away from 0.
        let step = 1e-4, base = point.network.parameters.map(Double.init)
        let scale = Double(hessian.flatMap { $0 }.map(abs).max() ?? 1)
        for (i, j) in [(0, 0), (3, 17), (12, 13), (20, 40), (5, 43), (30, 31), (22, 22)] {
            func shifted(_ a: Double, _ b: Double) -> Double {
                var p = base
                p[i] += a
                p[j] += b
                return loss(p)
            }
            let difference = (shifted(step, step) - shifted(step, -step) - shifted(-step, step) + shifted(-step, -step)) / (4 * step * step)
            // Round-off: 4 losses of up to 1e9, each right to 1e-7, over 4e-8.
            #expect(abs(difference - Double(hessian[i][j])) < 1e-5 * scale, "\(i), \(j)")
        }
    }

    @Test func floatingPointSeesTheSameNullities() throws {
        // Eigenvalues below 1e-12 of the largest count as zeros, where the exact rank says how many there are; the smallest others are
        // larger, which makes the comparison meaningful.
        for isResidual in [false, true] {
            let point = SingularPoint(seed: 0, samples: 160, isResidual: isResidual, singularity: .overlap, isSingular: false)
            let rows = point.network.hessian(point.samples, targets: point.samples.map(point.network.outputs))
            let values = try Matrix(rows: rows.count, columns: rows.count) { Double(rows[$0][$1]) }.symmetricEigenvalues()
            let largest = values.map(abs).max() ?? 0
            #expect(values.count { abs($0) > 1e-12 * largest } == ExactRank.rank(rows))
            // The rank of GᵀG is that of G.
            #expect(ExactRank.rank(point.network.gradients(point.samples)) == ExactRank.rank(rows))
        }
    }

    @Test func singularPointsAreWhatTheirNamesSay() {
        func signals(_ singularity: Singularity) -> [[Int]] {
            let point = SingularPoint(seed: 5, samples: 20, isResidual: true, singularity: singularity, isSingular: true)
            return point.samples.map { point.network.preactivations($0)[1].map { max(0, $0) } }
        }
        for x in signals(.overlap) { #expect(x[0] == x[1]) }
        for x in signals(.silent) { #expect(x[0] == 0) }
        for x in signals(.constant) { #expect(x[0] == 1) }
        for x in signals(.dependence) { #expect(x[2] == x[0] - x[1] + 10_000) }
        // Active on some samples and not on others.
        #expect(Set(signals(.outgoing).map { $0[0] > 0 }).count == 2)
    }

    @Test func aRegularPlainNetworkLosesOnlyItsScales() {
        // ReLU units can be scaled against their outgoing weights; with skips only the stream as a whole, unit by unit.
        let regular = (0...).lazy.map { UInt64($0) }.first { SingularPoint.isRegular(seed: $0, samples: 160) } ?? 0
        func nullity(_ isResidual: Bool) -> Int {
            SingularPoint(seed: regular, samples: 160, isResidual: isResidual, singularity: .overlap, isSingular: false).nullityAtMinimum
        }
        #expect(nullity(false) == IntegerNetwork.hidden * IntegerNetwork.width && nullity(true) == IntegerNetwork.width)
    }
}
