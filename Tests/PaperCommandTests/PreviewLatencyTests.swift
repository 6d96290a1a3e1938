// How long an edit takes to be seen: measured in the browser, from the write to the first frame after the new content is there. It prints,
// and judges nothing: a machine that is busy would fail it. PAPER_TEST_LATENCY=10 runs it, with so many edits of each kind.
//
// PAPER_TEST_LATENCY_PROJECT, _PROGRAM, _CHAPTER, _SCRIPT and _PAGE measure another paper's project than the example: paths, the last three
// relative to the project's folder; _ARGUMENTS are more arguments of `preview`. _SOURCE is a Swift file, and _WORDS words of a string in it that stand
// on the page, to be changed. All edits are taken back at the end. `swift test` holds the lock of its own package's .build as long as it runs: to measure
// edits of Swift in this package, start the tests' program itself, .build/release/…PackageTests.xctest --testing-library swift-testing --filter PreviewLatency.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct PreviewLatencyTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static func setting(_ name: String) -> String? { environment["PAPER_TEST_LATENCY\(name)"] }

    /// When something was first painted: milliseconds since 1970.
    private static let seen = """
        window.seen = isThere => new Promise(done => {
          const look = () => isThere() ? requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now()))) : requestAnimationFrame(look);
          look();
        });
        """

    @Test func editsAreMeasuredInTheBrowser() throws {
        guard let count = TestSettings.number("PAPER_TEST_LATENCY") else { return print("Skipped without PAPER_TEST_LATENCY: \(#function)") }
        guard let browser = try LiveBrowser() else { return print("Skipped for want of Chromium: \(#function)") }
        let own = try Self.setting("_PROJECT") == nil ? ExampleProject() : nil
        if let own { try own.write(PreviewBrowserTests.chapter(), to: "paper/example.md") }
        let folder = Self.setting("_PROJECT") ?? own?.folder ?? ""
        let preview = try SpawnedBuild(["preview", "--project", folder, "--no-open"] + (Self.setting("_ARGUMENTS")?.split(separator: " ").map(String.init) ?? []), program: Self.setting("_PROGRAM") ?? ExampleProject.program,
            environment: ["PAPER_CACHE": Self.environment["PAPER_CACHE"] ?? ""])
        defer {
            preview.signal(SIGINT)
            preview.wait()
        }
        try browser.runFirst(Self.seen)
        try preview.wait { preview.output.contains("✓") }
        let address = try #require(preview.output.split(separator: "\n").first { $0.hasPrefix("http://") }.map(String.init), "\(preview.output)")
        try browser.open(address)
        try browser.wait(until: "\(LiveBrowser.stripText).includes('Up to date')", seconds: 3600)

        let chapter = Self.setting("_CHAPTER") ?? "paper/example.md", script = Self.setting("_SCRIPT") ?? "figures/line.gp"
        try measure("chapter", count, folder, chapter, browser, shown: { "document.querySelector('main')?.textContent.includes('Edit \($0).')" }) { $0 + "\n\nEdit \($1).\n" }
        try measure("script", count, folder, script, browser, shown: { "[...document.querySelectorAll('svg text')].some(t => t.textContent === 'Edit \($0)')" }) {
            "set label 99 'Edit \($1)' at screen 0.5, 0.5\n" + $0
        }
        if let source = Self.setting("_SOURCE"), let words = Self.setting("_WORDS"), let program = Self.setting("_PROGRAM") {
            try measure("source", count, folder, source, browser, until: ("the program", program), shown: { "document.body.textContent.includes('\(words), edit \($0)')" }) {
                $0.replacing(words, with: "\(words), edit \($1)")
            }
        }
        print("  the page has \(try browser.value(of: "fetch('/').then(r => r.text()).then(t => t.length)", as: Int.self)) letters")
    }

    /// Edits a file some times; prints the median and the range of the times until each is seen, in milliseconds.
    private func measure(
        _ what: String, _ count: Int, _ folder: String, _ file: String, _ browser: LiveBrowser, until witness: (name: String, path: String)? = nil, shown: (Int) -> String,
        edited: (String, Int) -> String
    ) throws {
        let path = folder + "/" + file
        let before = try String(contentsOfFile: path, encoding: .utf8)
        defer { try? before.write(toFile: path, atomically: false, encoding: .utf8) }
        let witness = witness ?? ("the page", Self.setting("_PAGE").map { folder + "/" + $0 } ?? folder + "/build/paper.html")
        var times: [Double] = [], written: [Double] = [], after: [Double] = []
        for number in 1...count {
            // Numbers that no store remembers: what is made is new.
            let mark = number + Int(Date.now.timeIntervalSince1970.truncatingRemainder(dividingBy: 1e6)) * 1000
            let start = Date.now.timeIntervalSince1970 * 1000
            try edited(before, mark).write(toFile: path, atomically: false, encoding: .utf8)
            // A page that is loaded meanwhile is asked again.
            var painted: Double?
            while painted == nil && Date.now.timeIntervalSince1970 * 1000 < start + 300_000 { painted = try? browser.value(of: "seen(() => \(shown(mark)))", as: Double.self) }
            times.append((painted ?? .nan) - start)
            written.append(Double(try RealFileSystem().status(witness.path)?.modified ?? 0) / 1e6 - start)
            after.append(times[number - 1] - written[number - 1])
            try browser.wait(until: "\(LiveBrowser.stripText).includes('Up to date')", seconds: 300)
            usleep(200_000)
        }
        func told(_ times: [Double]) -> String {
            let times = times.sorted()
            return "median \(Int(times[times.count / 2])) ms, from \(Int(times[0])) to \(Int(times[times.count - 1]))"
        }
        print("  \(what), \(count) edits: \(told(times)); \(witness.name) written: \(told(written)); from then until it is seen: \(told(after))")
    }
}
