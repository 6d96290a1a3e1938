// The preview in a real browser: an edit appears without anybody loading the page, the reader's place is kept, errors are shown and go.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct PreviewBrowserTests {
    /// A chapter with enough text to scroll, a note to open, and figures.
    static func chapter(_ word: String = "first", extra: String = "") -> String {
        let filler = (1...40).map { "Paragraph \($0) stands here so that there is something to read and to scroll through." }.joined(separator: "\n\n")
        return """
            # An example {#sec:example}

            The word is \(word).\(extra)

            \(filler)

            ::: figure line
            A line of slope {{EX-1.observed:.2f}}.
            :::

            ## Middle {#sec:middle}

            \(filler)

            ::: figure noise
            Noise, seed 0.
            :::

            Claim {{claim EX-1}} is shown in {{ref figure:line}}, claim {{claim EX-2}} in {{ref figure:noise}}.

            {{claims}}
            """
    }

    private func browser(_ test: String = #function) throws -> LiveBrowser? {
        let browser = try LiveBrowser()
        if browser == nil { print("Skipped for want of Chromium: \(test)") }
        return browser
    }

    private func project() throws -> ExampleProject {
        let project = try ExampleProject()
        try project.write(Self.chapter(), to: "paper/example.md")
        return project
    }

    private let middle = "document.getElementById('sec:middle').getBoundingClientRect().top"
    private func text(_ words: String) -> String { "document.querySelector('main')?.textContent.includes('\(words)')" }

    @Test func anEditOfAChapterAppearsByItselfAndThePlaceIsKept() throws {
        guard let browser = try browser() else { return }
        let project = try project(), preview = try RunningPreview(project)
        try browser.open(preview.address)
        try browser.wait(until: text("The word is first."))
        try browser.wait(until: "\(LiveBrowser.stripText).includes('Up to date')")
        // The reader opens a panel, and goes to the middle.
        _ = try browser.value(of: "document.querySelectorAll('details')[1].open = true", as: Bool.self)
        _ = try browser.value(of: "(scrollTo({top: scrollY + \(middle) - 100, behavior: 'instant'}), window.isTheSamePage = true)", as: Bool.self)
        let before = try browser.value(of: middle, as: Double.self)
        try project.write(Self.chapter("second", extra: "\n\nA new paragraph above the place.\n\nAnd one more."), to: "paper/example.md")
        try browser.wait(until: text("The word is second."))
        try browser.wait(until: "document.readyState === 'complete'")
        let after = try browser.value(of: middle, as: Double.self)
        #expect(abs(after - before) < 2, "\(before) became \(after)")
        #expect(try browser.value(of: "document.querySelectorAll('details')[1].open", as: Bool.self))
        #expect(try !browser.value(of: "document.querySelectorAll('details')[0].open", as: Bool.self))
        // Only what differs was put in, and the page is what it would be if it were loaded.
        #expect(try browser.value(of: "window.isTheSamePage === true", as: Bool.self))
        try project.write(Self.chapter("third", extra: " With $x^2$ and more.\n\n## A new section {#sec:new}\n\nOf which {{ref sec:new}} tells."), to: "paper/example.md")
        try browser.wait(until: text("The word is third."))
        #expect(try browser.value(of: "window.isTheSamePage === true", as: Bool.self))
        let content = "[...document.querySelectorAll('header.front, nav, main, footer')].map(e => e.outerHTML.replace(/ (open|aria-current)=\"[^\"]*\"| near(?=\")| class=\"\"/g, '').replace(/\\s+/g, ' ').replace(/> </g, '><')).join('\\n')"
        try browser.wait(until: "document.querySelector('nav').textContent.includes('A new section')")
        let changed = try browser.value(of: content, as: String.self)
        try browser.open(preview.address)
        try browser.wait(until: "window.isTheSamePage === undefined && document.readyState === 'complete'")
        let loaded = try browser.value(of: content, as: String.self)
        #expect(changed == loaded, "\(TextDifferenceAt.first(changed, loaded))")
        // The built page knows nothing of it.
        #expect(try !project.read("build/paper.html").contains("paper-preview"))
        #expect(preview.interrupt() == 0)
    }

    @Test func anErrorIsShownWithItsPlaceAndGoesWhenItIsMended() throws {
        guard let browser = try browser() else { return }
        let project = try project(), preview = try RunningPreview(project)
        try browser.open(preview.address)
        try browser.wait(until: "\(LiveBrowser.stripText).includes('Up to date')")
        // Of a chapter.
        try project.write(Self.chapter(extra: " {{EX-9.observed:.2f}}"), to: "paper/example.md")
        try browser.wait(until: "\(LiveBrowser.stripText).includes('paper/example.md:3:')")
        try browser.wait(until: "\(LiveBrowser.stripText).includes('1 error')")
        try project.write(Self.chapter("mended"), to: "paper/example.md")
        try browser.wait(until: text("The word is mended."))
        try browser.wait(until: "!\(LiveBrowser.stripText).includes('error')")
        // Of a script: the page of before stays.
        try project.write("set key off\nplot nothing\n", to: "figures/line.gp")
        try browser.wait(until: "\(LiveBrowser.stripText).includes('figures/line.gp:2')")
        #expect(try browser.value(of: text("The word is mended."), as: Bool.self))
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try browser.wait(until: "!\(LiveBrowser.stripText).includes('error') && \(LiveBrowser.stripText).includes('Up to date')")
        #expect(preview.interrupt() == 0)
    }

    @Test func beforeTheFirstBuildThereIsAPageThatWaitsAndALostConnectionIsToldAndTakenUpAgain() throws {
        guard let browser = try browser() else { return }
        let project = try project()
        try project.write(Self.chapter(extra: " It walks to {{walk.end:.2f}}."), to: "paper/example.md")
        let preview = try RunningPreview(project, environment: ["EXAMPLE_WALK": "2500"])
        try browser.open(preview.address)
        try browser.wait(until: "document.body.textContent.includes('The page appears here')")
        try browser.wait(until: "\(LiveBrowser.stripText).includes('Building')")
        try browser.wait(until: "\(LiveBrowser.stripText).includes('walk')")
        try browser.wait(until: text("The word is first."))
        #expect(preview.interrupt() == 0)
        try browser.wait(until: "\(LiveBrowser.stripText).includes('Connection lost')")
        try project.write(Self.chapter("third"), to: "paper/example.md")
        let next = try RunningPreview(project, ["--port", "\(preview.port)"], environment: ["EXAMPLE_WALK": "1500"])
        try browser.wait(until: text("The word is third."))
        #expect(next.interrupt() == 0)
    }

    /// A program that is "compiled": a script that starts the example with another slope.
    @Test func anEditOfSwiftIsCompiledAndTheNextBuildIsThatOfTheNewProgram() throws {
        guard let browser = try browser() else { return }
        let project = try project()
        try project.write("let slope = 2\n", to: "Sources/Line.swift")
        let compiler = """
            slope=$(sed -n 's/let slope = //p' Sources/Line.swift)
            case $slope in *[!0-9.]*) echo "$PWD/Sources/Line.swift:1:13: error: cannot find 'x' in scope"; echo "1 | let slope = x"; exit 1;; esac
            [ "$slope" = "$(cat slope 2> /dev/null || echo 2)" ] && exit 0
            sleep 0.2
            printf '%s' "$slope" > slope
            cp program program.new && touch program.new && mv program.new program
            """
        try project.write(compiler, to: "compile.sh")
        // The example takes its slope from the environment: what stands for its program is a script that reads the "compiled" one.
        try FileManager.default.copyItem(atPath: ExampleProject.program, toPath: project.folder + "/program")
        let preview = try RunningPreview(
            project, ["--compile", "sh compile.sh"], program: project.folder + "/program", environment: ["EXAMPLE_SLOPE_FILE": project.folder + "/slope"])
        try browser.open(preview.address)
        try browser.wait(until: text("slope 2.00"))
        _ = try browser.value(of: "window.isTheSamePage = true", as: Bool.self)
        try project.write("let slope = x\n", to: "Sources/Line.swift")
        try browser.wait(until: "\(LiveBrowser.stripText).includes('Sources/Line.swift:1:13') && \(LiveBrowser.stripText).includes('let slope = x')")
        #expect(try browser.value(of: "window.isTheSamePage === true", as: Bool.self))
        try project.write("let slope = 3\n", to: "Sources/Line.swift")
        try browser.wait(until: "\(LiveBrowser.stripText).includes('Compiling')")
        try browser.wait(until: text("slope 3.00"))
        try browser.wait(until: "!\(LiveBrowser.stripText).includes('error')")
        #expect(preview.interrupt() == 0)
    }
}

/// Where two texts begin to differ.
enum TextDifferenceAt {
    static func first(_ a: String, _ b: String) -> String {
        let start = zip(a, b).prefix { $0 == $1 }.count
        return "…\(a.dropFirst(max(0, start - 60)).prefix(160))… and …\(b.dropFirst(max(0, start - 60)).prefix(160))…"
    }
}
