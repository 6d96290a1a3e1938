// The program that is running, for builds in processes of their own. After it was compiled again the next build is the new one; while
// the linker writes, the one before can still be started.
import Foundation

final class RunningProgram {
    /// Where it lies.
    let path: String
    private var descriptor: Int32
    private var state: stat

    init() {
        path = Self.ownPath
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        state = Self.state(descriptor)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.executablePath
    }

    /// By what path it is started.
    var startPath: String {
        #if os(Linux)
            // An open file stays what it is when its name is given to another.
            if descriptor >= 0 { return "/proc/\(getpid())/fd/\(descriptor)" }
        #endif
        return path
    }

    /// Looks for the program again; whether it is another one.
    func refresh() -> Bool {
        let next = open(path, O_RDONLY | O_CLOEXEC)
        guard next >= 0 else { return false }
        let found = Self.state(next)
        let isSame = (found.st_ino, found.st_size) == (state.st_ino, state.st_size) && Self.time(found) == Self.time(state)
        if descriptor >= 0 { close(descriptor) }
        (descriptor, state) = (next, found)
        return !isSame
    }

    private static func state(_ descriptor: Int32) -> stat {
        var information = stat()
        fstat(descriptor, &information)
        return information
    }

    private static func time(_ information: stat) -> [Int] {
        #if canImport(Darwin)
            [information.st_mtimespec.tv_sec, information.st_mtimespec.tv_nsec]
        #else
            [information.st_mtim.tv_sec, information.st_mtim.tv_nsec]
        #endif
    }
}
