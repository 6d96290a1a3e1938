// Values of the moment and of the place where a program runs: in a key they would have a target run at every build, or in every
// checkout, anew. As values they are stored like any other.
import Foundation

extension DatumEncoder {
    /// Writes a value that stands for its surroundings, unless it is a parameter.
    fileprivate final func encode(surrounded value: some Encodable, _ reason: String, isRefused: Bool = true) throws {
        if purpose == .parameters && isRefused { throw NotCanonical(path: "", reason: reason) }
        try encodeByItself(value)
    }
}

extension Date: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws {
        try encoder.encode(surrounded: self, "a Date is another one at every build; give a fixed day as text, \"2026-01-31\"")
    }
}

extension URL: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws {
        try encoder.encode(
            surrounded: self, "the URL of a file is another one in every checkout; hold a SourceFile, by its path in the project", isRefused: isFileURL)
    }
}

extension UUID: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws {
        try encoder.encode(surrounded: self, "a UUID is another one at every build; give a name or a seed")
    }
}

extension Locale: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws {
        try encoder.encode(surrounded: self, "a Locale is the user's; give its identifier as text")
    }
}

extension TimeZone: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws {
        try encoder.encode(surrounded: self, "a TimeZone is the user's; give its identifier as text")
    }
}

extension Calendar: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws {
        try encoder.encode(surrounded: self, "a Calendar is the user's; give its identifier as text")
    }
}
