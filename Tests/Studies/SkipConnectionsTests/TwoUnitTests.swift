// Two units that learn two others: derivatives by differences, the closed forms by quadrature, and the reduced flow.
import Foundation
import SkipConnections
import Testing

@Suite struct TwoUnitTests {
    private let teacher = TwoUnits(outgoing: [2, -1], incoming: [2, 0.7])
    private let student = [1.3, 0.4, 0.8, -0.6]

    @Test func theLossIsTheAverageOverGaussianInputs() {
        func unit(_ a: Double, _ x: Double) -> Double { erf(a * x / 2.squareRoot()) }
        // Trapezoids on an analytic integrand: exact to round-off, but for the tail beyond 9 standard deviations, 1e-19.
        let step = 0.01
        let average = stride(from: -9.0, through: 9, by: step).reduce(0) { sum, x in
            let error = student[2] * unit(student[0], x) + student[3] * unit(student[1], x) - 2 * unit(2, x) + unit(0.7, x)
            return sum + step * 0.5 * error * error * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
        }
        #expect(abs(average - teacher.loss(student)) < 1e-13)
    }

    @Test func gradientAndHessianAreTheDerivatives() {
        let step = 1e-4, (gradient, hessian) = (teacher.gradient(student), teacher.hessian(student))
        for i in 0..<4 {
            func shifted(_ by: Double) -> [Double] {
                var p = student
                p[i] += by
                return p
            }
            // Central differences: h² times a third derivative of order 1, and round-off over h.
            #expect(abs((teacher.loss(shifted(step)) - teacher.loss(shifted(-step))) / (2 * step) - gradient[i]) < 1e-8)
            let (up, down) = (teacher.gradient(shifted(step)), teacher.gradient(shifted(-step)))
            for j in 0..<4 { #expect(abs((up[j] - down[j]) / (2 * step) - hessian[i][j]) < 1e-8) }
        }
    }

    @Test func coordinatesAreInvertible() {
        let point = TwoUnits.Point(parameters: student)
        for (a, b) in zip(point.parameters, student) { #expect(abs(a - b) < 1e-14) }
    }

    @Test func theBestSingleUnitIsAMinimum() {
        let unit = teacher.bestSingleUnit()
        #expect(abs(unit.loss - teacher.loss(unit.point(z: 0.3).parameters)) < 1e-15)
        for (dw, dJ) in [(0.01, 0.0), (-0.01, 0), (0, 0.05), (0, -0.05), (0.01, 0.05)] {
            #expect(teacher.loss([unit.J + dJ, unit.J + dJ, unit.w + dw, 0]) > unit.loss)
        }
    }

    @Test(arguments: [0.3, -0.6, 1.4]) func nearTheManifoldTheValleyIsTheFormula(z: Double) throws {
        let unit = teacher.bestSingleUnit(), q = unit.curvature
        for h in [0.02, 0.01] {
            let flow = try #require(teacher.valley(h: h, z: z, from: (unit.w, unit.J))).flow
            let expected = (
                h: -q * (1 - z * z) / (2 * (1 + z * z)) * h, z: q * z / (unit.w * unit.w * (1 + z * z)) * h * h
            )
            // The next order is smaller by h, times the ratio of third to second derivatives, below 3.
            #expect(abs(flow.h / expected.h - 1) < 3 * h && abs(flow.z / expected.z - 1) < 6 * h)
        }
    }

    @Test func theLossNearTheManifoldIsQuadraticInH() throws {
        let unit = teacher.bestSingleUnit()
        for z in [0.2, 0.9, 1.7] {
            let h = 1e-3, rise = teacher.loss(unit.point(h: h, z: z).parameters) - unit.loss
            // Relative error of order h, and round-off 1e-16 over a rise of 1e-10.
            #expect(abs(rise - (1 - z * z) * unit.curvature * h * h / 8) < 1e-2 * abs(rise) + 1e-15)
        }
    }

    @Test func learningDescends() {
        var (p, last) = (student, teacher.loss(student))
        for _ in 0..<20 {
            p = teacher.flow(from: p, time: 10, steps: 10)
            #expect(teacher.loss(p) < last)
            last = teacher.loss(p)
        }
    }
}
