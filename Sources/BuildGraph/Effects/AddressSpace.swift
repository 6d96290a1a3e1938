// How much memory this process may still ask for. Where there is too little, libraries end the process, or wait for ever: so it is
// asked beforehand.
import Foundation

/// The address space of this process.
public enum AddressSpace {
    /// Bytes that it may have; nil when there is no limit.
    public static var limit: Int? {
        var limit = rlimit()
        #if canImport(Darwin)
            let result = getrlimit(RLIMIT_AS, &limit)
        #else
            let result = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #endif
        return result == 0 ? Int(exactly: limit.rlim_cur) : nil
    }

    /// Whether so many bytes more can be had now.
    public static func hasRoom(for bytes: Int) -> Bool {
        // Reserved and given back: no memory is touched.
        guard let place = mmap(nil, max(1, bytes), PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0), place != MAP_FAILED else { return false }
        munmap(place, max(1, bytes))
        return true
    }
}
