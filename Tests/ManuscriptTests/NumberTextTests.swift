// Numbers as text: right digits, proper signs, the same in prose, in formulas and in HTML.
import Manuscript
import Testing

@Suite struct NumberTextTests {
    @Test func formatsGiveTheAskedDigits() {
        func text(_ value: Double, _ format: NumberFormat) -> String? { NumberText.text(value, format, in: .plain) }
        #expect(text(3.14159, .fixed(2)) == "3.14")
        #expect(text(-3.14159, .fixed(0)) == "\u{2212}3")
        #expect(text(-0.0001, .fixed(2)) == "0.00")
        #expect(text(0.0001234, .significant(3)) == "0.000123")
        #expect(text(0.00001234, .significant(3)) == "1.23\u{202F}×\u{202F}10⁻⁵")
        #expect(text(123456, .significant(3)) == "123456")
        #expect(text(9.9996, .significant(4)) == "10.00")
        #expect(text(1234567, .significant(3)) == "1.23\u{202F}×\u{202F}10⁶")
        #expect(text(0, .significant(3)) == "0.00")
        #expect(text(1e-8, .scientific(0)) == "10⁻⁸")
        #expect(text(0.1234, .percent(1)) == "12.3\u{202F}%")
        #expect(text(12345, .integer) == "12\u{202F}345")
        #expect(text(1234, .integer) == "1234")
        #expect(text(-1234567, .integer) == "\u{2212}1\u{202F}234\u{202F}567")
    }

    @Test func contextsDifferInSignsOnly() {
        #expect(NumberText.text(-2.5e-7, .scientific(1), in: .math) == "-2.5 \\times 10^{-7}")
        #expect(NumberText.text(-2.5e-7, .scientific(1), in: .html) == "\u{2212}2.5\u{202F}×\u{202F}10<sup>\u{2212}7</sup>")
        #expect(NumberText.text(0.5, .percent(0), in: .math) == "50\\,\\%")
        #expect(NumberText.text(12345, .integer, in: .math) == "12\\,345")
    }

    @Test func whatIsNoNumberHasNoText() {
        for format in [NumberFormat.fixed(2), .significant(3), .scientific(1), .percent(0), .integer] {
            for value in [Double.nan, .infinity, -.infinity] { #expect(NumberText.text(value, format, in: .plain) == nil) }
        }
        #expect(NumberText.text(1.5, .integer, in: .plain) == nil)
    }

    @Test func aValueIsRoundedToItsUncertainty() {
        func text(_ value: Double, _ error: Double) -> String? {
            NumberText.text(value, uncertainty: error, in: .plain)?.replacing("\u{202F}", with: " ")
        }
        #expect(text(0.98765, 0.0123) == "0.988 ± 0.012")
        #expect(text(1234.5, 67) == "1234 ± 67" || text(1234.5, 67) == "1235 ± 67")
        #expect(text(1.5e-9, 2e-11) == "(1.500 ± 0.020) × 10⁻⁹")
        #expect(text(0, 0.5) == "0.00 ± 0.50")
        #expect(text(2, 0) == "2")
        #expect(text(.nan, 1) == nil)
        #expect(text(1, .infinity) == nil)
    }
}
