// The dense matrix of the package. Column-major because LAPACK is; a value with copy-on-write storage because values can
// be passed freely between threads and targets, and an in-place operation on a uniquely held array makes no copy.

/// A dense real matrix, column-major: element (i, j) is `elements[i + j * rows]`.
public struct Matrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    public internal(set) var elements: [Double]

    /// The zero matrix.
    public init(rows: Int, columns: Int) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative dimension")
        self.rows = rows
        self.columns = columns
        elements = [Double](repeating: 0, count: rows * columns)
    }

    /// A matrix of the given elements, column after column.
    public init(rows: Int, columns: Int, elements: [Double]) {
        precondition(elements.count == rows * columns, "\(elements.count) elements cannot fill \(rows) × \(columns)")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix whose element (i, j) is `element(i, j)`.
    public init(rows: Int, columns: Int, element: (Int, Int) -> Double) {
        self.init(rows: rows, columns: columns)
        for j in 0..<columns {
            for i in 0..<rows { elements[i + j * rows] = element(i, j) }
        }
    }

    /// The matrix with `diagonal` on its diagonal and zeros elsewhere.
    public init(diagonal: [Double]) {
        self.init(rows: diagonal.count, columns: diagonal.count)
        for (i, value) in diagonal.enumerated() { elements[i * (rows + 1)] = value }
    }

    /// The n × n identity.
    public static func identity(_ n: Int) -> Matrix {
        Matrix(diagonal: [Double](repeating: 1, count: n))
    }

    @inlinable
    public subscript(i: Int, j: Int) -> Double {
        get { elements[i + j * rows] }
        set { setElement(i, j, newValue) }
    }

    @usableFromInline
    mutating func setElement(_ i: Int, _ j: Int, _ value: Double) { elements[i + j * rows] = value }

    /// Column j, length `rows`.
    public func column(_ j: Int) -> [Double] { Array(elements[j * rows..<(j + 1) * rows]) }

    /// The transpose, columns × rows.
    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        let tile = 32  // two tiles of 32 × 32 stay in the first-level cache
        for columnTile in stride(from: 0, to: columns, by: tile) {
            for rowTile in stride(from: 0, to: rows, by: tile) {
                for j in columnTile..<min(columnTile + tile, columns) {
                    for i in rowTile..<min(rowTile + tile, rows) {
                        result.elements[j + i * columns] = elements[i + j * rows]
                    }
                }
            }
        }
        return result
    }

    /// Square root of the sum of squared elements.
    public var frobeniusNorm: Double {
        elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// The largest |element| of the difference, which tests compare with a tolerance. Shapes must agree.
    public func largestDifference(from other: Matrix) -> Double {
        precondition(rows == other.rows && columns == other.columns, "matrices of one shape are compared")
        return zip(elements, other.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    var shape: LinearAlgebraError.Shape { .init(rows: rows, columns: columns) }
}

// A matrix is encoded as its shape and its elements; the store keeps the elements as raw bytes.
extension Matrix: Codable {
    private enum CodingKeys: CodingKey { case rows, columns, elements }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rows = try container.decode(Int.self, forKey: .rows)
        columns = try container.decode(Int.self, forKey: .columns)
        elements = try container.decode([Double].self, forKey: .elements)
        guard rows >= 0, columns >= 0, elements.count == rows * columns else {
            throw DecodingError.dataCorruptedError(
                forKey: .elements, in: container, debugDescription: "\(elements.count) elements cannot fill \(rows) × \(columns)")
        }
    }
}
