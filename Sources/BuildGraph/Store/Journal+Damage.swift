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
        let kept = try files.read(path, from: damage.isTornEnd ? end : 0)
        let copy = "\(path).damaged-\(Digest(of: kept).short)"
        try files.replace(copy, with: kept, durable: true)
        if damage.isTornEnd {
            try files.truncate(path, to: end)
            try files.synchronize(path)
        } else {
            try replaceByWholeRecords()
        }
        return Mended(damage: damage, savedAs: copy)
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
