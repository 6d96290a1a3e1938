// A whole paper of its own in a few lines: the smallest example of how a package uses the engine, the manuscript
// library and the command; and what the end-to-end tests run. Environment variables stand for edits of the code.
import BuildGraph
import Datasets
import Foundation
import LinearAlgebra
import Manuscript
import PaperCommand

/// Work without an end. A file at `$EXAMPLE_BEGUN` tells that it has begun.
private func neverEnd() {
    if let path = ProcessInfo.processInfo.environment["EXAMPLE_BEGUN"] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    Thread.sleep(forTimeInterval: 3600)
}

/// The points of a straight line.
struct Line: Target {
    var slope: Double
    func make(_ inputs: Inputs) -> [Double] { (0..<500).map { slope * Double($0) } }
}

/// The same line, from a target with a defect that only verification can see. What its value should not depend on is
/// switched on by a parameter, so that build and verification have one key.
struct OddLine: Target {
    enum Defect: String, Codable { case clock, roundOff, timeZone, trap, endless }
    var defect: Defect
    /// Round-off that differs from run to run is within it, and the other defects are not.
    var tolerance: Tolerance { .relative(1e-9) }

    func make(_ inputs: Inputs) -> [Double] {
        let isRemade = CommandLine.arguments.contains("remake")
        var values = (0..<500).map { 2 * Double($0) }
        let fraction = Date().timeIntervalSince1970.truncatingRemainder(dividingBy: 1)
        switch defect {
        case .clock: values[17] = fraction
        case .roundOff: values[17] *= 1 + 1e-10 * fraction
        case .timeZone: if ProcessInfo.processInfo.environment["TZ"] == "Pacific/Kiritimati" { values[17] += 1 }
        case .trap: if isRemade { fatalError("a trap on purpose") }
        case .endless: if isRemade { neverEnd() }
        }
        return values
    }
}

/// Uneven numbers that follow from a seed, made in a process of its own.
struct Noise: Target {
    var seed: Int
    var fault = Fault.none
    /// Seconds that it takes longer.
    var pause = 0.0
    var resources: Resources { .heavy(memory: 32 << 20) }

    enum Fault: String, Codable { case none, throwing, trapping, endless }
    struct OutOfLuck: Error {}

    func make(_ inputs: Inputs) throws -> [Double] {
        switch fault {
        case .none: break
        case .throwing: throw OutOfLuck()
        case .trapping: fatalError("a trap on purpose")
        case .endless: neverEnd()
        }
        Thread.sleep(forTimeInterval: pause)
        var state = UInt64(seed) &+ 1
        return (0..<400).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24) - 0.5
        }
    }
}

/// A long walk in a process of its own, which goes on from its last checkpoint when it was killed.
struct Walk: Target {
    var steps: Int
    var label: String? { "walk" }
    var resources: Resources { .heavy(memory: 32 << 20) }

    struct State: Codable {
        var positions = [0.3]
        var path = [Double](repeating: 0, count: 20_000)
    }

    struct Value: Codable {
        var end: Double
        var positions: [Double]
        var sum: Double
    }

    func make(_ inputs: Inputs) throws -> Value {
        var state = inputs.checkpoint.resume(State.self) ?? State()
        while state.positions.count <= steps {
            let x = 3.9 * state.positions[state.positions.count - 1] * (1 - state.positions[state.positions.count - 1])
            state.positions.append(x)
            state.path[state.positions.count % state.path.count] += x
            Thread.sleep(forTimeInterval: 0.001)
            try inputs.checkpoint.save(.units(10)) { state }
        }
        return Value(end: state.positions[steps], positions: state.positions, sum: state.path.reduce(0, +))
    }
}

/// A data set of eight numbers, read in a process of its own; without its file a stand-in.
struct Dots: Target {
    let files: [SourceFile]
    static var kind: TargetKind { .dataSet }
    var label: String? { "dots" }
    var resources: Resources { .heavy(memory: 32 << 20) }

    func make(_ inputs: Inputs) throws -> [Double] {
        guard let file = files.first else { return [0, 0] }
        return String(decoding: try inputs[file], as: UTF8.self).split(separator: " ").compactMap { Double($0) }
    }

    static let content = Array("1 2 3 4 5 6 7 8 ".utf8)

    /// The data set, at an address.
    static func files(at address: String) -> DataSetFiles {
        DataSetFiles(
            name: "Dots", folder: "dots", files: [.init(name: "dots.txt", size: content.count, digest: Digest(of: content))],
            downloads: [.init(addresses: [address], fileName: "dots.txt", digest: nil, largestSize: 1 << 20, isArchive: false)])
    }
}

