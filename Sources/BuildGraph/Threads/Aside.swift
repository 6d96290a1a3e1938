// Two things that take long and do not need each other are done at once.

/// Something that is made on a thread of its own while its maker goes on.
public final class Aside<Value: Sendable, Failure: Error> {
    private let work: @Sendable () throws(Failure) -> Value
    /// Nil where no thread could be started: then it is made when it is asked for.
    private let made: Mailbox<Result<Value, Failure>>?

    public init(_ work: @escaping @Sendable () throws(Failure) -> Value) {
        let made = Mailbox<Result<Value, Failure>>()
        self.work = work
        let started: Void? = try? WorkThread.start { made.send(Result(catching: work)) }
        self.made = started == nil ? nil : made
    }

    /// Waits for it. To be asked for once.
    public func value() throws(Failure) -> Value {
        if let made = made?.receive() { return try made.get() }
        return try work()
    }
}
