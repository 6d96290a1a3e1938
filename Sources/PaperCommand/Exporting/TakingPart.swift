// What took part in making the values of a paper: the machines, programs and libraries that the runs recorded, the packages that were
// compiled in, and the packages of the system that these libraries and programs belong to.
import BuildGraph
import Foundation

/// The environment of a build.
struct TakingPart {
    /// A program or library in a version, and how many targets were made with it.
    struct Software: Equatable {
        var name, version: String
        var targets: Int
    }

    /// A package that was compiled in, as Package.resolved pins it.
    struct Pin: Equatable {
        var name, version, revision, address: String
    }

    var systems: [(name: String, targets: Int)]
    var processors: [String]
    var software: [Software]
    var pins: [Pin]
    var packages: SystemPackages
    /// When the last value was made: seconds since 1970.
    var lastRun: Double
    /// Versions here that are others than those that the values were made with.
    var differences: [String]

    init(_ paper: BuiltPaper) {
        let runs = paper.runs, workspace = paper.workspace
        func counted(_ texts: [String]) -> [(name: String, targets: Int)] {
            Dictionary(grouping: texts, by: { $0 }).map { ($0.key, $0.value.count) }.sorted { ($1.targets, $0.name) < ($0.targets, $1.name) }
        }
        systems = counted(runs.map(\.trace.details.provenance.machine.system))
        processors = counted(runs.map(\.trace.details.provenance.machine.processor)).map(\.name)
        var counts: [String: [String: Int]] = [:]
        for (_, trace) in runs {
            for (name, version) in trace.details.provenance.machine.software { counts[name, default: [:]][version, default: 0] += 1 }
        }
        software = counts.sorted { $0.key < $1.key }.flatMap { name, versions in
            versions.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Software(name: name, version: $0.key, targets: $0.value) }
        }
        pins = Self.pins(workspace)
        lastRun = runs.map(\.trace.details.provenance.started).max() ?? workspace.effects.clock.now()
        packages = SystemPackages(workspace.effects)
        let here = workspace.effects.machineWithSoftware
        differences = here.software.sorted { $0.key < $1.key }.compactMap { name, version in
            guard let made = counts[name], made[version] == nil else { return nil }
            return "\(name): the values were made with \(made.keys.sorted().joined(separator: " and ")); here is \(version)."
        }
        if let system = systems.first?.name, system != here.system { differences.insert("The values were made on \(system); here is \(here.system).", at: 0) }
    }

    private static func pins(_ workspace: Workspace) -> [Pin] {
        struct Resolved: Decodable {
            struct Pin: Decodable {
                struct State: Decodable { var version, revision, branch: String? }
                var identity, location: String
                var state: State
            }
            var pins: [Pin]
        }
        guard let bytes = try? workspace.effects.files.read(workspace.root + "/Package.resolved", atMost: FileLimit.text),
            let resolved = try? JSONDecoder().decode(Resolved.self, from: Data(bytes))
        else { return [] }
        return resolved.pins.map {
            Pin(name: $0.identity, version: $0.state.version ?? $0.state.branch ?? "", revision: $0.state.revision ?? "", address: $0.location)
        }
    }

    /// environment.json
    var json: Datum {
        func text(_ value: String) -> Datum { .string(value) }
        func object(_ fields: (String, Datum)...) -> Datum { .object(fields.map { .init($0.0, $0.1) }) }
        return object(
            ("systems", .list(systems.map { object(("name", text($0.name)), ("targets", .integer(Int64($0.targets)))) })),
            ("processors", .list(processors.map(text))),
            ("software", .list(software.map { object(("name", text($0.name)), ("version", text($0.version)), ("targets", .integer(Int64($0.targets)))) })),
            ("compiledPackages", .list(pins.map {
                object(("name", text($0.name)), ("version", text($0.version)), ("revision", text($0.revision)), ("address", text($0.address)))
            })),
            ("systemPackages", .list(packages.all.map { object(("name", text($0.name)), ("version", text($0.version)), ("architecture", text($0.architecture))) })),
            ("lastRun", text(BuiltPaper.time(lastRun))), ("differencesHere", .list(differences.map(text))))
    }
}