struct DotsClaim: Claim {
    let dots: Input<[Double]>
    let isStandIn: Bool
    var id: String { "EX-3" }
    var statement: String { "The dots end with $8$." }
    var source: String { "by construction" }
    var criterion: Criterion { .equals(8, within: 1e-9, because: "it is exact") }
    func observe(_ inputs: Inputs) throws -> Observation {
        let observation = Observation.exact(try inputs[dots].last ?? .nan)
        return isStandIn ? observation.standingIn(because: "it was made on a stand-in") : observation
    }
}

struct LineFigure: Figure {
    let plot = Plot("line")
    let line: Input<[Double]>
    func draw(_ inputs: Inputs) throws -> Drawing {
        Mishap.happen(to: "figure")
        let values = try inputs[line]
        var drawing = Drawing()
        drawing.add("line", [Column("x", values.indices.map(Double.init)), Column("y", values)])
        return drawing
    }
}

struct DotsFigure: Figure {
    let plot = Plot("dots-figure")
    let dots: Input<[Double]>
    func draw(_ inputs: Inputs) throws -> Drawing {
        let values = try inputs[dots]
        var drawing = Drawing()
        drawing.add("dots", [Column("x", values.indices.map(Double.init)), Column("y", values)])
        return drawing
    }
}

struct NoiseFigure: Figure {
    let plot = Plot("noise")
    let noise: Input<[[Double]]>
    func draw(_ inputs: Inputs) throws -> Drawing {
        let values = try inputs[noise][0]
        var drawing = Drawing()
        drawing.add("noise", [Column("x", values.indices.map(Double.init)), Column("y", values)])
        return drawing
    }
}

struct SlopeClaim: Claim {
    let line: Input<[Double]>
    let isBroken: Bool
    var id: String { "EX-1" }
    var statement: String { "The line has slope $2$." }
    var source: String { "by construction" }
    var criterion: Criterion { .equals(2, within: 1e-9, because: "round-off of one product") }
    func observe(_ inputs: Inputs) throws -> Observation {
        Mishap.happen(to: "claim")
        let values = try inputs[line]
        return .exact(isBroken ? .nan : values[1] - values[0])
    }
}

/// It may be looked at again: a narrow tolerance takes more replicates.
struct NoiseClaim: Claim {
    let id: String
    let noise: Input<[[Double]]>
    let tolerance: Double
    let judging: Judging?
    let version: ClaimVersion
    let word: String
    var statement: String { "The noise has \(word) $0$." }
    var source: String { "by construction" }
    var criterion: Criterion { .equals(0, within: tolerance, because: "a part of its standard deviation") }
    func observe(_ inputs: Inputs) throws -> Observation {
        .sample(try inputs[noise].map { $0.reduce(0, +) / Double($0.count) })
    }
}

/// Each claim about the noise has a group of its own, "noise-2" for EX-2; they follow their groups rightly, or with one of the
/// mistakes that an author can make.
struct NoiseClaims {
    enum Mistake: String { case looksAtTheSame, isJudgedAtFirst, followsAnother, namesNone, takesMore }

    let setting: PaperSetting
    let replicates: Int
    /// Of the mean, of one claim each; the second one's noise takes its time.
    let tolerances: [Double]
    let pause: Double
    let mistake: Mistake?
    let version: ClaimVersion
    let word: String
    let fault: @Sendable (_ seed: Int) -> Noise.Fault

    var claims: [NoiseClaim] {
        tolerances.enumerated().map { number, tolerance in
            let id = "EX-\(2 + number)", judging = setting.judging("noise-\(2 + number)")
            let planned = mistake == .takesMore ? replicates + 1 : replicates
            let count = mistake == .looksAtTheSame ? planned : (mistake == .followsAnother ? setting.judging("noise-2") : judging).count(planned)
            let noise = Replicates(count) {
                let seed = judging.seed($0) - Judging("", series: 1).seed(0)
                return Noise(seed: seed, fault: fault(seed), pause: number == 0 ? 0 : pause)
            }
            let stated = mistake == .isJudgedAtFirst ? Judging("noise-\(2 + number)") : mistake == .namesNone ? nil : judging
            return NoiseClaim(id: id, noise: Input(noise), tolerance: tolerance, judging: stated, version: version, word: word)
        }
    }
}

/// What a variant of the example can set.
struct ExampleScale: Codable {
    var slope: Double
    var noise: NoiseScale

    struct NoiseScale: Codable {
        /// Replicates of the figure and of the claims.
        var shown, judged: Int
    }
}

