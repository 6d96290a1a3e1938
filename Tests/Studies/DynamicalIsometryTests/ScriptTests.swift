// The scripts of the figures leave names and counts to Swift, so that reordering or another profile cannot mislabel anything.
import Foundation
import TestSupport
import Testing

@Suite struct ScriptTests {
    /// The scripts without their comments.
    private static let scripts: [(name: String, text: String)] = {
        let folder = URL.project(of: #filePath).appending(path: "figures")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".gp") }.sorted().map { name in
            let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
            return (name, text.split(separator: "\n").filter { $0.first { $0 != " " } != "#" }.joined(separator: "\n"))
        }
    }()

    @Test func noScriptContainsTheNameOfANetworkOrAnOptimiser() {
        #expect(Self.scripts.count >= 8)
        for (name, text) in Self.scripts {
            for (k, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() where k % 2 == 1 {
                for word in ["tanh", "ReLU", "Gaussian", "orthogonal", "SGD", "momentum", "Adam", "RMSProp"] {
                    #expect(!part.contains(word), "\(name): \"\(part)\"")
                }
            }
        }
    }

    @Test func noScriptContainsTheNumberOfCurvesOrPanels() throws {
        let loop = try Regex("\\[[a-z]=1:[0-9]+\\]")
        for (name, text) in Self.scripts { #expect(text.firstMatch(of: loop) == nil, "\(name)") }
    }

    @Test func marginsAndTheColourOfGuidesAreDefinedOnce() {
        for (name, text) in Self.scripts where name != "panels.gp" { #expect(!text.contains("set multiplot"), "\(name)") }
        for (name, text) in Self.scripts where name != "style.gp" { #expect(!text.contains("7A7F87"), "\(name)") }
    }
}
