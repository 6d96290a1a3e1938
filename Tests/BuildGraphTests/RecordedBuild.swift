// Two recorded builds of the paper on two cores: for each type and amount of work how many targets there were,
// and the 10 %, 30 %, 50 %, 70 % and 90 % quantiles of their wall seconds.
import BuildGraph
import TestSupport

struct RecordedBuild {
    enum Kind { case training, chosen, spectra, other }

    struct Group {
        let kind: Kind
        let work: Double
        let count: Int
        let seconds: [Double]

        init(_ kind: Kind, work: Double, count: Int, seconds: [Double]) {
            (self.kind, self.work, self.count, self.seconds) = (kind, work, count, seconds)
        }
    }

    let groups: [Group]

    /// How much slower the machine is than the recorded one: known to no key, as in life.
    static let paceFile = "/project/pace"

    /// Profile laptop, 18 minutes.
    static let laptop = RecordedBuild(groups: [
        .init(.other, work: 0, count: 302, seconds: [0.000309, 0.000384, 0.000941, 0.00222, 0.00905]),
        .init(.spectra, work: 2.88e+11, count: 16, seconds: [4.94, 4.95, 4.96, 4.98, 4.99]),
        .init(.training, work: 6.05e+10, count: 80, seconds: [0.159, 0.199, 0.243, 0.336, 0.521]),
        .init(.training, work: 6.91e+10, count: 80, seconds: [0.227, 0.276, 0.331, 0.404, 0.559]),
        .init(.training, work: 8.64e+10, count: 80, seconds: [0.331, 0.34, 0.41, 0.612, 0.795]),
        .init(.training, work: 1.04e+11, count: 80, seconds: [0.402, 0.491, 0.597, 0.747, 1.29]),
        .init(.training, work: 3.48e+10, count: 576, seconds: [0.414, 0.439, 0.459, 0.473, 0.481]),
        .init(.spectra, work: 5.44e+11, count: 64, seconds: [2.77, 2.89, 5.45, 5.55, 5.93]),
        .init(.training, work: 4.72e+10, count: 260, seconds: [0.0513, 0.0705, 0.0974, 0.121, 0.2]),
        .init(.training, work: 5.39e+10, count: 260, seconds: [0.0672, 0.0884, 0.123, 0.152, 0.21]),
        .init(.training, work: 6.74e+10, count: 260, seconds: [0.0967, 0.138, 0.172, 0.254, 0.396]),
        .init(.training, work: 8.08e+10, count: 260, seconds: [0.146, 0.184, 0.226, 0.339, 0.69]),
        .init(.spectra, work: 1.92e+09, count: 32, seconds: [0.0471, 0.0478, 0.0484, 0.0494, 0.0503]),
        .init(.spectra, work: 0, count: 5, seconds: [0.00151, 0.00153, 0.00157, 0.00183, 0.00261]),
        .init(.chosen, work: 1.01e+11, count: 480, seconds: [1.07, 1.14, 1.16, 1.23, 1.25]),
        .init(.training, work: 1.04e+11, count: 72, seconds: [1.24, 1.25, 1.26, 1.27, 1.28]),
        .init(.training, work: 1e+11, count: 32, seconds: [1.2, 1.21, 1.22, 1.22, 1.23]),
        .init(.chosen, work: 1.04e+11, count: 18, seconds: [1.27, 1.28, 1.3, 1.32, 1.53]),
    ])

