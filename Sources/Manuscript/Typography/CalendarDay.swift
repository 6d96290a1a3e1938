// Days as they are written: of universal time, so that a day is the same everywhere.
import Foundation

package enum CalendarDay {
    /// "2026-11-28", of seconds since 1970.
    package static func text(_ time: Double) -> String {
        Date(timeIntervalSince1970: time).formatted(Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day())
    }
}
