// One connection to a browser: it reads one request, sends one answer, and waits until the browser has it. It never blocks; its
// server asks what it waits for, and tells it when that has come.
import Foundation

/// How long a connection may wait, and how many there may be.
package struct ServerLimits: Sendable {
    /// Seconds from the connection to the end of a request's head.
    package var request = 10.0
    /// Seconds in which a browser takes at least a part of what is sent.
    package var stall = 30.0
    /// Seconds that a browser gets to read an answer's end.
    package var farewell = 1.0
    /// Seconds between signs of life on a stream.
    package var heartbeat = 15.0
    package var connections = 128

    package init() {}
}

struct ServerConnection {
    enum Phase: Equatable {
        case reading, sending, streaming
        /// Everything was sent; what the browser still sends is read, or its system would throw our answer away.
        case leaving
        case ended
    }

    private static let portion = 64 << 10, farewellBytes = 256 << 10

    let descriptor: Int32
    let limits: ServerLimits
    private(set) var phase = Phase.reading
    /// Of the monotonic clock: when it is given up.
    private(set) var deadline: Double
    private var received: [UInt8] = []
    private var output: [UInt8] = []
    private var sent = 0
    private var becomesStream = false
    /// The newest message that was not sent yet: of a state, older ones are of no use.
    private var next: [UInt8]?
    private var discarded = 0

    init(_ descriptor: Int32, _ limits: ServerLimits, at now: Double) {
        (self.descriptor, self.limits) = (descriptor, limits)
        deadline = now + limits.request
    }

    /// What `poll` shall wait for.
    var events: Int16 { Int16(phase == .sending || sent < output.count ? POLLOUT | (phase == .streaming ? POLLIN : 0) : POLLIN) }

    /// Whether it can be ended to make room for another.
    var isExpendable: Bool { phase == .reading || phase == .leaving }

    /// Something came, or something can be sent, or the other side is gone.
    mutating func step(_ happened: Int16, at now: Double, answer: (RequestHead) -> ServedAnswer) {
        if phase == .reading { read(at: now, answer: answer) } else if happened & Int16(POLLIN | POLLHUP | POLLERR) != 0 && phase != .sending { discard() }
        if phase == .sending || phase == .streaming { send(at: now) }
    }

    /// Gives up what has waited too long.
    mutating func look(at now: Double) {
        guard now >= deadline else { return }
        switch phase {
        case .reading: begin(ServedAnswer(.timeout, "No whole request came in time."), withBody: true, at: now)
        case .streaming where sent == output.count:
            // A comment: the browser ignores it, and a connection that is gone is noticed.
            put(Array(":\n\n".utf8), at: now)
        default: phase = .ended
        }
        if phase == .sending || phase == .streaming { send(at: now) }
    }

    /// Sends a message on a stream when the one before has gone.
    mutating func tell(_ message: [UInt8], at now: Double) {
        if phase == .sending && becomesStream { return next = message }
        guard phase == .streaming else { return }
        if sent < output.count { next = message } else { put(message, at: now) }
        send(at: now)
    }

    private mutating func read(at now: Double, answer: (RequestHead) -> ServedAnswer) {
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
        guard count > 0 else { return phase = .ended }
        received += bytes[..<count]
        switch ReadRequest.read(received) {
        case .incomplete: return
        case .refused(let refusal): begin(ServedAnswer(refusal), withBody: true, at: now)
        case .complete(let head): begin(answer(head), withBody: head.method != "HEAD", at: now)
        }
        received = []
    }

    private mutating func begin(_ answer: ServedAnswer, withBody: Bool, at now: Double) {
        phase = .sending
        becomesStream = answer.isStream && withBody
        put(answer.bytes(withBody: withBody), at: now)
    }

    private mutating func put(_ bytes: [UInt8], at now: Double) {
        (output, sent) = (bytes, 0)
        deadline = now + limits.stall
    }

    private mutating func send(at now: Double) {
        while sent < output.count {
            let count = output.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                    Darwin.send(descriptor, buffer.baseAddress.map { $0 + sent }, min(buffer.count - sent, Self.portion), 0)
                #else
                    Glibc.send(descriptor, buffer.baseAddress.map { $0 + sent }, min(buffer.count - sent, Self.portion), Int32(MSG_NOSIGNAL))
                #endif
            }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return }
            guard count > 0 else { return phase = .ended }
            sent += count
            deadline = now + limits.stall
        }
        (output, sent) = ([], 0)
        if becomesStream { (phase, becomesStream) = (.streaming, false) }
        if phase == .streaming {
            deadline = now + limits.heartbeat
            if let message = next {
                next = nil
                put(message, at: now)
                send(at: now)
            }
        } else if phase == .sending {
            shutdown(descriptor, Int32(SHUT_WR))
            phase = .leaving
            deadline = now + limits.farewell
        }
    }

    /// Reads what nobody asked for; the end of it is the end of the connection.
    private mutating func discard() {
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
        discarded += max(count, 0)
        if count <= 0 || discarded > Self.farewellBytes { phase = .ended }
    }
}
