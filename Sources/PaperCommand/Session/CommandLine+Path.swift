// Which program this is, to start it again.
import Foundation

extension CommandLine {
    /// The program that is running, as a path that works in any folder.
    static var executablePath: String {
        #if os(Linux)
            // The very program that runs, also when it has been compiled again meanwhile: the graph and the keys of a
            // worker are then those of its build.
            return "/proc/self/exe"
        #else
            return URL(filePath: arguments[0]).standardizedFileURL.path
        #endif
    }
}
