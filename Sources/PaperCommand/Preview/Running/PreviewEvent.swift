// What a build says of itself, as `build --json` prints it: the fields that the preview shows.
import Foundation

/// A line of `build --json`.
package struct PreviewEvent: Decodable, Equatable, Sendable {
    package var event: String
    package var name, title: String?
    package var what, why, next, output: String?
    package var toRun, done, total: Int?
    package var seconds, remaining: Double?
    package var running: [String]?
    /// Absolute paths of all files that the build's targets declare.
    package var files: [String]?
    /// Figures that are built without a page: their names.
    package var figures: [String]?
    /// Of the last line: names of targets.
    package var ran, failed: [String]?
    package var upToDate: Int?

    package init(_ event: String) { self.event = event }

    /// Nil for a line that is no event.
    package init?(line: String) {
        guard line.hasPrefix("{"), let event = try? JSONDecoder().decode(Self.self, from: Data(line.utf8)) else { return nil }
        self = event
    }
}
