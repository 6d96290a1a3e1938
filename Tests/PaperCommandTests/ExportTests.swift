// Values as files for other programs.
import BuildGraph
import Foundation
import PaperCommand
import Testing

@Suite struct ExportTests {
    @Test func anArrayIsAnNPYFileWithAnAlignedHeader() throws {
        let bytes = try ValueExport.bytes(.doubles([1.5, -2]), for: "x.npy", target: "x")
        #expect(bytes.prefix(8) == [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
        let length = Int(bytes[8]) | Int(bytes[9]) << 8
        #expect((10 + length) % 64 == 0)
        let header = String(decoding: bytes[10..<10 + length], as: UTF8.self)
        #expect(header.hasPrefix("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"))
        #expect(header.hasSuffix("\n"))
        #expect(Array(bytes[(10 + length)...]) == [1.5, -2].withUnsafeBytes { Array($0) })
    }

    @Test func rowsOfOneLengthAreOneMatrix() throws {
        let bytes = try ValueExport.bytes(.list([.doubles([1, 2, 3]), .doubles([4, 5, 6])]), for: "x.npy", target: "x")
        #expect(String(decoding: bytes.prefix(100), as: UTF8.self).contains("'shape': (2, 3)"))
    }

    @Test func aRecordIsAnNPZArchiveWithOneArrayAField() throws {
        let datum = Datum.object([.init("a", .doubles([1])), .init("b", .object([.init("c", .floats([1, 2]))]))])
        let bytes = try ValueExport.bytes(datum, for: "x.npz", target: "x")
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(bytes.prefix(4) == [0x50, 0x4b, 3, 4])
        #expect(text.contains("a.npy") && text.contains("b.c.npy"))
        #expect(bytes[bytes.count - 22..<bytes.count - 18] == [0x50, 0x4b, 5, 6])
    }

    @Test func theChecksumIsThatOfZIP() {
        // The check value of CRC-32/ISO-HDLC.
        #expect(NumPyFile.crc32(Array("123456789".utf8)) == 0xcbf4_3926)
    }

    @Test func arraysOfOneLengthAreTheColumnsOfATable() throws {
        let datum = Datum.object([.init("x", .doubles([1, 2])), .init("y", .integers([3, 4])), .init("n", .integer(7))])
        let text = String(decoding: try ValueExport.bytes(datum, for: "x.csv", target: "x"), as: UTF8.self)
        #expect(text == "x,y\n1.0,3.0\n2.0,4.0\n")
    }

    @Test func whatIsNoTableIsRefusedAsOneWithAnotherFormatProposed() {
        let datum = Datum.object([.init("x", .doubles([1, 2])), .init("y", .doubles([3, 4, 5]))])
        let error = #expect(throws: ExportError.self) { try ValueExport.bytes(datum, for: "x.csv", target: "x") }
        #expect(error?.report.next == "Export it as .npz or .json.")
        #expect(throws: ExportError.self) { try ValueExport.bytes(datum, for: "x.pdf", target: "x") }
    }

    @Test func jsonIsReadableByFoundationWhateverTheText() throws {
        let datum = Datum.object([
            .init("text", .string("a \"quoted\"\n\u{1} – ü")), .init("nan", .double(.nan)), .init("list", .doubles([1, 1e300])),
        ])
        let bytes = try ValueExport.bytes(datum, for: "x.json", target: "x")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(object["text"] as? String == "a \"quoted\"\n\u{1} – ü")
        #expect(object["nan"] is NSNull)
    }
}
