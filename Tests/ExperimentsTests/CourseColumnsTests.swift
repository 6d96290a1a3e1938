// Means along a training as columns: their names, the place of step 0, and errors of the means.
import Experiments
import Manuscript
import Testing

@Suite struct CourseColumnsTests {
    @Test func theyAreStepsMeansAndStandardErrors() {
        let columns = Column.meansAlongTraining("accuracy", [(step: 0, values: [0.1, 0.1]), (step: 10, values: [0.2, 0.4])])
        #expect(columns.map(\.name) == ["step", "accuracy", "standard_error"])
        guard case .numbers(let steps) = columns[0].values, case .numbers(let means) = columns[1].values, case .numbers(let errors) = columns[2].values
        else {
            Issue.record("Columns of numbers were expected.")
            return
        }
        // A logarithmic axis has no zero.
        #expect(steps == [0.5, 10])
        #expect(zip(means, [0.1, 0.3]).allSatisfy { abs($0 - $1) < 1e-15 } && zip(errors, [0, 0.1]).allSatisfy { abs($0 - $1) < 1e-15 })
    }
}
