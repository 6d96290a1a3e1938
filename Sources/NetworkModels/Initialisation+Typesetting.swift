// The name of an initialisation as figures and tables set it: the same words, with the symbols in italics.

extension Initialisation {
    /// For gnuplot's enhanced text: "orthogonal tanh, {/:Italic q}* = 1/16".
    public var plotName: String {
        name.replacing("q*", with: "{/:Italic q}*").replacing("σ_w²", with: "{/:Italic σ}_w²")
    }

    /// In Markdown: "orthogonal tanh, $\sigma_w^2 = 1.05$".
    public var markdownName: String {
        let parts = name.split(separator: ", ", maxSplits: 1)
        guard parts.count == 2 else { return name }
        let formula = parts[1].replacing("q*", with: "q^*").replacing("σ_w²", with: "\\sigma_w^2")
        return "\(parts[0]), $\(formula)$"
    }
}
