// The data of a figure: blocks of columns and a few variables, every one with a name that the script uses.
//
// In the script, a series' name is its block (`data index theory`), a column's name its number
// (`using depth:density`), a family's name an array of blocks (`theory[k]`) with their titles (`theory_title[k]`).

/// What a figure's script draws.
public struct Drawing: Sendable, Equatable {
    public private(set) var blocks: [Block] = []
    public private(set) var groups: [Group] = []
    public private(set) var variables: [(name: String, value: Variable)] = []

    public init() {}

    /// One run of rows: a line or a set of points.
    public struct Block: Sendable, Equatable {
        public var series: String
        public var panel: String?
        public var title: String?
        public var columns: [Column]

        /// The values of a column of numbers; nil when there is no such column.
        public func numbers(_ name: String) -> [Double]? {
            guard case .numbers(let values)? = columns.first(where: { $0.name == name })?.values else { return nil }
            return values
        }
    }

    /// A name for blocks: one, or a family of them.
    public struct Group: Sendable, Equatable {
        public var name: String
        /// Counted from 1, as gnuplot's `index` finds them: block 0 is the header.
        public var blocks: [Int]
        public var isFamily: Bool
        public var titles: [String]
    }

    /// A member of a family.
    public struct Member: Sendable, Equatable {
        public var title: String
        public var panel: String?
        public var columns: [Column]

        public init(_ title: String, panel: String? = nil, _ columns: [Column]) {
            self.title = title
            self.panel = panel
            self.columns = columns
        }
    }

    /// A variable of the script.
    public enum Variable: Sendable, Equatable {
        case number(Double)
        /// A whole number, which gnuplot divides as one.
        case count(Int)
        case text(String)
        case numbers([Double])
        case texts([String])
    }

    /// Adds one series; in the script `data index NAME`.
    public mutating func add(_ name: String, panel: String? = nil, title: String? = nil, _ columns: [Column]) {
        blocks.append(Block(series: name, panel: panel, title: title, columns: columns))
        groups.append(Group(name: name, blocks: [blocks.count], isFamily: false, titles: title.map { [$0] } ?? []))
    }

    /// Adds a family of series; in the script `data index NAME[k] … title NAME_title[k]`, k from 1 to |NAME|.
    public mutating func add(_ name: String, family: [Member]) {
        let first = blocks.count + 1
        blocks += family.map { Block(series: name, panel: $0.panel, title: $0.title, columns: $0.columns) }
        groups.append(
            Group(name: name, blocks: family.indices.map { first + $0 }, isFamily: true, titles: family.map(\.title)))
    }

    /// Gives the script a whole number, by which it can count.
    public mutating func set(_ name: String, count: Int) { variables.append((name, .count(count))) }
    /// Gives the script a variable.
    public mutating func set(_ name: String, _ value: Double) { variables.append((name, .number(value))) }
    public mutating func set(_ name: String, _ value: String) { variables.append((name, .text(value))) }
    public mutating func set(_ name: String, _ values: [Double]) { variables.append((name, .numbers(values))) }
    public mutating func set(_ name: String, _ values: [String]) { variables.append((name, .texts(values))) }

    /// The greatest number in a column of a series, or of all series; gaps aside.
    public func greatest(_ column: String, in series: String? = nil) -> Double? {
        blocks.filter { series == nil || $0.series == series }.flatMap { $0.numbers(column) ?? [] }.filter { !$0.isNaN }.max()
    }

    /// Says what the panels show: the script has `panels`, "(a) TITLE", and their number `panel_count`.
    public mutating func setPanels(_ titles: [String]) {
        set("panels", titles.indices.map { titles[$0].isEmpty ? "(\(Self.letter($0)))" : "(\(Self.letter($0))) \(titles[$0])" })
        set("panel_count", count: titles.count)
    }

    /// The letter of a panel, counted from 0: "a".
    public static func letter(_ panel: Int) -> String { String(UnicodeScalar(UInt8(ascii: "a") + UInt8(clamping: panel % 26))) }

    public static func == (a: Drawing, b: Drawing) -> Bool {
        a.blocks == b.blocks && a.groups == b.groups && a.variables.elementsEqual(b.variables) { $0 == $1 }
    }
}

/// A named column with a unit.
public struct Column: Sendable, Equatable {
    /// A gnuplot identifier, snake_case: the column's name in the CSV and its variable in the script.
    public var name: String
    /// "" for a pure number.
    public var unit: String
    public var values: Values

    public enum Values: Sendable, Equatable {
        /// NaN is a gap.
        case numbers([Double])
        case texts([String])
        /// The same in every row, like a depth; at least one other column of the block gives the number of rows.
        case constant(Double)
    }

    public init(_ name: String, unit: String = "", _ values: [Double]) {
        self.name = name
        self.unit = unit
        self.values = .numbers(values)
    }

    public init(_ name: String, unit: String = "", _ values: [String]) {
        self.name = name
        self.unit = unit
        self.values = .texts(values)
    }

    public init(_ name: String, unit: String = "", constant: Double) {
        self.name = name
        self.unit = unit
        self.values = .constant(constant)
    }

    /// "depth", "time [s]".
    public var heading: String { unit.isEmpty ? name : "\(name) [\(unit)]" }

    var rowCount: Int? {
        switch values {
        case .numbers(let values): values.count
        case .texts(let values): values.count
        case .constant: nil
        }
    }
}
