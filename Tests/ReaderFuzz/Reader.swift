// What is fuzzed: everything that reads bytes which this process did not write itself.

/// Something that reads bytes from outside. Whatever they are, it ends soon, uses little memory and does not trap.
struct Reader {
    let name: String
    /// Whole and valid, to be changed.
    let seeds: [[UInt8]]
    /// Makes lengths, checksums and digests right again after a change, so that it reaches what lies behind them.
    var repair: ([UInt8]) -> [UInt8] = { $0 }
    /// Reads, and says in a few words what came of it: inputs with new outcomes are changed further.
    let read: ([UInt8]) throws -> String

    /// The outcome, an error included, without its numbers.
    func outcome(_ bytes: [UInt8]) -> String {
        let text: String
        do { text = try read(bytes) } catch { text = "\(type(of: error)) \(error)" }
        return String(text.prefix(120).map { $0.isNumber ? "0" : $0 })
    }

    static func all() throws -> [Reader] { try storeReaders() + dataReaders() + textReaders() + clusterReaders() }
}
