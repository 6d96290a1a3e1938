// The head of an HTTP request, read strictly: what browsers send is accepted, and anything that two programs could read in two
// ways is refused. Pure; the bytes come from anywhere.

/// A request without a body.
package struct RequestHead: Equatable {
    package let method: String
    /// Begins with a slash.
    package let target: String
    package let headers: [(name: String, value: String)]

    /// - Parameter headers: with names in small letters.
    package init(method: String, target: String, headers: [(name: String, value: String)]) {
        (self.method, self.target, self.headers) = (method, target, headers)
    }

    /// The values of a header, in whatever case its name was written.
    package func values(of name: String) -> [String] { headers.filter { $0.name == name.lowercased() }.map(\.value) }

    package static func == (a: RequestHead, b: RequestHead) -> Bool {
        a.method == b.method && a.target == b.target && a.headers.elementsEqual(b.headers) { $0 == $1 }
    }
}

/// What bytes from a browser are so far.
package enum ReadRequest: Equatable {
    /// The head has not ended yet.
    case incomplete
    case complete(RequestHead)
    case refused(Refusal)

    package enum Refusal: Equatable {
        case malformed, tooLarge, unknownVersion, hasBody
    }

    /// Bytes of a head, its lines and its headers; browsers send less than a tenth of that.
    package static let largestHead = 16 << 10, longestTarget = 2048, mostHeaders = 64

    /// Reads the first head in `bytes`. What follows it is not looked at: a connection has one request.
    package static func read(_ bytes: [UInt8]) -> ReadRequest {
        let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))
        guard let end, end.lowerBound <= largestHead else { return bytes.count > largestHead ? .refused(.tooLarge) : couldBecomeOne(bytes) }
        // Every line ends with both signs, and neither stands anywhere else.
        let head = Array(bytes[..<end.lowerBound])
        var lines: [[UInt8]] = [[]], index = 0
        while index < head.count {
            switch head[index] {
            case 13:
                guard index + 1 < head.count, head[index + 1] == 10 else { return .refused(.malformed) }
                lines.append([])
                index += 2
                continue
            case 0..<32 where head[index] != 9, 127: return .refused(.malformed)
            default: lines[lines.count - 1].append(head[index])
            }
            index += 1
        }
        return read(lines: lines)
    }

    /// Refuses early what cannot become a request: another protocol need not be waited for.
    private static func couldBecomeOne(_ bytes: [UInt8]) -> ReadRequest {
        let line = bytes.prefix { $0 != 13 }
        let isPlausible = line.allSatisfy { (32..<127).contains($0) } && line.count < longestTarget + 32
        return isPlausible ? .incomplete : .refused(line.count >= longestTarget + 32 ? .tooLarge : .malformed)
    }

    private static func read(lines: [[UInt8]]) -> ReadRequest {
        let words = lines[0].split(separator: 32, omittingEmptySubsequences: false)
        guard words.count == 3, isToken(words[0]) else { return .refused(.malformed) }
        guard ["HTTP/1.1", "HTTP/1.0"].contains(String(decoding: words[2], as: UTF8.self)) else { return .refused(.unknownVersion) }
        guard words[1].first == 47, words[1].allSatisfy({ (33..<127).contains($0) && $0 != 35 }) else { return .refused(.malformed) }
        guard words[1].count <= longestTarget, lines.count - 1 <= mostHeaders else { return .refused(.tooLarge) }
        var headers: [(name: String, value: String)] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: 58), isToken(line[..<colon]), let value = String(validating: line[(colon + 1)...], as: UTF8.self) else {
                return .refused(.malformed)
            }
            headers.append((String(decoding: line[..<colon], as: UTF8.self).lowercased(), value.trimmed))
        }
        let head = RequestHead(
            method: String(decoding: words[0], as: UTF8.self), target: String(decoding: words[1], as: UTF8.self), headers: headers)
        let lengths = head.values(of: "content-length")
        guard lengths.allSatisfy({ $0 == "0" }), head.values(of: "transfer-encoding").isEmpty else { return .refused(.hasBody) }
        return .complete(head)
    }

    private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        let signs = Array("!#$%&'*+-.^_`|~".utf8)
        return !bytes.isEmpty
            && bytes.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || signs.contains($0) }
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    fileprivate var trimmed: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let start = firstIndex(where: { !isSpace($0) }), let end = lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(self[start...end])
    }
}
