// What pdflatex has to be told of characters outside ASCII. It knows the letters of Western and Central European alphabets; signs
// that stand in the text or in formulas are declared, each that occurs and no other. What is in neither list cannot be set, and is
// refused instead of being left out.

/// The characters of a LaTeX source.
struct LaTeXCharacters {
    /// Characters outside ASCII, without repetition.
    let used: [Unicode.Scalar]

    init(in source: String) { used = Set(source.unicodeScalars.filter { !$0.isASCII }).sorted { $0.value < $1.value } }

    /// A line of the preamble for each character that is not known without.
    var declarations: [String] {
        used.compactMap { scalar in
            Self.commands[scalar].map { "\\DeclareUnicodeCharacter{\(Self.number(scalar))}{\($0)}" }
        }
    }

    /// Those that cannot be set: "文 (U+6587)".
    var unknown: [String] {
        used.filter { Self.commands[$0] == nil && !Self.isLetterOfT1($0) }.map { "\($0) (U+\(Self.number($0)))" }
    }

    private static func number(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Letters of the encoding T1, and signs of the kernel.
    private static func isLetterOfT1(_ scalar: Unicode.Scalar) -> Bool {
        let missing: Set<UInt32> = [0xAD, 0x126, 0x127, 0x138, 0x13F, 0x140, 0x149, 0x166, 0x167, 0x17F]
        return (0xA1...0x17F).contains(scalar.value) && !missing.contains(scalar.value)
    }

    /// Commands by character. Those for formulas serve text too.
    private static let commands: [Unicode.Scalar: String] = {
        var commands: [Unicode.Scalar: String] = [:]
        for (character, command) in text { commands[character] = command }
        for (character, command) in formulas { commands[character] = "\\ensuremath{\(command)}" }
        for (signs, place) in [("⁰¹²³⁴⁵⁶⁷⁸⁹", "^"), ("₀₁₂₃₄₅₆₇₈₉", "_")] {
            for (digit, sign) in signs.unicodeScalars.enumerated() { commands[sign] = "\\ensuremath{{}\(place){\(digit)}}" }
        }
        for (sign, content) in [("⁺", "+"), ("⁻", "-"), ("⁼", "="), ("⁽", "("), ("⁾", ")"), ("ⁿ", "n"), ("ⁱ", "i")] as [(Unicode.Scalar, String)] {
            commands[sign] = "\\ensuremath{{}^{\(content)}}"
        }
        for (sign, content) in [("₊", "+"), ("₋", "-"), ("₌", "="), ("₍", "("), ("₎", ")")] as [(Unicode.Scalar, String)] {
            commands[sign] = "\\ensuremath{{}_{\(content)}}"
        }
        return commands
    }()

    private static let text: [Unicode.Scalar: String] = [
        "\u{A0}": "~", "\u{AD}": "\\-", "\u{2002}": "\\enspace{}", "\u{2003}": "\\quad{}", "\u{2009}": "\\,", "\u{200A}": "\\,", "\u{202F}": "\\,",
        "\u{200B}": "\\allowbreak{}", "\u{2060}": "", "\u{FEFF}": "", "\u{2010}": "-", "\u{2011}": "\\mbox{-}", "\u{2013}": "--", "\u{2014}": "---",
        "‘": "`", "’": "'", "‚": "\\quotesinglbase{}", "“": "``", "”": "''", "„": "\\quotedblbase{}", "†": "\\dag{}", "‡": "\\ddag{}",
        "•": "\\textbullet{}", "…": "\\ldots{}", "‰": "\\textperthousand{}", "€": "\\texteuro{}", "№": "\\textnumero{}", "™": "\\texttrademark{}",
        "✓": "\\ensuremath{\\checkmark}", "✔": "\\ensuremath{\\checkmark}", "✗": "\\ding{55}", "✘": "\\ding{56}", "□": "\\ensuremath{\\square}",
        "☐": "\\ensuremath{\\square}", "☒": "\\ensuremath{\\boxtimes}", "☑": "\\ensuremath{\\boxtimes}", "★": "\\ensuremath{\\bigstar}",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "Ș": "\\textcommabelow{S}", "ș": "\\textcommabelow{s}", "Ț": "\\textcommabelow{T}", "ț": "\\textcommabelow{t}",
    ]

    private static let formulas: [Unicode.Scalar: String] = [
        "¬": "\\neg", "±": "\\pm", "·": "\\cdot", "×": "\\times", "÷": "\\div", "µ": "\\mu",
        "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi", "Σ": "\\Sigma", "Υ": "\\Upsilon", "Φ": "\\Phi",
        "Ψ": "\\Psi", "Ω": "\\Omega", "Α": "\\mathrm{A}", "Β": "\\mathrm{B}", "Ε": "\\mathrm{E}", "Ζ": "\\mathrm{Z}", "Η": "\\mathrm{H}",
        "Ι": "\\mathrm{I}", "Κ": "\\mathrm{K}", "Μ": "\\mathrm{M}", "Ν": "\\mathrm{N}", "Ο": "\\mathrm{O}", "Ρ": "\\mathrm{P}", "Τ": "\\mathrm{T}",
        "Χ": "\\mathrm{X}", "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon", "ϵ": "\\epsilon", "ζ": "\\zeta",
        "η": "\\eta", "θ": "\\theta", "ϑ": "\\vartheta", "ι": "\\iota", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu", "ξ": "\\xi",
        "ο": "o", "π": "\\pi", "ρ": "\\rho", "ϱ": "\\varrho", "σ": "\\sigma", "ς": "\\varsigma", "τ": "\\tau", "υ": "\\upsilon", "φ": "\\varphi",
        "ϕ": "\\phi", "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "ℓ": "\\ell", "ℏ": "\\hbar", "ℝ": "\\mathbb{R}", "ℂ": "\\mathbb{C}",
        "ℕ": "\\mathbb{N}", "ℤ": "\\mathbb{Z}", "ℚ": "\\mathbb{Q}", "ℙ": "\\mathbb{P}", "𝔼": "\\mathbb{E}", "𝟙": "\\mathbf{1}", "′": "{}'", "″": "{}''",
        "←": "\\leftarrow", "→": "\\rightarrow", "↑": "\\uparrow", "↓": "\\downarrow", "↔": "\\leftrightarrow", "⇐": "\\Leftarrow",
        "⇒": "\\Rightarrow", "⇔": "\\Leftrightarrow", "↦": "\\mapsto", "⟶": "\\longrightarrow", "∀": "\\forall", "∂": "\\partial", "∃": "\\exists",
        "∅": "\\emptyset", "∆": "\\Delta", "∇": "\\nabla", "∈": "\\in", "∉": "\\notin", "∏": "\\prod", "∑": "\\sum", "−": "-", "∓": "\\mp",
        "∗": "\\ast", "∘": "\\circ", "√": "\\surd", "∝": "\\propto", "∞": "\\infty", "∠": "\\angle", "∣": "\\mid", "∥": "\\parallel", "∧": "\\wedge",
        "∨": "\\vee", "∩": "\\cap", "∪": "\\cup", "∫": "\\int", "∴": "\\therefore", "∼": "\\sim", "≃": "\\simeq", "≅": "\\cong", "≈": "\\approx",
        "≔": "\\mathrel{:=}", "≠": "\\neq", "≡": "\\equiv", "≤": "\\leq", "≥": "\\geq", "≪": "\\ll", "≫": "\\gg", "≲": "\\lesssim", "≳": "\\gtrsim",
        "≺": "\\prec", "≻": "\\succ", "⊂": "\\subset", "⊃": "\\supset", "⊆": "\\subseteq", "⊇": "\\supseteq", "⊕": "\\oplus", "⊖": "\\ominus",
        "⊗": "\\otimes", "⊙": "\\odot", "⊞": "\\boxplus", "⊠": "\\boxtimes", "⊤": "\\top", "⊥": "\\perp", "⋅": "\\cdot", "⋆": "\\star",
        "⋮": "\\vdots", "⋯": "\\cdots", "⋱": "\\ddots", "‖": "\\Vert", "⌈": "\\lceil", "⌉": "\\rceil", "⌊": "\\lfloor", "⌋": "\\rfloor",
        "⟨": "\\langle", "⟩": "\\rangle", "◦": "\\circ", "○": "\\bigcirc", "△": "\\triangle", "▲": "\\blacktriangle", "■": "\\blacksquare",
    ]
}
