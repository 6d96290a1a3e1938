// Wakes a thread that waits for descriptors, from any other thread. A wait has no other clock than the system's monotonic one.
import CPosix
import Foundation

final class WakeUp: Sendable {
    let reading: Int32
    private let writing: Int32

    /// Throws when the process may not open more.
    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw UsageError(what: "A pipe could not be opened.", why: String(cString: strerror(errno))) }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// A pipe that is full has woken the thread already.
    func wake() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Forgets what it was woken by.
    func clear() {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(reading, &bytes, bytes.count) > 0 {}
    }

    /// Waits until it is woken, or for some seconds.
    func wait(seconds: Double?) {
        var polls = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
        _ = poll(&polls, 1, Self.milliseconds(seconds))
        clear()
    }

    /// What `poll` takes: rounded up, so that a deadline has come when the wait is over.
    static func milliseconds(_ seconds: Double?) -> Int32 {
        guard let seconds else { return -1 }
        return Int32(max(0, min(seconds, 3600) * 1000).rounded(.up))
    }
}
