// The page on paper: printed by Chromium without a window, with the structure of the page as tags and its headings as outline.
import BuildGraph
import Foundation

struct PagePrint {
    let effects: Effects

    /// By which names Chromium is looked for.
    private static let programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    /// Milliseconds of the page's own clock that it gets to lay itself out.
    private static let layoutTime = 20_000
    /// Seconds until it is given up. A page of megabytes takes one minute, and several on a machine that has much else to do.
    private static let patience = 1200.0

    struct Printed {
        let bytes: [UInt8]
        /// What the PDF lacks.
        let notes: [String]
    }

    /// - Parameter page: an absolute path.
    func pdf(ofPage page: String) throws -> Printed {
        guard let program = Self.programs.first(where: { SystemProcessRunner.find($0) != nil }) else {
            throw UsageError(
                what: "Chromium was not found.", why: "It prints the page; none of \(Self.programs.joined(separator: ", ")) is in a folder of PATH.",
                next: "On Debian: sudo apt-get install chromium. Or open the page in any browser, and print it there: paper open")
        }
        let folder = try effects.files.makeScratchFolder()
        defer { try? effects.files.removeAll(folder) }
        let output = folder + "/paper.pdf"
        // The page is the paper's own and fetches nothing, so that Chromium's sandbox, which containers and root do not have, protects nothing.
        let result = try effects.processes.run(
            .hermetic(
                program,
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder)/profile", "--no-pdf-header-footer",
                    "--generate-pdf-document-outline", "--virtual-time-budget=\(Self.layoutTime)", "--print-to-pdf=\(output)", URL(filePath: page).absoluteString,
                ], timeLimit: Self.patience),
            until: Cancellation())
        guard let bytes = try? effects.files.read(output), bytes.starts(with: "%PDF".utf8) else {
            throw UsageError(
                what: "\(program) printed no PDF.",
                why: result.ending == .timedOut ? "It was not done after \(Int(Self.patience / 60)) minutes." : result.errorText.split(separator: "\n").suffix(3).joined(separator: "\n"),
                next: "Open the page in a browser, and print it there: paper open")
        }
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        var notes: [String] = []
        if !text.contains("/StructTreeRoot") { notes.append("This \(program) writes no tags: screen readers will not know headings from text. A newer one does.") }
        if !text.contains("/Outlines") { notes.append("This \(program) writes no outline. A newer one does.") }
        return Printed(bytes: bytes, notes: notes)
    }
}
