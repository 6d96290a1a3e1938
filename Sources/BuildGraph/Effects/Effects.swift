// Everything the engine asks of the world, as values, so that it runs whole in memory under test.

import Foundation

/// The outside world of a build.
public struct Effects: Sendable {
    public var files: any FileSystem
    public var clock: any BuildClock
    public var processes: any ProcessRunner
    public var machine: Machine
    /// Names and versions of programs that are recorded with a run, and asked for when there is one.
    public var software: @Sendable () -> [String: String] = { [:] }
    /// What to do next about an error, in the words of the program that uses the engine: its commands, its options. Nil for an
    /// error that it has nothing to say about. Default: nothing.
    public var advice: @Sendable (any Error) -> String? = { _ in nil }
    /// The project's root folder, to which declared files are relative.
    public var root: String
    /// Where declared files are that are not in the project, as data sets: by their declared path, absolute. Only the declared
    /// path and the content are in a key, never the place.
    public var mounts: [String: String] = [:]
    /// Tells the temporary files of this process from those of others.
    public var processIdentifier: Int32

    public init(
        files: any FileSystem, clock: any BuildClock, processes: any ProcessRunner, machine: Machine, root: String,
        processIdentifier: Int32
    ) {
        self.files = files
        self.clock = clock
        self.processes = processes
        self.machine = machine
        self.root = root
        self.processIdentifier = processIdentifier
    }

    /// The real file system, clock and processes.
    public static func live(root: String) -> Effects {
        Effects(
            files: RealFileSystem(), clock: SystemClock(), processes: SystemProcessRunner(),
            machine: .current(), root: root, processIdentifier: ProcessInfo.processInfo.processIdentifier)
    }

    /// The machine as it is recorded with a run.
    public var machineWithSoftware: Machine {
        var machine = machine
        machine.software.merge(software()) { $1 }
        return machine
    }

    /// An error in words, with the program's advice.
    public func report(_ error: any Error) -> ErrorReport { ErrorReport(error, advice: advice) }

    /// The absolute path of a declared file: where it is mounted, or relative to the project.
    public func projectPath(_ declared: String) -> String {
        if let place = mounts[declared] { return place }
        return declared.hasPrefix("/") ? declared : root + "/" + declared
    }
}

/// Wall time, and the processor time of the calling thread.
public protocol BuildClock: Sendable {
    /// Seconds since 1970. May go backwards.
    func now() -> Double
    /// Seconds since some fixed moment. Never goes backwards.
    func monotonic() -> Double
    /// Processor seconds used by the calling thread.
    func threadTime() -> Double
}
