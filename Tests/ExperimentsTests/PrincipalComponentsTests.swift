// Images reduced to principal components, and images that have none.
import Datasets
import Experiments
import LinearAlgebra
import Testing

@Suite struct PrincipalComponentsTests {
    private func data(_ images: [[UInt8]]) -> LabelledData {
        func set(_ images: [[UInt8]]) -> ImageSet {
            ImageSet(height: 1, width: 4, channels: 1, classes: 2, bytes: images.flatMap(\.self), labels: images.indices.map { UInt8($0 % 2) })
        }
        return LabelledData(name: "dots", provenance: .synthetic, training: set(images), test: set(Array(images.prefix(3))))
    }

    @Test("Components have mean 0 and variance 1, in 32 levels per standard deviation")
    func whitened() throws {
        var images: [[UInt8]] = []
        for k in 0..<60 { images.append([UInt8(k * 4), UInt8((k * 37) % 200), 7, UInt8((k * 11) % 13)]) }
        let reduced = try PrincipalComponents.reduce(data(images), to: 2).training
        for component in 0..<2 {
            let values: [Double] = (0..<60).map { (Double(reduced.bytes[2 * $0 + component]) - 128) / 32 }
            let mean = Moments.mean(values), variance = Moments.mean(values.map { ($0 - mean) * ($0 - mean) })
            // Rounding to a level moves a value by at most 1/64, and clipping at four deviations none of these.
            #expect(abs(mean) < 1.0 / 64 && abs(variance - 1) < 0.07)
        }
    }

    @Test("Identical images, and more components than directions in which images differ, are refused")
    func refused() throws {
        let same = data(Array(repeating: [1, 2, 3, 4], count: 20))
        #expect(throws: LinearAlgebraError.invalidParameter(
            name: "principal components", value: "2", requirement: "at most 0, the directions in which the training images differ")
        ) { try PrincipalComponents.reduce(same, to: 2) }
        let line = data((0..<20).map { [UInt8($0), UInt8(2 * $0), 9, 9] })
        #expect(throws: LinearAlgebraError.invalidParameter(
            name: "principal components", value: "2", requirement: "at most 1, the directions in which the training images differ")
        ) { try PrincipalComponents.reduce(line, to: 2) }
        #expect(throws: LinearAlgebraError.self) { try PrincipalComponents.reduce(line, to: 5) }
        #expect(throws: LinearAlgebraError.self) { try PrincipalComponents.reduce(line, to: 0) }
    }
}
