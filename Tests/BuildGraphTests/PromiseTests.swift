// What the documentation promises is tested: each row of a table whose last column is called "test" names tests that there are.
import Foundation
import Testing

@Suite struct PromiseTests {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The names of all tests and suites of this project.
    private func tests() throws -> Set<String> {
        var names: Set<String> = []
        let folder = Self.root.appending(path: "Tests").path
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() where path.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            for match in text.matches(of: /@Test[^\n]*(?:\n[^\n]*)?func ([A-Za-z0-9_]+)\(/) { names.insert(String(match.1)) }
            for match in text.matches(of: /@Suite[^\n]*(?:\n[^\n]*)?struct ([A-Za-z0-9_]+)/) { names.insert(String(match.1)) }
        }
        return names
    }

    @Test(arguments: [("crashes", 20), ("keys", 10), ("upkeep", 14), ("limits", 14), ("verify", 12)]) func eachPromiseNamesATestThatThereIs(page: String, least: Int) throws {
        let tests = try tests()
        var rows = 0, isTable = false
        for line in try String(contentsOf: Self.root.appending(path: "docs/\(page).md"), encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            if !line.hasPrefix("|") { isTable = false } else if cells.last == "test" { isTable = true } else if isTable, !line.hasPrefix("|---") {
                rows += 1
                let names = try #require(cells.last).matches(of: /`([A-Za-z0-9_]+)`/).map { String($0.1) }
                #expect(!names.isEmpty, "\(page).md: no test checks: \(line)")
                for name in names { #expect(tests.contains(name), "\(page).md: there is no test called \(name)") }
            }
        }
        #expect(rows >= least, "\(page).md has \(rows) promises")
    }
}
