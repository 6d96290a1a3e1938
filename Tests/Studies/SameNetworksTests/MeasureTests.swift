// The measures on networks whose spread, change and order are known.
import Experiments
import Foundation
import Manuscript
import SameNetworks
import StudySupport
import Testing

@Suite struct MeasureTests {
    @Test func theSpreadOfAKernelIsItsVarianceOverItsSquaredMean() {
        // Two draws 2 ± 1 of each of 4 numbers: the variance estimate is ½·(2)²·4 and the product 3·1·4.
        #expect(abs(kernelSpread([3, 3, 3, 3], [1, 1, 1, 1]) - 0.5 * 16 / 12) < 1e-12)
        #expect(kernelSpread([1, 2], [1, 2]) == 0)
        // Kernels without anything in common have no mean to compare with.
        #expect(kernelSpread([1, 0], [0, 1]) == .infinity)
    }

    @Test func theChangeOfAKernelIsRelativeToItsStart() {
        let course = NetworkCourse(
            steps: [0, 1], jacobianSpreads: [0, 1], kernels: [[3, 4], [3, 9]], hessianSteps: [0], degenerate: [0], negative: [0], leastLoss: 1,
            finalAccuracy: 1)
        #expect(course.kernelChanges == [0, 1])
    }
}
