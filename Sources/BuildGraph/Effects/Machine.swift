// What machine a result was made on: provenance, never part of a key.
import Foundation
import Synchronization

/// The machine and the software of a run.
public struct Machine: Codable, Sendable, Equatable {
    public var host: String
    public var processor: String
    /// Those that this process may use.
    public var cores: Int
    /// Bytes that this process may use.
    public var memory: Int
    public var system: String
    /// Names and versions of what the values depend on: the compiler, libraries, programs.
    public var software: [String: String]

    public init(host: String, processor: String, cores: Int, memory: Int, system: String, software: [String: String] = [:]) {
        self.host = host
        self.processor = processor
        self.cores = cores
        self.memory = memory
        self.system = system
        self.software = software
    }

    /// Asks the operating system.
    public static func current() -> Machine {
        let information = ProcessInfo.processInfo, usable = UsableResources.current()
        return Machine(
            host: information.hostName,
            processor: processorName(),
            cores: usable.cores,
            memory: usable.memory,
            system: information.operatingSystemVersionString)
    }

    /// The greatest memory this process has used so far, in bytes.
    public func peakMemory() -> Int {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
        #else
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #endif
        return usage.peakMemory
    }

    private static func processorName() -> String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    }
}

extension rusage {
    /// Bytes. The kernel counts in bytes on Darwin, in kibibytes elsewhere.
    var peakMemory: Int {
        #if canImport(Darwin)
            Int(ru_maxrss)
        #else
            Int(ru_maxrss) * 1024
        #endif
    }
}

/// The clocks of the machine.
public struct SystemClock: BuildClock {
    /// Nanoseconds of the latest look: a machine that was moved, or a program that plays with time, may set even this clock back.
    private final class Latest: Sendable {
        let time = Atomic<Int64>(0)
    }

    private let latest = Latest()

    public init() {}

    public func now() -> Double { seconds(CLOCK_REALTIME) }

    public func monotonic() -> Double {
        let time = seconds(CLOCK_MONOTONIC).nanoseconds
        return Double(max(time, latest.time.max(time, ordering: .relaxed).newValue)) * 1e-9
    }

    public func threadTime() -> Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

    private func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
