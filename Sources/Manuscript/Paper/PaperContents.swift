// What a paper, or a study of it, consists of besides its text.
import BuildGraph

/// What a paper shows, claims and quotes.
public struct PaperContents: Sendable {
    public var figures: [any Figure]
    public var claims: [any Claim]
    /// Labelled targets whose values the text may quote.
    public var quantities: [AnyInput]
    /// What is not built for want of data; made by `PaperSetting.contents(from:figures:quantities:)`.
    public internal(set) var leftOut: [LeftOut] = []

    public init(figures: [any Figure] = [], claims: [any Claim] = [], quantities: [AnyInput] = []) {
        self.figures = figures
        self.claims = claims
        self.quantities = quantities
    }

    /// The contents of several parts of a paper, in their order.
    public static func + (a: PaperContents, b: PaperContents) -> PaperContents {
        var sum = PaperContents(figures: a.figures + b.figures, claims: a.claims + b.claims, quantities: a.quantities + b.quantities)
        sum.leftOut = a.leftOut + b.leftOut
        return sum
    }
}
