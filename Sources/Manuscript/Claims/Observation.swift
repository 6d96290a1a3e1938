// What a claim looks at, as a value. The shape of the observation decides how it is judged: exact values are judged
// outright, replicates by a test; nothing else says whether a claim is analytic.

/// A number that was found: exactly, with a bound on its error, or as replicates.
public enum Quantity: Codable, Sendable, Equatable {
    /// A value of theory or a deterministic computation; the truth lies within `error` of it.
    case exact(Double, error: Double = 0)
    /// Independent replicates; the quantity is their expectation.
    case sample([Double])
}

/// What a claim observed, and on which data.
public struct Observation: Codable, Sendable, Equatable {
    public var form: Form
    /// What it was observed on: "width 1000, 10 replicates".
    public var data: String
    /// What only this observation can say of it, added to `data`: "without L = 8".
    public var note: String?
    /// Why nothing observed here can decide the claim: the data only stands in for what the claim is about, which was known
    /// before anything was observed. So the claim is none of the family's tests.
    public var standIn: String?
    /// What the data themselves cast doubt on. The claim stays one of the tests.
    public var doubt: Doubt?

    /// A doubt that comes from the data, such as a time that was cut off. It takes away "holds", and nothing else: whether a
    /// claim is tested may not depend on what was seen.
    public struct Doubt: Codable, Sendable, Equatable {
        public var reason: String
        /// Whether "fails" stands all the same, since what is in doubt can only have made the claim look better.
        public var failureStands: Bool

        public init(_ reason: String, failureStands: Bool = false) {
            self.reason = reason
            self.failureStands = failureStands
        }
    }

    public enum Form: Codable, Sendable, Equatable {
        case value(Quantity)
        /// The first quantity over the second, which must not vanish.
        case ratio(Quantity, over: Quantity)
        /// The first quantity minus the second.
        case difference(Quantity, minus: Quantity)
        /// Named quantities: in their order for `ordered` and `monotone`; each must satisfy any other criterion.
        case list([Item])
        /// Points without noise: the slope of their least-squares line is a definite number.
        case curve([Point])
        /// Points with noise; `error` is the standard error of y, or 0 for all where the scatter is to tell.
        case points([Point])
    }

    public struct Item: Codable, Sendable, Equatable {
        public var name: String
        public var quantity: Quantity

        public init(_ name: String, _ quantity: Quantity) {
            self.name = name
            self.quantity = quantity
        }
    }

    public struct Point: Codable, Sendable, Equatable {
        public var x: Double
        public var y: Double
        /// Of y: a bound on a curve, a standard error on noisy points.
        public var error: Double

        public init(x: Double, y: Double, error: Double = 0) {
            self.x = x
            self.y = y
            self.error = error
        }
    }

    public init(_ form: Form, data: String = "", note: String? = nil, doubt: Doubt? = nil) {
        self.form = form
        self.data = data
        self.note = note
        self.doubt = doubt
    }

    /// The same, on data that stands in for others: shown, and never decided by.
    public func standingIn(because reason: String) -> Observation {
        var copy = self
        copy.standIn = reason
        return copy
    }

    /// The same with a doubt; of two doubts both count.
    public func doubted(because reason: String, failureStands: Bool = false) -> Observation {
        var copy = self
        copy.doubt = Doubt(
            [doubt?.reason, reason].compactMap(\.self).joined(separator: "; "),
            failureStands: failureStands && (doubt?.failureStands ?? true))
        return copy
    }

    /// A value of theory; the truth lies within `error` of it.
    public static func exact(_ value: Double, error: Double = 0, data: String = "") -> Observation {
        Observation(.value(.exact(value, error: error)), data: data)
    }

    /// Independent replicates of one quantity. For a comparison under common seeds, the differences seed by seed.
    public static func sample(_ replicates: [Double], data: String = "") -> Observation {
        Observation(.value(.sample(replicates)), data: data)
    }

    /// The first quantity over the second.
    public static func ratio(_ a: Quantity, over b: Quantity, data: String = "") -> Observation {
        Observation(.ratio(a, over: b), data: data)
    }

    /// The first quantity minus the second; two samples are independent of each other.
    public static func difference(_ a: Quantity, minus b: Quantity, data: String = "") -> Observation {
        Observation(.difference(a, minus: b), data: data)
    }

    /// Named quantities.
    public static func list(_ items: [Item], data: String = "") -> Observation {
        Observation(.list(items), data: data)
    }

    /// Points of a curve without noise, for `slope`.
    public static func curve(_ points: [Point], data: String = "") -> Observation {
        Observation(.curve(points), data: data)
    }

    /// Points with noise, for `slope`.
    public static func points(_ points: [Point], data: String = "") -> Observation {
        Observation(.points(points), data: data)
    }
}

extension Observation {
    /// Whether nothing in it is a sample: then it is judged outright.
    public var isAnalytic: Bool {
        func isExact(_ quantity: Quantity) -> Bool {
            if case .exact = quantity { return true }
            return false
        }
        switch form {
        case .value(let quantity): return isExact(quantity)
        case .ratio(let a, let b), .difference(let a, let b): return isExact(a) && isExact(b)
        case .list(let items): return items.allSatisfy { isExact($0.quantity) }
        case .curve: return true
        case .points: return false
        }
    }
}
