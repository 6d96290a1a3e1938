// How a scale is varied: written down as parameters, changed where something is set, and read again. The type of a parameter is that of its value in the
// profile; a number that is positive there stays positive, and a list that ascends there ascends, so that no setting can make a study trap.
import BuildGraph

extension PaperSetting {
    /// A scale as it is built: that of the profile, with what was set for this build. Without settings it is returned as it is.
    ///
    ///     let scale = setting.varied(LearningScale(setting.profile), as: "learning")   // --set learning.width=128
    ///
    /// - Parameter name: how the paths of its parameters begin.
    public func varied<Scale: Codable>(_ scale: Scale, as name: String) -> Scale {
        guard let variation else { return scale }
        guard let standard = (try? encodeValue(scale)).flatMap({ try? Datum(decoding: $0) }) else { return scale }
        var datum = standard, problems: [ScaleReview.Problem] = []
        let parameters = ScaleParameter.all(of: standard, named: name)
        for setting in variation.settings {
            for parameter in parameters where ScaleReview.isMeant(parameter.path, by: setting.path) {
                switch parameter.parsed(setting.text) {
                case .success(let value): datum = ScaleParameter.replacing(parameter.steps, in: datum, by: value)
                case .failure(let wrong): problems.append(.init(path: parameter.path, text: setting.text, expected: wrong.expected))
                }
            }
        }
        var varied = scale
        if datum != standard {
            do { varied = try decodeValue(Scale.self, from: datum) } catch {
                for setting in variation.settings where parameters.contains(where: { ScaleReview.isMeant($0.path, by: setting.path) }) {
                    problems.append(.init(path: setting.path, text: setting.text, expected: "a value that \(Scale.self) can have"))
                }
            }
        }
        let values = Dictionary(ScaleParameter.all(of: datum, named: name).map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
        variation.review.note(name, type: "\(Scale.self)", parameters.map { .init(path: $0.path, standard: $0.text, value: values[$0.path] ?? $0.text) }, problems)
        return varied
    }
}
