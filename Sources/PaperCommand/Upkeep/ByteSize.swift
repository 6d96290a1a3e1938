// Sizes on the command line, as people write them: 500M, 5G, 1.5T.
import ArgumentParser

/// A number of bytes. K, M, G and T are powers of 1000, as in everything that `paper` prints.
struct ByteSize: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        let digits = argument.prefix { $0.isNumber || $0 == "." }
        var unit = argument.dropFirst(digits.count).uppercased()
        if unit.hasSuffix("B") { unit.removeLast() }
        guard let number = Double(digits), let power = ["", "K", "M", "G", "T"].firstIndex(of: unit) else { return nil }
        let bytes = (0..<power).reduce(number) { value, _ in value * 1000 }
        guard bytes < 9e18 else { return nil }
        self.bytes = Int(bytes)
    }
}
