// A setting as it is typed: PATH=VALUE.
import ArgumentParser

/// A parameter and its value on the command line.
struct ParameterSetting: ExpressibleByArgument, Equatable {
    let path, text: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "=") else { return nil }
        func trimmed(_ text: Substring) -> String { String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
        (path, text) = (trimmed(argument[..<sign]), trimmed(argument[argument.index(after: sign)...]))
        if path.isEmpty || text.isEmpty { return nil }
    }

    var argument: String { "\(path)=\(text)" }
}
