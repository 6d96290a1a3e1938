// The input that is being read, in a file that outlives the process: a trap or a hang leaves it there.
import Foundation

/// How far a run has come, and the input it is at.
struct FlightRecord {
    enum Failure: Error { case cannotBeMapped(Int32) }

    static let headerSize = 16
    private let place: UnsafeMutableRawPointer

    init(path: String) throws {
        let size = Self.headerSize + Mutator.largest
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        defer { close(file) }
        guard file >= 0, ftruncate(file, off_t(size)) == 0, let place = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), place != MAP_FAILED
        else { throw Failure.cannotBeMapped(errno) }
        self.place = place
    }

    func begin(_ input: [UInt8], number: Int) {
        input.withUnsafeBytes { if let base = $0.baseAddress { memcpy(place + Self.headerSize, base, $0.count) } }
        place.storeBytes(of: UInt64(number), as: UInt64.self)
        place.storeBytes(of: UInt64(input.count), toByteOffset: 8, as: UInt64.self)
    }
}
