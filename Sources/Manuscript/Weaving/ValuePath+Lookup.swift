// Following a path through a stored value. A step that leads nowhere is an error that names what is there.
//
// Elements of a list are addressed by their `name`, values of a dictionary by their key, cells of a table by row and column.
// Positions are left to lists of plain numbers, whose order is part of what the quantity documents.
import BuildGraph

/// Why a value cannot be quoted.
package struct CannotQuote: Error, Equatable {
    package let reason: String
    package let suggestion: String?
}

extension ValuePath {
    /// The part of a target's value that the path leads to.
    package func value(in datum: Datum) throws(CannotQuote) -> Datum {
        var value = datum, place = name
        for step in steps {
            value = try Self.follow(step, from: value, at: place)
            place += step.text
        }
        return value
    }

    private static func follow(_ step: Step, from value: Datum, at place: String) throws(CannotQuote) -> Datum {
        switch step {
        case .field(let name): try field(name, of: value, at: place)
        case .key(let name): try element(name, of: value, at: place)
        case .position(let position): try number(position, of: value, at: place)
        }
    }

    private static func field(_ name: String, of value: Datum, at place: String) throws(CannotQuote) -> Datum {
        if let member = value[name] { return member }
        if name == "count", let count = value.elementCount { return .integer(Int64(count)) }
        guard case .object(let members) = value else {
            let names = value.elementNames
            throw CannotQuote(
                reason: "\(place) is \(value.noun) and has no field \(name).",
                suggestion: names.isEmpty ? nil : "Name one of its elements first: \(listed(names)).")
        }
        throw CannotQuote(
            reason: "\(place) has no field \(name).",
            suggestion: didYouMean(name, among: members.map(\.key)) ?? value.fieldList)
    }

    private static func element(_ name: String, of value: Datum, at place: String) throws(CannotQuote) -> Datum {
        let known: [String]
        if let row = Table.row(name, of: value) { return row }
        if case .object(let members) = value {
            if let member = value[name] { return member }
            known = Table.rowNames(of: value) ?? members.map(\.key)
        } else {
            guard value.elementCount != nil else {
                throw CannotQuote(reason: "\(place) is \(value.noun) and has no elements.", suggestion: nil)
            }
            known = value.elementNames
            guard !known.isEmpty else {
                throw CannotQuote(
                    reason: "\(place) is \(value.noun) whose elements have no names.",
                    suggestion: value.holdsNumbers
                        ? "Take a position, counted from 0: \(place)[0]." : "Give them a stored property `name` in Swift.")
            }
            let found = value.elements(named: name)
            if found.count > 1 { throw CannotQuote(reason: "\(place) has \(found.count) elements called \(Step.quoted(name)).", suggestion: nil) }
            if let element = found.first { return element }
        }
        let near = nearestNames(to: name, among: known).map(Step.quoted)
        throw CannotQuote(
            reason: "\(place) has no element called \(Step.quoted(name)).",
            suggestion: near.isEmpty ? "There are \(listed(known))." : "Did you mean \(near.joined(separator: " or "))?")
    }

    private static func number(_ position: Int, of value: Datum, at place: String) throws(CannotQuote) -> Datum {
        guard let count = value.elementCount else {
            throw CannotQuote(reason: "\(place) is \(value.noun) and not a list.", suggestion: value.fieldList)
        }
        let names = value.elementNames
        guard names.isEmpty else {
            let meant = names.indices.contains(position) ? "Did you mean \(place)\(Step.key(names[position]).text)? " : ""
            throw CannotQuote(
                reason: "\(place)[\(position)] is a position, and the elements of \(place) have names.",
                suggestion: "\(meant)There are \(listed(names)).")
        }
        guard value.holdsNumbers else {
            throw CannotQuote(
                reason: "\(place)[\(position)] is a position in a list of things other than numbers.",
                suggestion: "Give its elements a stored property `name` in Swift, and quote them by it.")
        }
        guard position < count else {
            throw CannotQuote(reason: "\(place) has \(count) elements; there is no [\(position)] (counted from 0).", suggestion: nil)
        }
        return value.number(at: position)
    }

    /// The first dozen names.
    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(12).map(Step.quoted).joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }
}
