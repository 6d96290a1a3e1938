// Reading a large journal takes as long as making the graph that needs it; neither waits for the other.

extension Store {
    /// Opens a store on a thread of its own while `work` is done on this one; returns when both are done.
    /// The errors of `work` come first.
    public static func open<R>(folder: String, effects: Effects, during work: () throws -> R) throws -> (store: Store, result: R) {
        let opening = Aside { try Store(folder: folder, effects: effects) }
        let result = Result { try work() }
        let store = Result { try opening.value() }
        let value = try result.get()
        return (try store.get(), value)
    }
}
