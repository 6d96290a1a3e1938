// A generated program, as large as this paper's, that stands for the code of the benchmark's targets; each build gets one of
// its versions. A real edit also costs compiling.
import BuildGraph

/// A program in which both target types reach everything.
enum EngineCode {
    private static let files = 400
    private static let declarations = 20

    /// Versions differ in one declaration. The two texts that the plugin would have generated.
    static func texts(version: Int) -> (fingerprints: String, declarations: String) {
        func digits(_ text: String, _ count: Int) -> String { String(Digest(of: Array(text.utf8)).hexadecimal.prefix(count)) }
        let types = ["Benchmarks.FileSum", "Benchmarks.PairSum"]
        let fingerprints = ["*" + digits("\(version)", 64), "=Benchmarks"] + types.map { "\($0) " + digits("\($0) \(version)", 64) }
        var table = ["=Benchmarks"]
        for file in 0..<files {
            table.append("/Sources/Benchmarks/File\(file).swift")
            for number in 0..<declarations {
                let name = "Type\(file).function\(number)(_:)", edited = file == files / 2 && number == 3 ? version : 0
                table.append("\(number % 4 == 0 ? "+" : ".")\(digits("\(name) \(edited)", 16)) \(name)")
            }
        }
        table.append("*0-\(files * declarations / 4 - 1)")
        return (fingerprints.joined(separator: "\n"), (table + types.map { ">" + $0 }).joined(separator: "\n"))
    }
}
