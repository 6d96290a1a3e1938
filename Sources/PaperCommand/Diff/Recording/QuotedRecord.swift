// The values that the text quotes, with their uncertainties: build/values.json.
import BuildGraph
import Manuscript

/// A value that the text quotes.
package struct QuotedRecord: Codable, Equatable {
    package static let fileName = "values.json"

    /// As the text names it, with its format: "EX-1.observed", ".2f".
    package var path: String
    @OrNull package var format: String?
    /// The target that it is a part of.
    package var target: String
    /// As the reader sees it.
    package var text: String
    /// Nil for words.
    @OrNull package var value: Double?
    /// Half of an interval, or a bound; a standard error counts 1.96 times. Nil where the target has none beside the value.
    @OrNull package var uncertainty: Double?
    /// "interval", "bound" or "exact"; nil where nothing is known.
    @OrNull package var uncertaintyKind: String?
    /// "paper/01.md:12".
    package var places: [String]

    var estimate: Estimate? {
        value.map { value in
            let uncertainty: Estimate.Uncertainty =
                switch (uncertaintyKind, self.uncertainty) {
                case ("interval"?, let width?): .interval(width)
                case ("bound"?, let width?): .bound(width)
                case ("exact"?, _): .none
                default: .unknown
                }
            return Estimate(value: value, uncertainty: uncertainty)
        }
    }
}

/// The file.
package struct QuotedRecords: Codable, Equatable {
    package var format = 1
    package var profile: String
    package var values: [QuotedRecord]
}

extension QuotedRecords {
    /// What chapters quote.
    ///
    /// - Parameter datum: the stored value of a target, or a claim's finding with its final verdict; nil where there is none.
    init(profile: String, chapters: [Chapter], datum: (String) -> Datum?) {
        self.profile = profile
        values = []
        var places: [String: Int] = [:], data: [String: Datum?] = [:]
        for mark in chapters.flatMap(\.marks) {
            guard case .directive(.value(let path, let format)) = mark.meaning else { continue }
            let key = "\(path.text):\(format?.text ?? "")", place = "\(mark.position.file):\(mark.position.line)"
            if let known = places[key] {
                values[known].places.append(place)
                continue
            }
            let stored: Datum?
            if let known = data[path.name] { stored = known } else {
                stored = datum(path.name)
                data[path.name] = .some(stored)
            }
            guard let stored, let record = QuotedRecord(path, format, in: stored, at: place) else { continue }
            places[key] = values.count
            values.append(record)
        }
    }
}

extension QuotedRecord {
    /// Nil for what cannot be quoted.
    fileprivate init?(_ path: ValuePath, _ format: ValueFormat?, in datum: Datum, at place: String) {
        guard let text = try? QuotedValue.text(of: datum, at: path, format: format, in: .plain), let found = try? path.value(in: datum) else { return nil }
        self.init(path: path.text, format: format?.text, target: path.name, text: text, value: nil, uncertainty: nil, uncertaintyKind: nil, places: [place])
        // A value of its own, or the owner of one.
        let names = ["observed", "value", "mean", "slope"]
        if let number = found.number {
            value = number
            guard let last = path.steps.last else { return }
            let owner = try? ValuePath(name: path.name, Array(path.steps.dropLast())).value(in: datum)
            if case .field(let name) = last, names.contains(name), let owner { take(owner, around: number) }
        } else if let number = names.lazy.compactMap({ found[$0]?.number }).first {
            value = number
            take(found, around: number)
        }
        if value?.isFinite == false { value = nil }
    }

    /// What stands beside a value: an uncertainty, a standard error, or the ends of an interval.
    private mutating func take(_ owner: Datum, around number: Double) {
        func set(_ width: Double, _ kind: String) { if width.isFinite && width >= 0 { (uncertainty, uncertaintyKind) = (width, kind) } }
        if let kind = owner["uncertaintyKind"], case .string(let text) = kind {
            let width = owner["uncertainty"]?.number
            switch (text, owner["isAnalytic"]) {
            case (Finding.UncertaintyKind.confidenceInterval.rawValue, _): set(width ?? -1, "interval")
            case (Finding.UncertaintyKind.numericalBound.rawValue, _): set(width ?? -1, "bound")
            case (_, .bool(true)?): set(0, "exact")
            default: break
            }
        } else if let error = ["standardError", "error"].lazy.compactMap({ owner[$0]?.number }).first {
            set(Estimate.errorsPerInterval * error, "interval")
        } else if let width = owner["uncertainty"]?.number {
            set(width, "interval")
        } else if let low = owner["low"]?.number, let high = owner["high"]?.number {
            set(max(high - number, number - low), "interval")
        }
    }
}

extension ValueFormat {
    /// As an author writes it.
    var text: String {
        switch self {
        case .uncertainty: "±"
        case .number(.fixed(let digits)): ".\(digits)f"
        case .number(.significant(let digits)): ".\(digits)g"
        case .number(.scientific(let digits)): ".\(digits)e"
        case .number(.percent(let digits)): ".\(digits)%"
        case .number(.integer): "int"
        }
    }
}
