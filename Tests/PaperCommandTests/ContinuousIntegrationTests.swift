// What continuous integration runs: the scripts as it runs them, and its files as the services read them.
import BuildGraph
import Foundation
import Testing

@Suite struct ContinuousIntegrationTests {
    let project: ExampleProject
    private let checkout = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL.path

    init() throws { project = try ExampleProject() }

    /// Runs a script of the checkout in the project, as on a runner that is nobody's home.
    private func run(_ script: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws -> CommandResult {
        var environment = environment.merging(["HOME": project.folder, "CI": "true", "PAPER_CACHE": "", "PROFILE": "laptop"]) { own, _ in own }
        environment["PAPER"] = environment["PAPER"] ?? ExampleProject.program
        return try SystemProcessRunner().run(
            Command("bash", ["\(checkout)/.ci/\(script)"] + arguments, folder: project.folder, environment: environment, timeLimit: 120), until: Cancellation())
    }

    // MARK: Scripts

    @Test(.enabled(if: ExampleProject.hasGit)) func whatAPullRequestChangesIsTheSummaryOfItsJob() throws {
        try project.commit()
        try project.build()
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try project.commit()
        try project.build()
        let summary = "\(project.folder)/build/summary.md"
        try project.write("### Claims\n", to: "build/summary.md")
        let result = try run("diff", ["HEAD~1"], environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary])
        #expect(result.succeeded, "\(result.errorText)")
        let text = try project.read("build/summary.md")
        #expect(text.hasPrefix("### Claims\n### 🔍 An example: HEAD~1 (") && text.contains("1 figure drawn another way") && text.contains("`figures/line.gp`"))
        #expect(project.exists("build/diff.html"))
        #expect(try project.read("build/diff.md") == String(text.dropFirst("### Claims\n".count)))
        // Elsewhere it is printed, and the other commit may come from the environment.
        #expect(try run("diff", environment: ["BASE": "HEAD~1"]).outputText.contains("1 figure drawn another way"))
    }

    @Test func whereThereIsNothingToCompareWithTheJobGoesOn() throws {
        try project.build()
        let first = try run("diff", [String(repeating: "0", count: 40)])
        #expect(first.succeeded && first.outputText.contains("no earlier commit"))
        let unknown = try run("diff", ["no-such-commit"], environment: ["GITHUB_ACTIONS": "true"])
        #expect(unknown.succeeded && unknown.outputText.hasPrefix("::notice title=No comparison::"), "\(unknown.outputText)")
        #expect(unknown.outputText.contains("neither a build, nor an archive, nor a commit"))
        let missing = try run("diff", ["HEAD"], environment: ["PAPER": "./no-such-program"])
        #expect(missing.succeeded)
    }

    @Test func thePageIsBuiltAlsoWhenAClaimIsWorseAndTheStatusIsThatOfTheCheck() throws {
        func write(check: Int, paper: Int) throws {
            try project.write(
                ".PHONY: check paper\ncheck:\n\t@echo check $(PROFILE) $(ARGS); exit \(check)\npaper:\n\t@echo paper $(PROFILE) > built; exit \(paper)\n", to: "Makefile")
            try? project.remove("built")
        }
        for (check, paper, status) in [(0, 0, Int32(0)), (1, 0, 2), (0, 1, 1)] {
            try write(check: check, paper: paper)
            let result = try run("check", ["smoke"])
            // make itself ends with 2 when a recipe fails.
            #expect(result.ending == .exited(status), "\(check) \(paper): \(result.ending)")
            #expect(try project.read("built") == "paper smoke\n" && result.outputText.contains("check smoke --format human"))
        }
        try write(check: 0, paper: 0)
        #expect(try run("check", environment: ["GITHUB_ACTIONS": "true"]).outputText.contains("check laptop --format github"))
    }

    @Test func theStoreHasANameThatAServiceTakes() throws {
        let name = try run("store-name").outputText
        #expect(name.wholeMatch(of: /store-[A-Za-z0-9.]+-swift[0-9.a-z]+-openblas[A-Za-z0-9._-]+-(plain|avx2|avx512)\n/) != nil, "\(name)")
    }

    // MARK: Files

    /// Reads YAML with whatever is there that can; nil where nothing is.
    private func json(ofYAML text: String) throws -> Any? {
        let readers = [
            ("python3", ["-c", "import yaml, json, sys; print(json.dumps(yaml.load(sys.stdin, yaml.BaseLoader)))"]),
            ("\(checkout)/.build/tools/bin/python3", ["-c", "import yaml, json, sys; print(json.dumps(yaml.load(sys.stdin, yaml.BaseLoader)))"]),
            ("ruby", ["-ryaml", "-rjson", "-e", "puts JSON.generate(YAML.load(STDIN.read))"]),
        ]
        for (program, arguments) in readers {
            guard let test = try? SystemProcessRunner().run(Command(program, arguments, standardInput: Array("a: 1".utf8)), until: Cancellation()), test.succeeded else { continue }
            let result = try SystemProcessRunner().run(Command(program, arguments, standardInput: Array(text.utf8)), until: Cancellation())
            guard result.succeeded else { throw Unreadable(description: result.errorText) }
            return try JSONSerialization.jsonObject(with: Data(result.output), options: [.fragmentsAllowed])
        }
        print("Skipped: neither python3 with its yaml module nor ruby is there to read YAML.")
        return nil
    }

    private struct Unreadable: Error, CustomStringConvertible { var description: String }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: "\(checkout)/\(path)", encoding: .utf8) }

    @Test(arguments: [
        ".github/workflows/paper.yml", ".github/actions/check-paper/action.yml", ".ci/gitlab.yml", "Sources/PaperCommand/Starter/github/workflows/paper.yml",
    ])
    func filesOfServicesAreYAML(path: String) throws { _ = try json(ofYAML: text(path)) }

    @Test func examplesInTheDocumentationAreYAML() throws {
        let parts = try text("docs/ci.md").components(separatedBy: "```yaml\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        #expect(parts.count >= 2)
        for part in parts { _ = try json(ofYAML: part) }
    }

    @Test func everyStepOfTheActionHasAShellAndEveryScriptIsThere() throws {
        let action = try text(".github/actions/check-paper/action.yml")
        if let file = try json(ofYAML: action) as? [String: Any] {
            let runs = try #require(file["runs"] as? [String: Any]), steps = try #require(runs["steps"] as? [[String: Any]])
            #expect(runs["using"] as? String == "composite" && !steps.isEmpty)
            for step in steps {
                #expect(step["name"] is String)
                #expect((step["run"] == nil) != (step["uses"] == nil), "\(step)")
                if step["run"] != nil { #expect(step["shell"] as? String == "bash", "\(step["name"] ?? "")") }
                // A version, not a branch that may become anything.
                if let uses = step["uses"] as? String { #expect(uses.contains(/@v\d+$/), "\(uses)") }
            }
            let inputs = try #require(file["inputs"] as? [String: Any])
            let used = Set(action.matches(of: /inputs\.([a-z]+)/).map { String($0.1) })
            #expect(used == Set(inputs.keys))
        }
        for path in [".github/actions/check-paper/action.yml", ".ci/gitlab.yml", ".github/workflows/paper.yml"] {
            for match in try text(path).matches(of: /\.ci\/([a-z-]+)/) {
                #expect(FileManager.default.isExecutableFile(atPath: "\(checkout)/.ci/\(match.1)"), "\(path): .ci/\(match.1)")
            }
        }
    }
}
