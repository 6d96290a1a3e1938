// Programs that some tests check results with, and that the paper does not need.
import BuildGraph
import Foundation

public enum OptionalProgram {
    /// A program in PATH, or among those that `.ci/run` puts into .build/tools. Where there is none of these names, the test that asks says so
    /// and does without.
    public static func find(_ names: String..., for test: String = #function, file: String = #filePath) -> String? {
        let tools = URL.project(of: file).appending(path: ".build/tools/bin").path
        let found = names.lazy.compactMap { SystemProcessRunner.find($0) ?? SystemProcessRunner.find("\(tools)/\($0)") }.first
        if found == nil { print("Skipped for want of \(names[0]): \(test)") }
        return found
    }
}
