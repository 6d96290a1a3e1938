// The file of published points: what is read, and what is refused.
import Foundation
import NetworkModels
import OrthogonalWeights
import TestSupport
import Testing

@Suite struct PublishedCorrelatorsTests {
    @Test func theFileHasTheOriginalsPoints() throws {
        let file = URL.project(of: #filePath).appending(path: "paper/P4/published-correlators.csv")
        let published = try PublishedCorrelators(String(contentsOf: file, encoding: .utf8))
        #expect(published.points.count == 152)
    }

    @Test(arguments: ["orthogonal,B,2", "orthogonal,B,0,0.1", "orthogonal,X,2,0.1", "haar,B,2,0.1", "orthogonal,B,2,nan", "orthogonal,B,2,0.1,"])
    func aLineThatIsNotAPointIsRefusedWithItsNumber(_ line: String) {
        #expect(throws: PublishedCorrelatorsError(line: 3, text: line)) { try PublishedCorrelators("# comment\nensemble,tensor,layer,value\n\(line)\n") }
    }
}
