// A long target that saves its progress, and the record of what it did: for the tests of checkpoints.
import BuildGraph
import Synchronization
import TestSupport

/// A chaotic sequence of many steps: a state that went wrong anywhere shows in every later value.
struct Marathon: Target {
    var name: String
    var steps: Int
    var pace: Int?
    var isHeavy = false
    var secondsPerStep = 0.0
    /// What it waits for, and does not look at.
    var sources: [Input<[Double]>] = []
    var label: String? { name }
    var resources: Resources { isHeavy ? .heavy(memory: 1 << 20) : .light }

    struct State: Codable {
        var step = 0
        var x = 0.3
        var series: [Double] = []
        var weights = [Float](repeating: 0.5, count: 700)

        mutating func advance() {
            step += 1
            x = 3.9 * x * (1 - x)
            series.append(x)
            weights[step % weights.count] += Float(x)
        }
    }

    struct Result: Codable, Equatable {
        var series: [Double]
        var weights: [Float]
    }

    func make(_ inputs: Inputs) throws -> Result {
        var state = inputs.checkpoint.resume(State.self) ?? State()
        Record.add(name, .began(at: state.step))
        while state.step < steps {
            state.advance()
            Record.add(name, .stepped)
            (inputs.effects.clock as? ManualClock)?.advance(secondsPerStep)
            try inputs.checkpoint.save(pace.map(Checkpoint.Pace.units) ?? .standard) { state }
        }
        return Result(series: state.series, weights: state.weights)
    }

    /// The value, without engine and without checkpoints.
    var reference: Result {
        var state = State()
        while state.step < steps { state.advance() }
        return Result(series: state.series, weights: state.weights)
    }
}

/// What runs of marathons did, by name; each test uses names of its own.
enum Record {
    enum Event: Equatable { case began(at: Int), stepped }

    private static let events = Mutex<[String: [Event]]>([:])

    static func add(_ name: String, _ event: Event) { events.withLock { $0[name, default: []].append(event) } }

    /// What was added for this name since the last call: where runs began, and how many steps were made.
    static func take(_ name: String) -> (beginnings: [Int], steps: Int) {
        let taken = events.withLock { $0.removeValue(forKey: name) ?? [] }
        let beginnings = taken.compactMap { if case .began(let step) = $0 { step } else { nil } }
        return (beginnings, taken.count { $0 == .stepped })
    }
}
