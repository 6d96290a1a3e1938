// A server for browsers on this machine. One thread waits for all connections at once and blocks on none: a browser that is slow, or
// says nothing, is in nobody's way.
import BuildGraph
import Foundation
import Synchronization

package final class LoopbackServer: Sendable {
    private struct State {
        var message: [UInt8]?
        var hasNews = false
        var isEnding = false
    }

    /// The port on 127.0.0.1 and, where the machine has it, ::1.
    package var port: UInt16 { sockets.port }
    private let sockets: LoopbackSockets
    private let limits: ServerLimits
    private let answer: @Sendable (RequestHead) -> ServedAnswer
    private let wakeUp: WakeUp
    private let state = Mutex(State())

    /// Begins to listen, and answers nobody before `start`.
    ///
    /// - Parameters:
    ///   - ports: those that will do; 0...0 for any that is free.
    ///   - answer: to requests that the policy lets pass. Called on the server's thread.
    /// - Throws: `UsageError` when all are taken.
    package init(ports: ClosedRange<UInt16>, limits: ServerLimits = ServerLimits(), answer: @escaping @Sendable (RequestHead) -> ServedAnswer) throws {
        guard let sockets = try LoopbackSockets.open(ports: ports) else {
            let which = ports.count == 1 ? "Port \(ports.lowerBound) is" : "The ports \(ports.lowerBound) to \(ports.upperBound) are"
            throw UsageError(
                what: "\(which) in use by another program.", why: "It may be another preview.",
                next: ports.count == 1 ? "Name another port, or leave out --port: the next free one is taken." : "Name a free one with --port.")
        }
        self.sockets = sockets
        self.limits = limits
        let policy = LoopbackPolicy(port: sockets.port)
        self.answer = { policy.refusal(of: $0) ?? answer($0) }
        wakeUp = try WakeUp()
    }

    package func start() {
        Thread.detachNewThread { [self] in
            serve()
        }
    }

    /// Ends all connections.
    package func stop() {
        state.withLock { $0.isEnding = true }
        wakeUp.wake()
    }

    /// Sends a state to all streams, now and to those that come later. The text has one line.
    package func tell(_ text: String) {
        state.withLock { state in
            state.message = Array("data: \(text)\n\n".utf8)
            state.hasNews = true
        }
        wakeUp.wake()
    }

    private func serve() {
        var connections: [ServerConnection] = []
        while true {
            var polls = ([wakeUp.reading] + sockets.descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            polls += connections.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
            let rest = connections.map(\.deadline).min().map { max(0, $0 - MonotonicTime.now) }
            let count = poll(&polls, nfds_t(polls.count), WakeUp.milliseconds(rest))
            let now = MonotonicTime.now
            if polls[0].revents != 0 { wakeUp.clear() }
            let (message, hasNews, isEnding) = state.withLock { state in
                defer { state.hasNews = false }
                return (state.message, state.hasNews, state.isEnding)
            }
            if isEnding { return end(connections) }
            for index in connections.indices {
                let wasStreaming = connections[index].phase == .streaming
                let happened = count > 0 ? polls[1 + sockets.descriptors.count + index].revents : 0
                if happened != 0 { connections[index].step(happened, at: now, answer: answer) }
                connections[index].look(at: now)
                let isNew = !wasStreaming && connections[index].phase == .streaming
                if hasNews || isNew, let message { connections[index].tell(message, at: now) }
            }
            let arrivals = zip(sockets.descriptors, polls.dropFirst()).filter { count > 0 && $1.revents != 0 }.map(\.0)
            connections.filter { $0.phase == .ended }.forEach { close($0.descriptor) }
            connections.removeAll { $0.phase == .ended }
            for listener in arrivals { accept(on: listener, among: &connections, at: now) }
        }
    }

    private func accept(on listener: Int32, among connections: inout [ServerConnection], at now: Double) {
        for _ in 0..<16 {
            #if canImport(Darwin)
                let descriptor = Darwin.accept(listener, nil, nil)
            #else
                let descriptor = Glibc.accept(listener, nil, nil)
            #endif
            guard descriptor >= 0 else {
                // Without a descriptor to give, the arrival stays where it is: wait for one that ends.
                if errno == EMFILE || errno == ENFILE { if !makeRoom(among: &connections) { usleep(20_000) } }
                return
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            if connections.count >= limits.connections && !makeRoom(among: &connections) {
                close(descriptor)
                continue
            }
            connections.append(ServerConnection(descriptor, limits, at: now))
        }
    }

    /// Ends the connection that has kept us waiting longest.
    private func makeRoom(among connections: inout [ServerConnection]) -> Bool {
        guard let index = connections.indices.filter({ connections[$0].isExpendable }).min(by: { connections[$0].deadline < connections[$1].deadline }) else { return false }
        close(connections.remove(at: index).descriptor)
        return true
    }

    private func end(_ connections: [ServerConnection]) {
        connections.forEach { close($0.descriptor) }
        sockets.descriptors.forEach { close($0) }
    }
}

/// Seconds of a clock that nobody sets.
enum MonotonicTime {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