@main
enum ExamplePaper {
    static func main() {
        BLAS.avoidIdleThreads()
        let environment = ProcessInfo.processInfo.environment
        // In a file, another slope stands for another program.
        let slopeInFile = environment["EXAMPLE_SLOPE_FILE"].flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }.flatMap(Double.init)
        let slope = slopeInFile ?? environment["EXAMPLE_SLOPE"].flatMap(Double.init) ?? 2
        let fault = environment["EXAMPLE_FAULT"].flatMap(Noise.Fault.init) ?? .none
        let defect = environment["EXAMPLE_DEFECT"].flatMap(OddLine.Defect.init)
        // The seed that has the fault.
        let faultySeed = environment["EXAMPLE_FAULTY_SEED"].flatMap { Int($0) } ?? 0
        let tolerances = environment["EXAMPLE_TOLERANCES"]?.split(separator: " ").compactMap { Double($0) } ?? [0.1]
        let pause = environment["EXAMPLE_PAUSE"].flatMap(Double.init) ?? 0
        let mistake = environment["EXAMPLE_MISTAKE"].flatMap(NoiseClaims.Mistake.init)
        let version = environment["EXAMPLE_VERSION"].flatMap { ClaimVersion($0) } ?? .first
        let word = environment["EXAMPLE_WORD"] ?? "mean"
        let isBroken = environment["EXAMPLE_NAN"] != nil
        let code = environment["EXAMPLE_CODE"] ?? "code"
        let walk = environment["EXAMPLE_WALK"].flatMap { Int($0) }.map { [AnyInput(Walk(steps: $0))] } ?? []
        let address = environment["EXAMPLE_DATA"], isOptional = environment["EXAMPLE_OPTIONAL"] != nil
        let sets = address == nil ? [] : [environment["EXAMPLE_DATA_NAME"] ?? "Dots"]
        let paper = Paper(
            title: "An example", authors: ["The tests"], chapters: [SourceFile("paper/example.md")],
            profiles: [
                ProfileSetting(.laptop, summary: "5 replicates"), ProfileSetting(.paper, summary: "8 replicates"),
            ], dataSets: isOptional ? [] : sets, optionalDataSets: isOptional ? sets : []
        ) { setting in
            let planned = environment["EXAMPLE_REPLICATES"].flatMap { Int($0) } ?? (setting.profile == .laptop ? 5 : 8)
            let scale = setting.varied(ExampleScale(slope: slope, noise: .init(shown: planned, judged: planned)), as: "example")
            let line = defect.map { Input(OddLine(defect: $0)) } ?? Input(Line(slope: scale.slope))
            let replicates = scale.noise.shown
            let faults: @Sendable (Int) -> Noise.Fault = { $0 == faultySeed ? fault : .none }
            let noise = Input(Replicates(replicates) { Noise(seed: $0, fault: faults($0)) })
            let noiseClaims = NoiseClaims(
                setting: setting, replicates: scale.noise.judged, tolerances: tolerances, pause: pause, mistake: mistake,
                version: version, word: word, fault: faults)
            var contents = PaperContents(
                figures: [LineFigure(line: line), NoiseFigure(noise: noise)],
                claims: [SlopeClaim(line: line, isBroken: isBroken)] + noiseClaims.claims,
                quantities: walk + Mishap.named(in: environment["EXAMPLE_MISHAPS"] ?? "").map { AnyInput($0) })
            if let name = environment["EXAMPLE_FIGURE"] { contents.figures.removeAll { $0.name != name } }
            if let address, isOptional {
                let dots = Input(Dots(files: [Dots.files(at: address).sourceFile("dots.txt")]))
                return contents + setting.contents(from: "Dots", figures: [DotsFigure(dots: dots)], quantities: [AnyInput(dots)])
            }
            if let address {
                let isThere = setting.data.contains("Dots")
                let dots = Input(Dots(files: isThere ? [Dots.files(at: address).sourceFile("dots.txt")] : []))
                contents.claims.append(DotsClaim(dots: dots, isStandIn: !isThere))
                contents.quantities.append(AnyInput(dots))
            }
            return contents
        }
        let health = HealthCheck { _ in
            switch environment["EXAMPLE_HEALTH"] {
            case "broken": throw Noise.OutOfLuck()
            case let state?: [HealthFinding("example", .warning, "It is \(state).", mend: "rest")]
            case nil: []
            }
        }
        runPaperCommand(paper, code: CodeFingerprints(everything: Digest(of: code.utf8)), checks: [health],
            dataSets: DataSetFiles.published + [Dots.files(at: address ?? "")])
    }
}
