// A queue between threads.

/// An unbounded queue. Threading: any number of senders and receivers.
///
/// `@unchecked Sendable`: `messages` is only touched while `condition` is locked.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
    private let condition = MonotonicCondition()
    private var messages: [Message] = []
    private var isClosed = false

    func send(_ message: Message) {
        condition.lock()
        messages.append(message)
        condition.signal()
        condition.unlock()
    }

    /// After closing, receivers get what is left and then nil.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Waits for one message; nil when the mailbox is closed and empty.
    func receive() -> Message? {
        condition.lock()
        defer { condition.unlock() }
        while messages.isEmpty && !isClosed { condition.wait() }
        return messages.isEmpty ? nil : messages.removeFirst()
    }

    /// Waits for messages for at most `seconds`; all that have come, perhaps none.
    func receiveAll(within seconds: Double) -> [Message] {
        let deadline = MonotonicCondition.now + seconds.nanoseconds
        condition.lock()
        defer { condition.unlock() }
        while messages.isEmpty && !isClosed && condition.wait(until: deadline) {}
        defer { messages = [] }
        return messages
    }
}
