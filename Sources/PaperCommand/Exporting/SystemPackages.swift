// Packages of a Debian or Ubuntu system that a paper's program uses: those of the shared libraries that are loaded in it, of the programs
// that it starts and of the figures' font, and what is needed to compile against these libraries.
import BuildGraph
import Foundation

package struct SystemPackages {
    package struct Package: Sendable, Equatable {
        package var name, version, architecture: String
        /// The source package that it was built from.
        package var source: String
        /// When it was unpacked on this machine: seconds since 1970; nil where that is not known.
        package var installed: Double?

        package init(name: String, version: String, architecture: String, source: String, installed: Double? = nil) {
            (self.name, self.version, self.architecture, self.source, self.installed) = (name, version, architecture, source, installed)
        }
    }

    /// Sorted by name; empty where there is no dpkg.
    package let all: [Package]
    /// What else is installed from the same sources, without documentation: data of programs, and packages that ask for each other in the very same version.
    package let companions: [Package]

    /// Asks dpkg, which takes some tenths of a second.
    package init(_ effects: Effects) {
        self.init(effects, used: Self.loadedLibraries() + Self.programs(effects))
    }

    /// - Parameter used: absolute paths of files that are used.
    package init(_ effects: Effects, used: [String]) {
        func run(_ arguments: [String]) -> String {
            let result = try? effects.processes.run(.hermetic("dpkg-query", arguments, timeLimit: 60), until: Cancellation())
            // It ends with 1 where one of many files belongs to no package.
            return result?.outputText ?? ""
        }
        // Systems whose /lib is a link to /usr/lib list files under either name.
        let paths = used.flatMap { [$0] + ($0.hasPrefix("/usr/") ? [String($0.dropFirst(4))] : []) }.uniqued()
        let owners = paths.isEmpty ? "" : run(["--search"] + paths)
        let names = Set(owners.split(separator: "\n").flatMap { line -> [String] in
            guard let colon = line.firstRange(of: ": /") else { return [] }
            return line[..<colon.lowerBound].split(separator: ",").map { String($0.drop { $0 == " " }.prefix { $0 != ":" }) }
        })
        let installed = names.isEmpty ? [] : Self.read(run(["--show", "--showformat", "${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${db:Status-Abbrev}\\n"]))
        // The headers of C come with every compiler.
        let libraries = installed.filter { names.contains($0.name) }
        let sources = Set(libraries.filter { $0.name.hasPrefix("lib") && $0.source != "glibc" && !$0.source.hasPrefix("gcc-") }.map(\.source))
        let headers = installed.filter { $0.name.hasSuffix("-dev") && sources.contains($0.source) }
        let used = (libraries + headers).reduce(into: [Package]()) { if !$0.contains($1) { $0.append($1) } }.sorted { $0.name < $1.name }
        let files = effects.files, all = used.map { Self.dated($0, files) }, isOfSource = Set(used.map(\.source))
        self.all = all
        companions = installed.filter { package in
            isOfSource.contains(package.source) && !used.contains(package) && !["-doc", "-dbg", "-dbgsym"].contains(where: package.name.hasSuffix)
        }.map { Self.dated($0, files) }.sorted { $0.name < $1.name }
    }

    /// dpkg keeps a list of the files of each package, and writes it when the package is unpacked.
    private static func dated(_ package: Package, _ files: any FileSystem) -> Package {
        var package = package
        let names = [package.name, "\(package.name):\(package.architecture)"]
        let status = names.lazy.compactMap { (try? files.status("/var/lib/dpkg/info/\($0).list")) ?? nil }.first
        package.installed = status.map { Double($0.modified) / 1e9 }
        return package
    }

    private static func read(_ table: String) -> [Package] {
        table.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5, fields[4].hasPrefix("ii") else { return nil }
            return Package(name: fields[0], version: fields[1], architecture: fields[2], source: fields[3])
        }
    }

    /// The shared libraries of this process.
    private static func loadedLibraries() -> [String] {
        // Such a file does not say how long it is.
        let maps = FileHandle(forReadingAtPath: "/proc/self/maps").map { String(decoding: $0.readDataToEndOfFile(), as: UTF8.self) } ?? ""
        return maps.split(separator: "\n").compactMap { line in
            guard let start = line.firstIndex(of: "/"), line[start...].contains(".so") else { return nil }
            return String(line[start...])
        }.uniqued()
    }

    /// gnuplot, pandoc and the font of the figures, where links lead.
    private static func programs(_ effects: Effects) -> [String] {
        let font = try? effects.processes.run(.hermetic("fc-match", ["--format", "%{file}", "Helvetica"], timeLimit: 60), until: Cancellation())
        let paths = ["gnuplot", "pandoc"].compactMap(SystemProcessRunner.find) + [font?.outputText ?? ""].filter { $0.hasPrefix("/") }
        return paths.map { URL(filePath: $0).resolvingSymlinksInPath().path }
    }
}
