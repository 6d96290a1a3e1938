// Opens a file or an address with the desktop's own program for it.
import BuildGraph
import Foundation

enum DesktopOpener {
    /// Opens a place. What is opened goes on when this process has ended.
    ///
    /// - Throws: `UsageError` where there is no program for it, or it could not.
    static func open(_ place: String) throws {
        let openers = ["xdg-open", "open", "sensible-browser"]
        guard let opener = openers.lazy.compactMap(SystemProcessRunner.find).first else {
            throw UsageError(what: "No program to open it was found.", next: "Open \(place) yourself.")
        }
        let process = Process()
        process.executableURL = URL(filePath: opener)
        process.arguments = [place]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        // One that cannot open anything says so at once.
        for _ in 0..<20 where process.isRunning { usleep(50_000) }
        if !process.isRunning && process.terminationStatus != 0 {
            throw UsageError(
                what: "\(opener) could not open it (exit status \(process.terminationStatus)).", next: "Open \(place) in a browser yourself.")
        }
    }
}
