// Reading a large journal takes as long as making the graph that needs it; neither waits for the other.
import Foundation

extension Store {
    /// Opens a store on a thread of its own while `work` is done on this one; returns when both are done.
    /// The errors of `work` come first.
    public static func open<R>(folder: String, effects: Effects, during work: () throws -> R) throws -> (store: Store, result: R) {
        let opened = Mailbox<Result<Store, any Error>>()
        let thread = Result {
            try WorkThread.start {
                opened.send(Result { try Store(folder: folder, effects: effects) })
                opened.close()
            }
        }
        let result = Result { try work() }
        let store = (try? thread.get()).flatMap { opened.receive() }
        let value = try result.get()
        return (try store?.get() ?? Store(folder: folder, effects: effects), value)
    }
}
