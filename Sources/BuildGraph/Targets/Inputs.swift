// What a running target sees of the world: the values it declared, its files, scratch space and programs.

/// Access to what a target declared, while it is made.
///
/// Threading: used by one target on one thread.
public struct Inputs: Sendable {
    let node: Node
    /// The declared files, as they are in the key.
    let files: [FileContent]
    let values: ValueSource
    public let effects: Effects
    let cancellation: Cancellation
    /// What the target has to say; kept with its trace.
    public let log: RunLog
    /// Where a long target puts down its state, to go on from there after a kill.
    public let checkpoint: Checkpoint

    /// The value of a dependency. Throws for a handle that the target does not hold.
    public subscript<Value>(_ input: Input<Value>) -> Value {
        get throws { try value(of: input.node, as: Value.self) }
    }

    /// The values of several dependencies, in their order.
    public subscript<Value>(_ inputs: [Input<Value>]) -> [Value] {
        get throws { try inputs.map { try self[$0] } }
    }

    /// The encoded value of a dependency whose type the target does not know.
    public subscript(_ input: AnyInput) -> Datum {
        get throws { try Datum(decoding: values.bytes(try number(of: input.node))) }
    }

    /// The value of a dependency whose type the target knows at run time only.
    public func value<Value: Codable & Sendable>(of input: AnyInput, as type: Value.Type) throws -> Value {
        try value(of: input.node, as: type)
    }

    private func value<Value: Codable & Sendable>(of node: Node, as type: Value.Type) throws -> Value {
        let number = try number(of: node)
        let value = try values.decoded(number, ObjectIdentifier(type)) { try decodeValue(type, from: $0) }
        return try value as? Value ?? decodeValue(type, from: values.bytes(number))
    }

    /// The content of a file. Throws for a file that the target does not hold.
    public subscript(_ file: SourceFile) -> [UInt8] { get throws { try self[file, atMost: FileLimit.value] } }

    /// The content of a file. Throws for a file that the target does not hold, or of more than `limit` bytes.
    public subscript(_ file: SourceFile, atMost limit: Int) -> [UInt8] {
        get throws {
            guard let declared = files.first(where: { $0.path == file.path }) else {
                throw BuildError.undeclaredFile(target: node.title, file: file.path)
            }
            let bytes = try effects.files.read(effects.projectPath(file.path), atMost: limit)
            // The value is stored under a key with this content, and must be made from no other.
            guard Digest(of: bytes) == declared.content else {
                throw BuildError.fileChanged(path: file.path, target: node.title)
            }
            return bytes
        }
    }

    /// The number of a dependency. Throws for what the target did not declare.
    private func number(of input: Node) throws -> Int {
        guard let number = node.number(ofDependency: input) else {
            throw BuildError.undeclaredInput(target: node.title, input: input.title)
        }
        return number
    }

    /// Runs a program to its end, or until the build ends. See `ProcessRunner`.
    public func run(_ command: Command) throws -> CommandResult {
        let result = try effects.processes.run(command, until: cancellation)
        log.add(costOf: result)
        return result
    }

    /// A folder that exists while `body` runs.
    public func withScratchFolder<R>(_ body: (_ path: String) throws -> R) throws -> R {
        let path = try effects.files.makeScratchFolder()
        defer { try? effects.files.removeAll(path) }
        return try body(path)
    }
}

/// Where the values of dependencies come from, by their numbers. Functions and not a protocol, as in `CheckpointPlace`: how a store keeps
/// values is no part of what a target computes, and how they are decoded is.
struct ValueSource: Sendable {
    /// The encoded value.
    let bytes: @Sendable (_ dependency: Int) throws -> [UInt8]
    /// What `decode` makes of the value, or what it made for another target that asked for the same type.
    let decoded: @Sendable (_ dependency: Int, _ type: ObjectIdentifier, _ decode: ([UInt8]) throws -> any Sendable) throws -> any Sendable
}