    /// Profile smoke, half a minute.
    static let smoke = RecordedBuild(groups: [
        .init(.other, work: 0, count: 65, seconds: [0.000114, 0.000118, 0.000214, 0.00174, 0.0192]),
        .init(.spectra, work: 7.04e+08, count: 32, seconds: [0.0191, 0.0201, 0.0205, 0.0252, 0.0269]),
        .init(.spectra, work: 1.22e+09, count: 128, seconds: [0.018, 0.0198, 0.0287, 0.0324, 0.0388]),
        .init(.spectra, work: 1.92e+09, count: 32, seconds: [0.048, 0.0483, 0.0503, 0.0583, 0.0638]),
        .init(.spectra, work: 0, count: 5, seconds: [0.00145, 0.00146, 0.00156, 0.00198, 0.00272]),
        .init(.training, work: 1.14e+10, count: 18, seconds: [0.0919, 0.149, 0.172, 0.172, 0.217]),
        .init(.training, work: 9.95e+09, count: 18, seconds: [0.0461, 0.101, 0.144, 0.145, 0.181]),
        .init(.training, work: 9.24e+09, count: 18, seconds: [0.0487, 0.065, 0.132, 0.132, 0.166]),
        .init(.training, work: 3.22e+09, count: 144, seconds: [0.0494, 0.0505, 0.0522, 0.0537, 0.0591]),
        .init(.training, work: 1.29e+10, count: 27, seconds: [0.0999, 0.123, 0.208, 0.211, 0.218]),
        .init(.chosen, work: 7.6e+09, count: 72, seconds: [0.125, 0.129, 0.131, 0.134, 0.137]),
        .init(.training, work: 1.13e+10, count: 27, seconds: [0.0769, 0.0998, 0.126, 0.178, 0.18]),
        .init(.chosen, work: 7.62e+09, count: 3, seconds: [0.136, 0.136, 0.137, 0.139, 0.139]),
        .init(.training, work: 1.05e+10, count: 27, seconds: [0.0724, 0.0904, 0.117, 0.162, 0.166]),
        .init(.training, work: 7.62e+09, count: 15, seconds: [0.133, 0.134, 0.134, 0.135, 0.136]),
    ])

    /// Every n-th target of each group; chosen trainings wait for a training each.
    func targets(every n: Int) -> [AnyInput] {
        var trainings: [Input<Double>] = [], targets: [AnyInput] = []
        for group in groups.sorted(by: { $0.kind != .chosen && $1.kind == .chosen }) {
            for number in 0..<max(1, group.count / n) {
                let seconds = group.seconds[number % group.seconds.count], work = group.work
                switch group.kind {
                case .training:
                    trainings.append(Input(RecordedTraining(flops: work, seconds: seconds, number: number)))
                    targets.append(AnyInput(trainings[trainings.count - 1]))
                case .chosen:
                    let input = trainings[number % trainings.count]
                    targets.append(AnyInput(RecordedChosenTraining(training: input, flops: work, seconds: seconds, number: number)))
                case .spectra: targets.append(AnyInput(RecordedSpectra(flops: work, seconds: seconds, number: number)))
                case .other: targets.append(AnyInput(RecordedClaim(seconds: seconds, number: number)))
                }
            }
        }
        return targets
    }
}

/// Lets the time pass that a run took, and as many times that as the file `pace` says.
private func pass(_ seconds: Double, _ inputs: Inputs) -> Double {
    let pace = (try? inputs.effects.files.read(RecordedBuild.paceFile)).flatMap { Double(String(decoding: $0, as: UTF8.self)) } ?? 1
    (inputs.effects.clock as? ManualClock)?.advance(pace * seconds)
    return seconds
}

struct RecordedTraining: Target {
    let flops, seconds: Double
    let number: Int
    var work: Double? { flops > 0 ? flops : nil }
    func make(_ inputs: Inputs) -> Double { pass(seconds, inputs) }
}

struct RecordedChosenTraining: Target {
    let training: Input<Double>
    let flops, seconds: Double
    let number: Int
    var work: Double? { flops > 0 ? flops : nil }
    func make(_ inputs: Inputs) -> Double { pass(seconds, inputs) }
}

struct RecordedSpectra: Target {
    let flops, seconds: Double
    let number: Int
    var work: Double? { flops > 0 ? flops : nil }
    func make(_ inputs: Inputs) -> Double { pass(seconds, inputs) }
}

struct RecordedClaim: Target {
    let seconds: Double
    let number: Int
    func make(_ inputs: Inputs) -> Double { pass(seconds, inputs) }
}
