// A setting as it is typed: PATH=VALUE.
import ArgumentParser
import Foundation

/// A parameter and its value on the command line.
struct ParameterSetting: ExpressibleByArgument, Equatable {
    let path, text: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "=") else { return nil }
        path = argument[..<sign].trimmingCharacters(in: .whitespacesAndNewlines)
        text = argument[argument.index(after: sign)...].trimmingCharacters(in: .whitespacesAndNewlines)
        if path.isEmpty || text.isEmpty { return nil }
    }

    var argument: String { "\(path)=\(text)" }
}
