// Programs are asked for their versions once; one that was replaced is asked again.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct ProgramMemoryTests {
    let project: ExampleProject
    let tools: String

    init() throws {
        project = try ExampleProject()
        tools = project.folder + "/tools"
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
        for name in ["env", "sh", "pandoc", "fc-match", "git"] {
            if let path = SystemProcessRunner.find(name) { try FileManager.default.createSymbolicLink(atPath: "\(tools)/\(name)", withDestinationPath: path) }
        }
    }

    /// Edits a script and builds; what the record of the run says of gnuplot.
    private func versionOfGnuplot(afterEdit number: Int) throws -> String {
        try project.write("plot data index line using x:y with lines # \(number)\n", to: "figures/line.gp")
        let (_, report, result) = try project.build(environment: ["PATH": tools])
        #expect(report.failed.isEmpty && report.ran.contains("line"), "\(result.errorText)")
        struct Records: Decodable {
            struct Target: Decodable { let name: String, software: [String: String] }
            let targets: [Target]
        }
        let records = try JSONDecoder().decode(Records.self, from: Data(try project.read("build/provenance.json").utf8))
        return records.targets.first { $0.name == "line" }?.software["gnuplot"] ?? ""
    }

    @Test func aProgramIsAskedAgainWhenItIsAnotherFileAndAScriptAlways() throws {
        let real = try #require(SystemProcessRunner.find("gnuplot")), link = tools + "/gnuplot"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
        let first = try versionOfGnuplot(afterEdit: 1)
        #expect(first.hasPrefix("gnuplot "))
        let known = try Data(contentsOf: URL(filePath: project.folder + "/build/.programs"))
        #expect(try versionOfGnuplot(afterEdit: 2) == first)
        #expect(try Data(contentsOf: URL(filePath: project.folder + "/build/.programs")) == known)

        for (number, version) in [(3, "gnuplot 8.1 patchlevel 0"), (4, "gnuplot 8.2 patchlevel 0")] {
            try? FileManager.default.removeItem(atPath: link)
            let script = "#!\(tools)/sh\nif [ \"$1\" = --version ]; then echo '\(version)'; else exec \(real) \"$@\"; fi\n"
            try project.write(script, to: "tools/gnuplot")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: link)
            #expect(try versionOfGnuplot(afterEdit: number).hasPrefix(version))
        }
        #expect(try Data(contentsOf: URL(filePath: project.folder + "/build/.programs")) == known)
    }
}
