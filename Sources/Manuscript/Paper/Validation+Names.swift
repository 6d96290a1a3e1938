// Validator: every figure, claim and quantity has a name of its own that a directive and a file can carry.
import BuildGraph

extension Paper {
    func nameIssues(_ contents: PaperContents) -> [PaperIssue] {
        var issues: [PaperIssue] = []
        let figures = contents.figures.map(\.name), claims = contents.claims.map(\.id)
        let names = figures + claims + contents.quantities.compactMap { $0.node.label } + contents.leftOut.map(\.name)
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        for name in names.uniqued() where (counts[name] ?? 0) > 1 {
            issues.append(.error("\(counts[name] ?? 0) targets of the paper are called \(name).", next: "Give each a name of its own."))
        }
        for name in names.uniqued() {
            if name.isEmpty || !name.allSatisfy({ ($0.isASCII && ($0.isLetter || $0.isNumber)) || $0 == "-" || $0 == "_" }) {
                issues.append(.error("\"\(name)\" cannot be a name.", next: "Take letters, digits, - and _."))
            }
            if ["claim", "claims", "ref", "label", Verdicts.name].contains(name) {
                issues.append(.error("The name \(name) has a meaning of its own.", next: "Take another name."))
            }
        }
        for input in contents.quantities where input.node.label == nil {
            issues.append(.error("\(input.node.name) is a quantity without a label.", next: "Give the target a `label`, by which the text quotes it."))
        }
        for dataSet in contents.leftOut.map(\.dataSet).uniqued() where !(dataSets + optionalDataSets).contains(dataSet) {
            issues.append(.error("\(dataSet) is no data set of the paper, and something is left out without it.", next: "Name it in `optionalDataSets`."))
        }
        for profile in profiles.map(\.profile).uniqued() where profiles.count(where: { $0.profile == profile }) > 1 {
            issues.append(.error("The paper lists the profile \(profile.name) twice."))
        }
        return issues
    }
}
