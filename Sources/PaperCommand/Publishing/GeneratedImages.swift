// Images that were generated in the place of a publisher's, in words: the target itself says nothing of it, since what it says is part of
// its code, by which every training would run again.
import BuildGraph

/// Of which data set, and how many.
package struct GeneratedImages {
    package let text: String

    /// - Parameters:
    ///   - parameters: of a target `ImageData`; nil for others, and for images that were read.
    ///   - names: of known data sets.
    package init?(parameters: [UInt8], names: [String]) {
        guard let datum = try? Datum(decoding: parameters), let generated = datum["source"]?["synthetic"]?["_0"],
            case .string(let likeness)? = generated["likeness"],
            let training = datum["trainingImages"]?.count, let test = datum["testImages"]?.count
        else { return nil }
        let name = names.first { $0.lowercased().filter { $0.isLetter || $0.isNumber } == likeness } ?? likeness
        text = "of \(name) \(training) images for training" + (test > 0 ? " and \(test) for tests" : "")
    }
}

extension Datum {
    fileprivate var count: Int64? { if case .integer(let number) = self { number } else { nil } }
}
