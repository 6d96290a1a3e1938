// The data of a figure for NumPy: an array per column, texts as fixed-width strings.
import Manuscript

extension FigureFiles {
    /// NAME.npz; none for a figure without data.
    package var arrays: [(name: String, bytes: [UInt8])] {
        let columns = DataSheet(csv: csv).columns.filter { !$0.cells.isEmpty }
        if columns.isEmpty { return [] }
        return [(name + ".npz", NumPyFile.npz(columns.map { column in
            (column.title.split(separator: "/").joined(separator: "_"), column.numbers.map { NumPyFile.npy($0) } ?? NumPyFile.npy(texts: column.cells.map(String.init)))
        }))]
    }
}

extension NumPyFile {
    /// Numbers as one array.
    static func npy(_ numbers: [Double]) -> [UInt8] { npy(numbers.withUnsafeBytes { Array($0) }, type: "<f8", shape: [numbers.count]) }

    /// Texts as one array of strings as wide as the longest, in UTF-32.
    static func npy(texts: [String]) -> [UInt8] {
        let width = max(1, texts.map(\.unicodeScalars.count).max() ?? 1)
        var raw: [UInt8] = []
        raw.reserveCapacity(4 * width * texts.count)
        for text in texts {
            for scalar in text.unicodeScalars { withUnsafeBytes(of: scalar.value.littleEndian) { raw += $0 } }
            raw += [UInt8](repeating: 0, count: 4 * (width - text.unicodeScalars.count))
        }
        return npy(raw, type: "<U\(width)", shape: [texts.count])
    }
}
