// The RO-Crate of the example paper: whole, consistent in itself, and accepted by the validator of RO-Crates.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct CrateTests {
    let project: ExampleProject
    let folder: String

    init() throws {
        project = try ExampleProject()
        try project.write("MIT License\n\nText.\n", to: "LICENSE")
        folder = project.folder + ".crate"
    }

    private func export() throws -> CommandResult {
        try project.build()
        return try project.run(["export", "rocrate", folder])
    }

    private func graph(_ file: String) throws -> [[String: Any]] {
        let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(file)"))
        return try #require((try JSONSerialization.jsonObject(with: data) as? [String: Any])?["@graph"] as? [[String: Any]])
    }

    private func references(_ value: Any?) -> [String] {
        switch value {
        case let list as [Any]: list.flatMap { references($0) }
        case let object as [String: Any]: (object["@id"] as? String).map { [$0] } ?? object.values.flatMap { references($0) }
        default: []
        }
    }

    @Test func everythingThatIsNamedIsThereAndEveryFileIsDigested() throws {
        let result = try export()
        #expect(result.succeeded, "\(result.errorText)")
        let entities = try graph("ro-crate-metadata.json"), ids = Set(entities.compactMap { $0["@id"] as? String })
        #expect(ids.count == entities.count)
        for entity in entities {
            for (name, value) in entity where name != "conformsTo" {
                for id in references(value) { #expect(ids.contains(id), "\(entity["@id"] ?? "") \(name) \(id)") }
            }
            if entity["@type"] as? String == "File" { #expect(FileManager.default.fileExists(atPath: "\(folder)/\(entity["@id"] as? String ?? "")")) }
        }
        let sums = try String(contentsOfFile: folder + "/sha256sums.txt", encoding: .utf8).split(separator: "\n")
        for line in sums {
            let path = String(line.dropFirst(66))
            #expect(Digest(of: Array(FileManager.default.contents(atPath: "\(folder)/\(path)") ?? Data())).hexadecimal == line.prefix(64), "\(path)")
        }
        #expect(sums.contains { $0.hasSuffix("  sources/paper/example.md") } && sums.contains { $0.hasSuffix("  report/figures/line.csv") })
    }

    @Test func aClaimHasItsCriterionItsObservedValueAndItsVerdict() throws {
        _ = try export()
        let entities = try graph("ro-crate-metadata.json")
        func entity(_ id: String) -> [String: Any]? { entities.first { $0["@id"] as? String == id } }
        #expect(entity("#claim-EX-1")?["text"] as? String == "The line has slope $2$.")
        let review = try #require(entity("#verdict-EX-1"))
        #expect(references(review["itemReviewed"]) == ["#claim-EX-1"] && references(review["reviewRating"]) == ["#rating-holds"])
        #expect(references(review["mentions"]) == ["#observed-EX-1", "#criterion-EX-1"])
        #expect(entity("#observed-EX-1")?["value"] as? Double == 2)
        #expect((entity("#criterion-EX-1")?["value"] as? String)?.hasPrefix("equals 2 within") == true)
        // The run that judged it made the review.
        let run = try #require(references(review["isBasedOn"]).first)
        let results = references(entity(run)?["result"])
        #expect(results.contains("#verdict-EX-1"))
    }

    @Test func inTheGraphOfProvenanceEveryUsedValueWasMadeByARunOrReadFromAFile() throws {
        _ = try export()
        let entities = try graph("provenance.jsonld")
        let activities = entities.filter { $0["@type"] as? String == "prov:Activity" }
        let made = Set(entities.filter { $0["prov:wasGeneratedBy"] != nil }.compactMap { $0["@id"] as? String })
        let runs = Set(activities.compactMap { $0["@id"] as? String })
        // 5 runs of noise, which have no label, are in it too.
        #expect(activities.count(where: { ($0["label"] as? String)?.hasPrefix("made Noise") == true }) == 5)
        for activity in activities {
            for used in references(activity["prov:used"]) { #expect(made.contains(used) || used.hasPrefix("#file-"), "\(used)") }
        }
        for entity in entities { for run in references(entity["prov:wasGeneratedBy"]) { #expect(runs.contains(run)) } }
    }

    @Test func theValidatorAcceptsIt() throws {
        guard let validator = OptionalProgram.find("rocrate-validator") else { return }
        _ = try export()
        for profile in ["ro-crate-1.1", "process-run-crate-0.5"] {
            let arguments = ["--no-interactive", "validate", "--no-paging", "--verbose", "--requirement-severity", "required", "--profile-identifier", profile, folder]
            let result = try SystemProcessRunner().run(Command(validator, arguments, timeLimit: 300), until: Cancellation())
            // It reads the terms of RO-Crate from the web.
            if (result.outputText + result.errorText).contains("URLError") { return print("Skipped without a network: \(#function)") }
            #expect(result.succeeded, "\(result.outputText)")
        }
    }

    @Test func withoutAuthorsAndLicenceNothingIsInvented() throws {
        try project.remove("LICENSE")
        let result = try export()
        #expect(result.errorText.contains("The project has no licence file"))
        let licence = try #require(try graph("ro-crate-metadata.json").first { $0["@id"] as? String == "#licence" })
        #expect(licence["name"] as? String == "No licence")
    }
}
