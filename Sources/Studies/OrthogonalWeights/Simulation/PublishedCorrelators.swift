// The points of the original's figure for networks of width 50, read from a file, with their errors.
import BuildGraph
import Foundation
import NetworkModels

/// Points digitised from the publication.
package struct PublishedCorrelators: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        var ensemble: WeightEnsemble
        var correlator: Correlator
        var layer: Int
        /// The coefficient of 1/n in the tensor's unit.
        var value: Double
    }

    package let points: [Point]

    static let width = 50
    static let depth = 10
    static let file = SourceFile("paper/P4/published-correlators.csv")

    /// The error of reading a point off the figure, which has different scales for the two ensembles.
    static func readingError(_ ensemble: WeightEnsemble) -> Double { ensemble == .orthogonal ? 0.003 : 0.02 }

    /// Reads lines `ensemble,tensor,layer,value` after comments and a heading.
    /// - Throws: `PublishedCorrelatorsError`, with the line's number.
    package init(_ text: String) throws(PublishedCorrelatorsError) {
        var points: [Point] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("ensemble,") { continue }
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 4, let ensemble = WeightEnsemble(rawValue: fields[0]), let correlator = Correlator(rawValue: fields[1]),
                let layer = Int(fields[2]), layer >= 1, let value = Double(fields[3]), value.isFinite
            else { throw PublishedCorrelatorsError(line: number + 1, text: String(line)) }
            points.append(Point(ensemble: ensemble, correlator: correlator, layer: layer, value: value))
        }
        self.points = points
    }

    /// A series in the order of its layers.
    func series(_ ensemble: WeightEnsemble, _ correlator: Correlator) -> [Point] {
        points.filter { $0.ensemble == ensemble && $0.correlator == correlator }.sorted { $0.layer < $1.layer }
    }

    /// The standard error of a series' points: that of reading, and the original's own sampling noise, which the points show by
    /// themselves. A smooth curve has small third differences; those of independent errors have 20 times their variance.
    func standardError(_ ensemble: WeightEnsemble, _ correlator: Correlator) -> Double {
        let points = series(ensemble, correlator)
        let thirds = points.indices.dropLast(3).compactMap { k -> Double? in
            guard points[k + 3].layer == points[k].layer + 3 else { return nil }
            return points[k + 3].value - 3 * points[k + 2].value + 3 * points[k + 1].value - points[k].value
        }
        let noise = thirds.isEmpty ? 0 : thirds.reduce(0) { $0 + $1 * $1 } / (20 * Double(thirds.count))
        let reading = Self.readingError(ensemble)
        return (reading * reading + noise).squareRoot()
    }
}

/// A line of the file that is not a point.
package struct PublishedCorrelatorsError: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package let text: String

    package init(line: Int, text: String) { (self.line, self.text) = (line, text) }

    package var description: String {
        "\(PublishedCorrelators.file.path), line \(line): \"\(text)\" is not ensemble,tensor,layer,value; an ensemble is gaussian or orthogonal, a tensor one of A to U"
    }
}
