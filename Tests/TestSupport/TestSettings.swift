// How much a test does is set by the environment: a default that every change can afford, and as much as one likes.
import Foundation

/// Numbers from environment variables.
public enum TestSettings {
    /// The number in a variable, or the default.
    public static func count(_ variable: String, default standard: Int) -> Int {
        number(variable) ?? standard
    }

    /// The number in a variable; nil when it is not set.
    public static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }
}
