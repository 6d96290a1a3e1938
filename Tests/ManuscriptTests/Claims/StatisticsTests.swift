// The distributions behind the verdicts, against closed forms and published tables.
import Manuscript
import Foundation
import Testing

@Suite struct StatisticsTests {
    /// Γ(n) = (n − 1)! and Γ(1/2) = √π.
    @Test func logGammaIsRightForWholeAndHalfNumbers() {
        #expect(abs(logGamma(1)) < 1e-14)
        #expect(abs(logGamma(5) - log(24)) < 1e-14)
        #expect(abs(logGamma(0.5) - log(Double.pi.squareRoot())) < 1e-14)
        #expect(abs(logGamma(101) - 363.739375555563490) < 1e-11)
    }

    /// I_x(1, b) = 1 − (1 − x)^b, and I_x(2, 2) = x²(3 − 2x).
    @Test(arguments: [0.001, 0.1, 0.37, 0.5, 0.81, 0.999])
    func incompleteBetaHasItsClosedForms(x: Double) {
        for b in [0.5, 1, 3.7, 20] {
            let exact = -expm1(b * log1p(-x))
            #expect(abs(incompleteBeta(x, complement: 1 - x, 1, b) - exact) < 1e-13)
        }
        #expect(abs(incompleteBeta(x, complement: 1 - x, 2, 2) - x * x * (3 - 2 * x)) < 1e-13)
    }

    /// ν = 1 is Cauchy: P(T > t) = atan(1/t)/π. ν = 2: (1 − t/√(2 + t²))/2.
    @Test(arguments: [0.01, 0.5, 1, 3, 40, 1e4, 1e8])
    func tailsKeepTheirRelativeAccuracy(t: Double) {
        let cauchy = atan(1 / t) / Double.pi
        #expect(abs(StudentT(degreesOfFreedom: 1).upperTail(t) / cauchy - 1) < 1e-12)
        // Written without cancellation: 1 − t/r = 2/(r (r + t)) with r² = 2 + t².
        let r = (2 + t * t).squareRoot()
        #expect(abs(StudentT(degreesOfFreedom: 2).upperTail(t) / (1 / (r * (r + t))) - 1) < 1e-12)
    }

    @Test func tailsOfBothSidesAddToOne() {
        for nu in [1, 2.5, 9, 100] {
            let t = StudentT(degreesOfFreedom: nu)
            #expect(abs(t.upperTail(1.3) + t.upperTail(-1.3) - 1) < 1e-14)
            #expect(t.upperTail(0) == 0.5)
        }
    }

    /// Printed tables of the t distribution, to their last digit.
    @Test(arguments: [
        (1.0, 0.025, 12.706), (2, 0.025, 4.303), (5, 0.05, 2.015), (9, 0.025, 2.262), (10, 0.005, 3.169),
        (30, 0.01, 2.457), (120, 0.025, 1.980), (1e6, 0.025, 1.960),
    ])
    func quantilesAgreeWithTables(nu: Double, p: Double, expected: Double) {
        let t = StudentT(degreesOfFreedom: nu)
        #expect(abs(t.quantile(exceededWith: p) - expected) < 0.0006)
        #expect(abs(t.upperTail(t.quantile(exceededWith: p)) / p - 1) < 1e-10)
    }

    /// Student's own sleep data (Welch): difference −1.58, t = −1.8608, 17.776 degrees of freedom, p = 0.07939.
    @Test func welchAgreesWithTheSleepData() throws {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
        let observation = Observation.difference(.sample(first), minus: .sample(second))
        let comparand = try #require(try Comparand.all(of: observation, for: .less(than: 0, because: "test")).get().first)
        #expect(abs(comparand.estimate.value - -1.58) < 1e-12)
        #expect(abs(comparand.estimate.degreesOfFreedom - 17.776) < 1e-3)
        #expect(abs(comparand.standing(at: 0).below - 0.07939 / 2) < 1e-5)
    }

    /// Ordinary least squares by hand: x 1…4, y 2, 4, 5, 8: slope 1.9, residual variance 0.35, standard error √(0.35/5).
    @Test func slopeAgreesWithLeastSquaresByHand() throws {
        let points = zip([1.0, 2, 3, 4], [2.0, 4, 5, 8]).map { Observation.Point(x: $0, y: $1) }
        let slope = try LineFit.slope(points, isNoisy: true).get()
        #expect(abs(slope.value - 1.9) < 1e-13)
        #expect(abs(slope.standardError - (0.35 / 5).squareRoot()) < 1e-13)
        #expect(slope.degreesOfFreedom == 2)
    }

    @Test func scatterRaisesTheErrorOfASlopeAndNeverLowersIt() throws {
        func error(_ standardError: Double) throws -> Double {
            let points = zip([1.0, 2, 3, 4], [2.0, 4, 5, 8]).map { Observation.Point(x: $0, y: $1, error: standardError) }
            return try LineFit.slope(points, isNoisy: true).get().standardError
        }
        #expect(abs(try error(1e-6) - (0.35 / 5).squareRoot()) < 1e-12)
        #expect(abs(try error(10) - 10 / 5.0.squareRoot()) < 1e-12)
    }

    /// Thresholds α/m, α/(m − 1), … by hand.
    @Test func holmStepsDownAndStops() {
        #expect(Holm.rejects([0.01, 0.04, 0.03, 0.005], level: 0.05) == [true, false, false, true])
        #expect(Holm.rejects([0.01, 0.02, 0.03, 0.005], level: 0.05) == [true, true, true, true])
        #expect(Holm.rejects([.nan, 0.001], level: 0.05) == [false, true])
        #expect(Holm.rejects([], level: 0.05) == [])
    }
}
