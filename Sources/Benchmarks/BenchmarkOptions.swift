// The options of a benchmark, `--name value`, and what all benchmarks share in timing and printing.
import Foundation

enum BenchmarkError: Error, CustomStringConvertible {
    case usage(String)

    var description: String {
        switch self {
        case .usage(let text): text
        }
    }
}

/// Options given on the command line.
struct BenchmarkOptions {
    private var values: [String: String] = [:]

    init(_ arguments: [String]) throws(BenchmarkError) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst() else {
                throw .usage("expected --option value, found '\(name)'")
            }
            values[String(name.dropFirst(2))] = value
        }
    }

    /// The option's value, or the default when it was not given.
    func value<Value: LosslessStringConvertible>(_ name: String, default fallback: Value) throws(BenchmarkError) -> Value {
        guard let text = values[name] else { return fallback }
        guard let value = Value(text) else { throw .usage("--\(name) cannot be '\(text)'") }
        return value
    }
}

/// Runs `body` and returns its result with the seconds of wall time it took.
func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
    let begin = ContinuousClock.now
    let result = try body()
    return (result, (ContinuousClock.now - begin) / .seconds(1))
}

/// Processor seconds that this process has used on all processors: the fair measure on a shared machine.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// The median of a sample: for timings on a shared machine, steadier than the mean.
func median(_ sample: [Double]) -> Double {
    let sorted = sample.sorted()
    return sorted.isEmpty ? .nan : 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
}

/// Prints one line of JSON with sorted keys.
func printJSON(_ fields: [String: any Encodable & Sendable]) throws {
    struct Field: Encodable {
        let value: any Encodable
        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(fields.mapValues(Field.init)), as: UTF8.self))
    // A long benchmark is read while it runs.
    fflush(nil)
}

func seconds(_ value: Double) -> String { String(format: "%8.3f s", value) }
