/// What can go wrong in linear algebra; the text says what was given and what was required.
public enum LinearAlgebraError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Two operands do not fit: (operation, left rows × columns, right rows × columns).
    case shapeMismatch(operation: String, left: Shape, right: Shape)
    /// An operand has an infinite or NaN element, for which LAPACK would return garbage or not return at all.
    case nonFinite(operation: String)
    /// A LAPACK routine reported failure: info < 0 is an invalid argument, info > 0 an iteration that did not converge.
    case lapack(routine: String, info: Int)
    /// A parameter is outside its domain.
    case invalidParameter(name: String, value: String, requirement: String)

    public struct Shape: Equatable, Sendable, CustomStringConvertible {
        public let rows: Int
        public let columns: Int
        public var description: String { "\(rows) × \(columns)" }

        public init(rows: Int, columns: Int) {
            self.rows = rows
            self.columns = columns
        }
    }

    public var description: String {
        switch self {
        case .shapeMismatch(let operation, let left, let right):
            "\(operation): shapes \(left) and \(right) do not fit"
        case .nonFinite(let operation):
            "\(operation): the matrix has an element that is infinite or not a number"
        case .lapack(let routine, let info) where info < 0:
            "LAPACK \(routine) refused its argument number \(-info)"
        case .lapack(let routine, let info):
            "LAPACK \(routine) did not converge (info = \(info))"
        case .invalidParameter(let name, let value, let requirement):
            "\(name) is \(value) but must be \(requirement)"
        }
    }
}
