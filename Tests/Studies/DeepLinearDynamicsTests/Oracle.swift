// An oracle of another kind: the figures' data by numpy, from the same numbers, written without our reductions.
import Foundation
import LinearAlgebra

enum Oracle {
    /// Whether python3 with numpy is installed.
    static let isThere: Bool = (try? run("import numpy; print(1)", [:] as [String: Double])) == 1.0

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a script that finds its arguments in `a`, matrices as nested lists, row by row, and prints JSON.
    static func run<Value: Decodable>(_ script: String, _ arguments: some Encodable) throws -> Value {
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import json, sys\na = json.load(sys.stdin)\n" + script]
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
        try process.run()
        input.fileHandleForWriting.write(try JSONEncoder().encode(arguments))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "python3 ended with \(process.terminationStatus)") }
        return try JSONDecoder().decode(Value.self, from: data)
    }
}

extension Matrix {
    var rowLists: [[Double]] { (0..<rows).map { i in (0..<columns).map { self[i, $0] } } }
}
