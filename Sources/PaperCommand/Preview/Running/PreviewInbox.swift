// What happens, in its order, from all threads to the one that decides.
import Synchronization

final class PreviewInbox: Sendable {
    enum Message: Sendable {
        case files(FolderReport)
        case build(ChildProgram.Said, event: PreviewEvent?)
        case compiler(ChildProgram.Said)
        /// Ctrl-C.
        case interrupted
        case note(String)
    }

    private let wakeUp: WakeUp
    private let messages = Mutex<[Message]>([])

    init() throws { wakeUp = try WakeUp() }

    func send(_ message: Message) {
        messages.withLock { $0.append(message) }
        wakeUp.wake()
    }

    /// Waits for messages, for some seconds or for ever; those that have come.
    func receive(within seconds: Double?) -> [Message] {
        let there = take()
        if !there.isEmpty { return there }
        wakeUp.wait(seconds: seconds)
        return take()
    }

    private func take() -> [Message] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
