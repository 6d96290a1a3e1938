// The user's settings for every program that a paper is made with: none of them changes a byte.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct HostileSurroundingsTests {
    /// A home with settings that would change every figure, document and download, and variables that would do so.
    private func hostile(_ home: String) throws -> [String: String] {
        let fonts = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>/nonexistent</dir></fontconfig>"
        let files = [
            ".gnuplot": "set xrange [0:1]\nset grid\nset logscale y\nset title 'mine'\n", ".gnuplotrc": "set grid\n", "lib/style.gp": "set grid\n",
            ".fonts.conf": fonts, ".config/fontconfig/fonts.conf": fonts,
            ".local/share/pandoc/templates/default.html5": "mine $body$", ".local/share/pandoc/templates/default.gfm": "mine",
            ".pandoc/templates/default.html5": "mine", ".local/share/pandoc/default.csl": "<style/>", ".pandoc/default.csl": "<style/>",
            ".local/share/pandoc/abbreviations": "word\n", ".curlrc": "head\noutput = \"/dev/null\"\nproxy = \"http://127.0.0.1:9\"\n",
            ".config/curlrc": "head\n", ".bashrc": "exit 1\n", ".profile": "exit 1\n", ".env": "exit 1\n",
        ]
        for (name, text) in files {
            let path = URL(filePath: home + "/" + name)
            try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: path, atomically: false, encoding: .utf8)
        }
        return [
            "HOME": home, "XDG_CONFIG_HOME": home + "/.config", "XDG_DATA_HOME": home + "/.local/share", "XDG_CACHE_HOME": home + "/.cache",
            "CURL_HOME": home, "GNUPLOT_LIB": home + "/lib", "GNUPLOT_FONTPATH": home, "GDFONTPATH": home, "GNUPLOT_DEFAULT_GDFONT": "nothing",
            "GNUTERM": "png", "FONTCONFIG_FILE": home + "/.fonts.conf", "FONTCONFIG_PATH": home, "LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8",
            "LC_NUMERIC": "de_DE.UTF-8", "TZ": "Asia/Kathmandu", "GZIP": "--nonsense", "ENV": home + "/.env", "BASH_ENV": home + "/.env",
            "PANGOCAIRO_BACKEND": "fc", "LANGUAGE": "de", "COLUMNS": "20",
        ]
    }

    /// The digest of every output, by the target's name.
    private func outputs(_ project: ExampleProject) throws -> [String: String] {
        struct Record: Decodable {
            struct Target: Decodable { var name: String, output: String }
            var targets: [Target]
        }
        let record = try JSONDecoder().decode(Record.self, from: Data(try project.read("build/provenance.json").utf8))
        return Dictionary(record.targets.map { ($0.name, $0.output) }) { $1 }
    }

    @Test func theSamePaperUnderAnotherHomeIsTheSameToTheByte() throws {
        let usual = try ExampleProject(), strange = try ExampleProject()
        try usual.build()
        let result = try strange.build(environment: try hostile(strange.folder + "/home"))
        #expect(result.report.failed == [] && result.result.succeeded, "\(result.result.errorText)")
        let expected = try outputs(usual)
        #expect(expected.count > 4)
        #expect(try outputs(strange) == expected)
        for name in ["line.svg", "line.png", "noise.png", "noise.csv", "line.gp"] {
            let path = "/build/figures/" + name
            #expect(FileManager.default.contents(atPath: usual.folder + path) == FileManager.default.contents(atPath: strange.folder + path), "\(name)")
        }
        #expect(try usual.read("build/paper.md") == strange.read("build/paper.md"))
    }

    @Test func aDownloadReadsNoSettingsOfCurl() throws {
        var paper = try DataProject()
        paper.environment = try hostile(paper.folder + "/home")
        let build = try paper.build()
        #expect(build.ending == .exited(0) && build.text.contains("was downloaded in"), "\(build.text)")
        #expect(try paper.value() == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func aFolderForTemporaryFilesThatIsNotThereIsNamedAndNothingIsLost() throws {
        let project = try ExampleProject()
        let result = try project.run(["build"], environment: ["TMPDIR": "/nonexistent/folder"])
        if !result.succeeded { #expect(result.errorText.contains("Set TMPDIR to a folder that is there"), "\(result.errorText)") }
        #expect(try project.build().report.failed == [])
    }
}
