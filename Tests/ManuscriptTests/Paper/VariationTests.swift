// Scales that are varied: which parameters they have, what can be set, and that without settings nothing is another thing.
import BuildGraph
import Manuscript
import Testing

@Suite struct VariationTests {
    struct Scale: Codable, Equatable {
        enum Method: String, Codable { case euler, heun }

        struct Part: Codable, Equatable {
            var steps: Int
            var rate: Double
        }

        var width = 64
        var part = Part(steps: 100, rate: 0.25)
        var depths = [2, 8, 32]
        var rates: [Double] = [0.5, 0.25]
        var kinds = [Part(steps: 1, rate: 1), Part(steps: 2, rate: 1)]
        var method = Method.euler
        var isLong = false
        var offset = -1.5
        var more: Int?
    }

    private func varied(_ settings: [(String, String)]) -> (scale: Scale, review: ScaleReview) {
        let variation = Variation(settings.map { Variation.Setting($0.0, $0.1) })
        return (PaperSetting(.smoke, variation: variation).varied(Scale(), as: "study"), variation.review)
    }

    @Test func withoutSettingsAScaleIsReturnedAsItIs() {
        #expect(PaperSetting(.smoke).varied(Scale(), as: "study") == Scale())
        #expect(PaperSetting(.smoke) == PaperSetting(.smoke, variation: nil))
    }

    @Test func parametersAreFoundByTheirPaths() {
        #expect(
            varied([]).review.parameters.map { "\($0.path)=\($0.value)" } == [
                "study.width=64", "study.part.steps=100", "study.part.rate=0.25", "study.depths=2,8,32", "study.rates=0.5,0.25", "study.kinds[0].steps=1",
                "study.kinds[0].rate=1", "study.kinds[1].steps=2", "study.kinds[1].rate=1", "study.method=euler", "study.isLong=false", "study.offset=-1.5",
            ])
    }

    @Test func everyKindOfValueCanBeSet() {
        let (scale, review) = varied([
            ("study.width", "128"), ("study.part.rate", "1e-3"), ("study.depths", "[4, 16]"), ("study.rates", "3"), ("study.kinds[1].steps", "7"), ("study.method", "heun"),
            ("study.isLong", "true"), ("study.offset", "2"),
        ])
        #expect(review.problems.isEmpty)
        var expected = Scale(width: 128, depths: [4, 16], rates: [3], method: .heun, isLong: true, offset: 2)
        expected.part.rate = 1e-3
        expected.kinds[1].steps = 7
        #expect(scale == expected)
    }

    @Test func aPatternSetsAllThatItMatches() {
        #expect(varied([("study.*.steps", "5")]).scale.part.steps == 5)
        let all = varied([("*steps", "5")]).scale
        #expect(all.part.steps == 5 && all.kinds.map(\.steps) == [5, 5] && all.width == 64)
        #expect(ScaleReview.isMeant("a.b.c", by: "a.*.c") && !ScaleReview.isMeant("a.c", by: "a.*.c") && ScaleReview.isMeant("a.c", by: "*") && !ScaleReview.isMeant("ab", by: "a*b*b"))
    }

    @Test(arguments: [
        ("study.width", "6.5", "a whole number above 0"), ("study.width", "-1", "a whole number above 0"), ("study.width", "99999999999999999999", "a whole number above 0"),
        ("study.part.rate", "nan", "a number above 0"), ("study.part.rate", "0", "a number above 0"), ("study.isLong", "yes", "true or false"),
        ("study.depths", "8,2", "a list of whole numbers above 0, ascending, such as 2,8,32"), ("study.depths", "[]", "a list of whole numbers above 0, ascending, such as 2,8,32"),
        ("study.depths", "2,x", "a list of whole numbers above 0, ascending, such as 2,8,32"), ("study.method", "newton", "a value that Scale can have"),
    ])
    func whatAParameterCannotBeIsToldByWhatItCan(path: String, text: String, expected: String) {
        let (scale, review) = varied([(path, text)])
        #expect(review.problems.map(\.expected) == [expected] && scale == Scale())
    }

    /// Contents are described twice when the ledger asks for another series.
    @Test func whatIsDescribedTwiceIsListedOnce() {
        let variation = Variation([Variation.Setting("study.width", "128")]), setting = PaperSetting(.smoke, variation: variation)
        for _ in 0..<2 { _ = setting.varied(Scale(), as: "study") }
        _ = setting.varied(Scale.Part(steps: 1, rate: 1), as: "other")
        #expect(variation.review.parameters.count { $0.path == "study.width" } == 1 && variation.review.parameters.contains { $0.path == "other.rate" })
    }

    /// The key of a target does not tell how its parameters came about.
    @Test func theSameParametersAreTheSameTargets() throws {
        struct Training: Target {
            let width: Int
            func make(_ inputs: Inputs) throws -> Int { width }
        }
        let set = Input(Training(width: varied([("study.width", "64")]).scale.width)), plain = Input(Training(width: Scale().width))
        #expect(AnyInput(set).node.identity == AnyInput(plain).node.identity)
    }
}
