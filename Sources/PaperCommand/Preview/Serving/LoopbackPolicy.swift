// Who may ask. A page on the web can have its reader's browser send requests to this machine; what it cannot do is choose the headers
// that name it. Under another host name (DNS rebinding), from another origin, or as a part of another site's page nothing is answered.

/// The rules for one port.
package struct LoopbackPolicy {
    /// The names under which the preview may be asked for.
    package let hosts: Set<String>

    package init(port: UInt16) {
        let names = ["localhost", "127.0.0.1", "[::1]"]
        // Browsers leave out the port that is HTTP's own.
        hosts = Set(names.map { "\($0):\(port)" } + (port == 80 ? names : []))
    }

    /// Why a request is not answered; nil for one that is.
    package func refusal(of request: RequestHead) -> ServedAnswer? {
        guard ["GET", "HEAD"].contains(request.method) else { return ServedAnswer(.methodNotAllowed, "The preview can only be read.") }
        let named = request.values(of: "Host")
        guard named.count == 1 else { return ServedAnswer(.malformed, "A request names one host.") }
        guard hosts.contains(named[0].lowercased()) else { return forbidden("under the name \(named[0].prefix(80))") }
        for origin in request.values(of: "Origin") where !hosts.contains(where: { origin.lowercased() == "http://\($0)" }) {
            return forbidden("from another site")
        }
        // A link from elsewhere may lead here; pictures, scripts and requests of other sites may not.
        let isPart = request.values(of: "Sec-Fetch-Mode") != ["navigate"]
        for site in request.values(of: "Sec-Fetch-Site") where !["same-origin", "none"].contains(site) && isPart {
            return forbidden("from another site")
        }
        return nil
    }

    private func forbidden(_ how: String) -> ServedAnswer {
        ServedAnswer(.forbidden, "The preview cannot be read \(how). Its addresses are \(hosts.sorted().map { "http://\($0)/" }.joined(separator: ", ")).")
    }
}
