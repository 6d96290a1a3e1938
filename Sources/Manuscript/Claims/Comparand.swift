// From the shape of an observation to the numbers that a criterion compares with its threshold. Whatever is not a
// finite number, is empty, or has the wrong shape ends here, so that no comparison ever meets it.
import Foundation

/// A number that is compared with thresholds.
package struct Comparand: Sendable {
    package var name: String
    package var estimate: Estimate
    /// For a ratio a/b: a and b, b > 0. It lies below r where a − r b lies below 0, which needs no delta method.
    package var parts: (Estimate, Estimate)?

    package init(name: String = "", estimate: Estimate, parts: (Estimate, Estimate)? = nil) {
        self.name = name
        self.estimate = estimate
        self.parts = parts
    }

    package func standing(at threshold: Double) -> Standing {
        guard let (numerator, denominator) = parts else { return estimate.standing(at: threshold) }
        return numerator.adding(-threshold, times: denominator).standing(at: 0)
    }
}

extension Comparand {
    /// What `criterion` compares in `observation`.
    package static func all(
        of observation: Observation, for criterion: Criterion
    ) -> Result<[Comparand], Shortcoming> {
        Result { () throws(Shortcoming) in try list(observation.form, criterion.condition) }
    }

    private static func list(
        _ form: Observation.Form, _ condition: Criterion.Condition
    ) throws(Shortcoming) -> [Comparand] {
        switch condition {
        case .slope:
            switch form {
            case .curve(let points): return [Comparand(estimate: try LineFit.slope(points, isNoisy: false).get())]
            case .points(let points): return [Comparand(estimate: try LineFit.slope(points, isNoisy: true).get())]
            default: throw .notANumber("a slope needs points or a curve")
            }
        case .ordered(let direction), .monotone(let direction, _):
            guard case .list(let items) = form else { throw .notANumber("an order needs a list of quantities") }
            return try steps(items, direction)
        case .ratioLess, .ratioGreater, .ratioWithin:
            guard case .ratio = form else { throw .notANumber("the criterion is about a ratio, and the observation is none") }
            return try scalars(form)
        case .equals, .less, .greater, .within:
            return try scalars(form)
        }
    }

    private static func scalars(_ form: Observation.Form) throws(Shortcoming) -> [Comparand] {
        switch form {
        case .value(let quantity): return [Comparand(estimate: try estimate(quantity))]
        case .difference(let a, let b): return [Comparand(estimate: try estimate(a).adding(-1, times: try estimate(b)))]
        case .ratio(let a, let b): return [try ratio(a, b)]
        case .list(let items):
            guard !items.isEmpty else { throw .notANumber("the list is empty") }
            var comparands: [Comparand] = []
            for item in items { comparands.append(Comparand(name: item.name, estimate: try estimate(item.quantity, item.name))) }
            return comparands
        case .curve, .points: throw .notANumber("points can only be asked for their slope")
        }
    }

    /// The differences of neighbours, positive where they go in the wanted direction.
    private static func steps(
        _ items: [Observation.Item], _ direction: Criterion.Direction
    ) throws(Shortcoming) -> [Comparand] {
        guard items.count >= 2 else { throw .notANumber("an order needs two quantities or more, not \(items.count)") }
        let sign: Double = direction == .increasing ? 1 : -1
        var steps: [Comparand] = []
        for (first, second) in zip(items, items.dropFirst()) {
            let from = try estimate(first.quantity, first.name), to = try estimate(second.quantity, second.name)
            let zero = Estimate(value: 0)
            steps.append(
                Comparand(
                    name: "\(first.name) → \(second.name)",
                    estimate: zero.adding(sign, times: to).adding(-sign, times: from)))
        }
        return steps
    }

    private static func ratio(_ a: Quantity, _ b: Quantity) throws(Shortcoming) -> Comparand {
        var top = try estimate(a, "numerator"), bottom = try estimate(b, "denominator")
        if case .sample(let values) = b, values.contains(where: { $0 * bottom.value <= 0 }) {
            throw .tooLittle("the denominator's sign is not the same in all replicates")
        }
        guard abs(bottom.value) > bottom.bound else { throw .notANumber("the denominator may be zero") }
        if bottom.value < 0 {
            top = Estimate(value: 0).adding(-1, times: top)
            bottom = Estimate(value: 0).adding(-1, times: bottom)
        }
        // For display: first order in the errors; for exact parts the bound is the interval's, at its wider side.
        let ratio = top.value / bottom.value
        let bound = (top.bound + abs(ratio) * bottom.bound) / (bottom.value - bottom.bound)
        var shown = Estimate(value: 0).adding(1 / bottom.value, times: top).adding(-ratio / bottom.value, times: bottom)
        shown.value = ratio
        shown.bound = bound
        guard ratio.isFinite else { throw .notANumber("the ratio is \(ratio)") }
        return Comparand(estimate: shown, parts: (top, bottom))
    }

    private static func estimate(_ quantity: Quantity, _ name: String = "") throws(Shortcoming) -> Estimate {
        let prefix = name.isEmpty ? "" : "\(name): "
        switch quantity {
        case .exact(let value, let error):
            guard value.isFinite else { throw .notANumber("\(prefix)the observed value is \(value)") }
            guard error.isFinite && error >= 0 else { throw .notANumber("\(prefix)the bound on the error is \(error)") }
            return Estimate(value: value, bound: error)
        case .sample(let values):
            guard !values.isEmpty else { throw .notANumber("\(prefix)the sample is empty") }
            if let bad = values.firstIndex(where: { !$0.isFinite }) {
                throw .notANumber("\(prefix)replicate \(bad) is \(values[bad])")
            }
            guard values.count > 1 else { throw .tooLittle("\(prefix)one replicate has no spread to judge it by") }
            let n = Double(values.count)
            // About the first value, so that a mean far from 0 costs no digits.
            let mean = values[0] + values.reduce(0) { $0 + ($1 - values[0]) } / n
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
            guard mean.isFinite && variance.isFinite else { throw .notANumber("\(prefix)the sample overflows") }
            return Estimate(value: mean, noises: [(variance / n, n - 1)], count: values.count)
        }
    }
}
