// What is in a journal that is not a record: finding where records go on, and mending. A reader passes over it; only who
// writes mends, when the damaged bytes are safe under another name.

extension Journal {
    /// A journal's damage, and the copy that keeps it.
    struct Mended: Equatable {
        var damage: JournalDamage
        var savedAs: String
    }

    /// What is not a record, as far as the file was read; to be asked when `next` has returned nil. The end may be another
    /// process's append in progress, unless the lock is held.
    func damage() throws -> JournalDamage? {
        let tail = try max(0, (files.status(path)?.size ?? 0) - end)
        guard tail > 0 || !skipped.isEmpty else { return nil }
        return JournalDamage(
            path: path, stretches: skipped.count + (tail > 0 ? 1 : 0), bytes: skipped.reduce(tail) { $0 + $1.count },
            isTornEnd: skipped.isEmpty)
    }

    /// Where whole records go on after a place where there is none; nil when there is none up to the end.
    func wholeRecord(after damaged: Int, _ size: Int) throws -> Int? {
        // Most often only the payload or its checksum is damaged, and the length is right.
        let header = try files.read(path, from: damaged, count: Self.recordHeader)
        if let length = Self.lengthOfRecord(in: header, at: 0), try isWholeRecord(at: damaged + length, size) { return damaged + length }
        var start = damaged + 1
        var budget = Self.searchBudget
        while start < size {
            let bytes = try files.read(path, from: start, count: min(2 * Self.searchStep, size - start))
            // A file that was made longer and never written: no record begins with a length of 0.
            if Self.isZero(bytes) {
                start += max(Self.searchStep, bytes.count - Self.recordHeader)
                continue
            }
            for offset in 0..<min(Self.searchStep, bytes.count) {
                if Self.payload(in: bytes, at: offset) != nil { return start + offset }
                // One that is larger than what was read.
                guard let length = Self.lengthOfRecord(in: bytes, at: offset), length > bytes.count - offset, length <= size - start - offset,
                    length <= budget
                else { continue }
                budget -= length
                if try isWholeRecord(at: start + offset, size) { return start + offset }
            }
            start += Self.searchStep
        }
        return nil
    }

    /// Places that are tried with one read.
    private static let searchStep = 1 << 17
    /// Bytes of large records that are looked at in one search: arbitrary bytes are full of lengths.
    private static let searchBudget = 1 << 28

    private func isWholeRecord(at offset: Int, _ size: Int) throws -> Bool {
        guard offset < size, let length = Self.lengthOfRecord(in: try files.read(path, from: offset, count: Self.recordHeader), at: 0),
            length <= size - offset
        else { return false }
        return Self.payload(in: try files.read(path, from: offset, count: length), at: 0) != nil
    }

    /// Sets aside what is not a record and leaves a journal of whole ones: an end that is torn is cut off; with damage
    /// elsewhere the file is kept as it is under another name, and a clean one takes its place. To be called under the lock,
    /// after `next` has returned nil.
    mutating func mend() throws -> Mended? {
        guard let damage = try damage() else { return nil }
        let copy = try keep(from: damage.isTornEnd ? end : 0)
        if damage.isTornEnd {
            try files.truncate(path, to: end)
            try files.synchronize(path)
        } else {
            try replaceByWholeRecords()
        }
        return Mended(damage: damage, savedAs: copy)
    }

    /// Copies the file from a place on, durably, and without the zeros at its end, which say nothing and may be a hole of any size.
    /// The result is the copy's path.
    private func keep(from start: Int) throws -> String {
        var stop = try files.status(path)?.size ?? 0
        while stop > start + 1 {
            let first = max(start, stop - Self.portion)
            guard Self.isZero(try files.read(path, from: first, count: stop - first)) else { break }
            stop = max(first, start + 1)
        }
        func forEachPortion(_ body: ([UInt8]) throws -> Void) throws {
            for first in stride(from: start, to: stop, by: Self.portion) {
                try body(files.read(path, from: first, count: min(Self.portion, stop - first)))
            }
        }
        var digest = DigestBuilder()
        try forEachPortion { digest.add($0) }
        let copy = "\(path).damaged-\(digest.finish().short)"
        var sink = try FileSink(path: copy, files: files)
        do {
            try forEachPortion { try sink.write($0) }
            try sink.commit()
        } catch {
            sink.discard()
            throw error
        }
        return copy
    }

    /// Bytes that are copied at once.
    private static let portion = 1 << 20

    private static func isZero(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { raw in
            let words = raw.count / 8
            var all: UInt64 = 0
            for i in 0..<words { all |= raw.loadUnaligned(fromByteOffset: 8 * i, as: UInt64.self) }
            for i in 8 * words..<raw.count { all |= UInt64(raw[i]) }
            return all == 0
        }
    }

    private func replaceByWholeRecords() throws {
        var replacement = try JournalReplacement(of: path, files: files)
        do {
            var old = Journal(path: path, files: files)
            while let block = try old.next() {
                for payload in block.payloads { try replacement.add(block.bytes[payload]) }
            }
            try replacement.commit()
        } catch {
            replacement.discard()
            throw error
        }
    }
}
