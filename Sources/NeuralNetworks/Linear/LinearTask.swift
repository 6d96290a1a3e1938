// What a linear network learns from: second moments of inputs and outputs. The gradient of the squared error depends on
// nothing else, so images are read once and never again.
import LinearAlgebra

/// Correlations of a data set, as means over its examples.
public struct LinearTask: Sendable, Equatable {
    /// Σ31, outputs × inputs.
    public var inputOutput: Matrix
    /// Σ11 in a basis of inputs where it is diagonal: the variances of the inputs. All 1 for whitened inputs.
    public var inputVariances: [Double]
    /// The mean square of the outputs, tr Σ33.
    public var outputPower: Double

    /// - Throws: `shapeMismatch` if there is not one variance per input.
    public init(inputOutput: Matrix, inputVariances: [Double]? = nil, outputPower: Double) throws(LinearAlgebraError) {
        let variances = inputVariances ?? [Double](repeating: 1, count: inputOutput.columns)
        guard variances.count == inputOutput.columns else {
            throw .shapeMismatch(
                operation: "input variances", left: .init(rows: inputOutput.rows, columns: inputOutput.columns),
                right: .init(rows: variances.count, columns: 1))
        }
        (self.inputOutput, self.inputVariances, self.outputPower) = (inputOutput, variances, outputPower)
    }

    /// Half the mean squared error of a map, outputs × inputs.
    public func loss(of map: Matrix) -> Double {
        var sum = outputPower
        for j in 0..<map.columns {
            for i in 0..<map.rows { sum += map[i, j] * (inputVariances[j] * map[i, j] - 2 * inputOutput[i, j]) }
        }
        return sum / 2
    }

    /// Half the mean squared error of the best linear map; inputs without variance are ignored.
    public var leastLoss: Double {
        var sum = outputPower
        for j in 0..<inputOutput.columns where inputVariances[j] > 0 {
            for i in 0..<inputOutput.rows { sum -= inputOutput[i, j] * inputOutput[i, j] / inputVariances[j] }
        }
        return sum / 2
    }

    /// Σ31 - W Σ11: minus the gradient with respect to the map.
    func error(of map: Matrix) -> Matrix {
        Matrix(rows: map.rows, columns: map.columns) { inputOutput[$0, $1] - map[$0, $1] * inputVariances[$1] }
    }
}
