// What is known of the reproducibility of a target, for programs.
import BuildGraph

/// The verification of one target.
struct VerifiedTarget: Encodable {
    struct FirstDifference: Encodable {
        let path, stored, remade: String
        @OrNull var ulps: UInt64?
    }

    let name, key, output, result, tolerance: String
    @OrNull var ulps: UInt64?
    @OrNull var difference: FirstDifference?
    @OrNull var problem: String?
    @OrNull var cause: String?
    let conditions, differing: [String]
    /// Seconds since 1970.
    let time: Double
    let host, processor: String

    init(_ record: VerificationRecord) {
        name = record.name
        key = record.key.hexadecimal
        output = record.output.hexadecimal
        result = record.result.rawValue
        tolerance = record.tolerance.description
        _ulps = OrNull(wrappedValue: record.greatestUlps)
        _difference = OrNull(
            wrappedValue: record.difference.map { FirstDifference(path: $0.path, stored: $0.stored, remade: $0.remade, ulps: $0.ulps) })
        _problem = OrNull(wrappedValue: record.problem)
        _cause = OrNull(wrappedValue: record.cause?.rawValue)
        conditions = record.conditions
        differing = record.differing
        time = record.time
        host = record.machine.host
        processor = record.machine.processor
    }
}
