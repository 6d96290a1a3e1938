// The sockets that a server of this machine listens on: 127.0.0.1 and ::1, the same port on both, and no other address.
import Foundation

struct LoopbackSockets {
    let port: UInt16
    let descriptors: [Int32]

    /// Opens a port.
    ///
    /// - Parameter port: 0 for any that is free.
    /// - Returns: nil where another program has it.
    /// - Throws: `UsageError` for a port that may not be used.
    static func open(port: UInt16) throws -> LoopbackSockets? {
        for _ in 0..<16 {
            guard let first = try listen(port, isSix: false) else { return nil }
            let port = port == 0 ? first.port : port
            do {
                // "localhost" may mean either: a browser must not meet another program on the other address.
                guard let second = try listen(port, isSix: true) else {
                    close(first.descriptor)
                    continue
                }
                return LoopbackSockets(port: port, descriptors: [first.descriptor, second.descriptor].filter { $0 >= 0 })
            } catch {
                close(first.descriptor)
                throw error
            }
        }
        return nil
    }

    /// The first free one of some ports.
    static func open(ports: ClosedRange<UInt16>) throws -> LoopbackSockets? {
        for port in ports { if let sockets = try open(port: port) { return sockets } }
        return nil
    }

    /// A descriptor below 0 where the machine has no such address; nil where the port is taken.
    private static func listen(_ port: UInt16, isSix: Bool) throws -> (descriptor: Int32, port: UInt16)? {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let descriptor = socket(isSix ? AF_INET6 : AF_INET, kind, 0)
        guard descriptor >= 0 else {
            if isSix && errno == EAFNOSUPPORT { return (-1, port) }
            throw failure(port, errno)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let bound = isSix ? bindSix(descriptor, port) : bindFour(descriptor, port)
        let code = errno
        #if canImport(Darwin)
            let listens = bound && Darwin.listen(descriptor, 64) == 0
        #else
            let listens = bound && Glibc.listen(descriptor, 64) == 0
        #endif
        guard listens else {
            let code = bound ? errno : code
            close(descriptor)
            if isSix && code == EADDRNOTAVAIL { return (-1, port) }
            if code == EADDRINUSE { return nil }
            throw failure(port, code)
        }
        return (descriptor, port == 0 ? self.port(of: descriptor) : port)
    }

    private static func failure(_ port: UInt16, _ code: Int32) -> UsageError {
        UsageError(
            what: "Port \(port) of this machine cannot be used.", why: String(cString: strerror(code)) + ".",
            next: "Name another one: `paper preview --port 8000`.")
    }

    private static func bindFour(_ descriptor: Int32, _ port: UInt16) -> Bool {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return bind(descriptor, to: &place)
    }

    private static func bindSix(_ descriptor: Int32, _ port: UInt16) -> Bool {
        var alone: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &alone, socklen_t(MemoryLayout<Int32>.size))
        var place = sockaddr_in6()
        place.sin6_family = sa_family_t(AF_INET6)
        place.sin6_port = port.bigEndian
        withUnsafeMutableBytes(of: &place.sin6_addr) { $0[15] = 1 }
        return bind(descriptor, to: &place)
    }

    private static func bind<Place>(_ descriptor: Int32, to place: inout Place) -> Bool {
        withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                #if canImport(Darwin)
                    Darwin.bind(descriptor, address, socklen_t(MemoryLayout<Place>.size)) == 0
                #else
                    Glibc.bind(descriptor, address, socklen_t(MemoryLayout<Place>.size)) == 0
                #endif
            }
        }
    }

    private static func port(of descriptor: Int32) -> UInt16 {
        var place = sockaddr_in(), size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
        }
        return UInt16(bigEndian: place.sin_port)
    }
}
