// What curl says of each request: a line on its standard error, which is there at once, also when curl is killed later.
//
//   request#NUMBER HTTP-STATUS EXIT-STATUS REDIRECTION|MESSAGE

import Foundation

/// What came of one request of curl.
struct CurlReport: Equatable {
    var number: Int
    /// 0 without an answer.
    var status: Int
    /// Of this request, as curl would end if it were alone; nil from a curl before 7.75.
    var exit: Int?
    var redirection: String
    var message: String

    /// Before it may stand what else curl has to say.
    private static let mark = "request#"

    static func format(_ number: Int) -> String {
        "%{stderr}\(mark)\(number) %{http_code} %{exitcode} %{redirect_url}|%{errormsg}\\n"
    }

    /// The reports in curl's output, by number; lines that are none are passed over.
    static func reports(in text: String) -> [Int: CurlReport] {
        var reports: [Int: CurlReport] = [:]
        for line in text.split(separator: "\n") {
            guard let report = CurlReport(line) else { continue }
            reports[report.number] = report
        }
        return reports
    }

    init?(_ line: Substring) {
        guard let mark = line.range(of: Self.mark) else { return nil }
        let words = line[mark.upperBound...].split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 4, let number = Int(words[0]), let status = Int(words[1]) else { return nil }
        let rest = words[3].split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        (self.number, self.status, exit) = (number, status, Int(words[2]))
        redirection = rest.first.map(String.init) ?? ""
        message = rest.count > 1 ? String(rest[1]) : ""
    }

    var answer: RemoteAnswer {
        switch (status, exit ?? 0) {
        case (200..<300, 0): .done
        case (404, _), (410, _): .absent
        case (300..<400, _): .trouble(.redirected(to: redirection))
        // The server has not so much as was asked to go on with.
        case (416, _): .unusable
        case (507, _): .trouble(.full)
        case (400..<500, _): .trouble(.refused(status: status))
        case (500..., _): .trouble(.failed(status: status))
        case (_, 28): .trouble(.noAnswer)
        case (_, 5), (_, 6): .trouble(.unreachable("its name is not known"))
        case (_, 7), (_, 52): .trouble(.unreachable("there is no connection to it"))
        case (_, 35), (_, 51), (_, 53), (_, 54), (_, 58), (_, 59), (_, 60), (_, 66), (_, 77), (_, 80), (_, 82), (_, 83), (_, 90), (_, 91):
            .trouble(.untrustedServer(message))
        // Cut short, too large, or not to be gone on with.
        case (_, 18), (_, 33), (_, 36), (_, 56), (_, 63), (_, 92): .unusable
        case (0, 0): .trouble(.unreachable(message.isEmpty ? "there is no connection to it" : message))
        default: .trouble(.other(message.isEmpty ? "curl ended with status \(exit ?? 0)" : message))
        }
    }
}
