// A recipe that rebuilds the environment of a paper in a container: the compiler, and the packages of the distribution in the very
// versions that took part, from the distribution's archive of the past. A machine gets its packages on many days, and the archive of one
// day has but one version of each: the recipe asks for the days on which they were installed.
import BuildGraph
import Foundation

package struct ContainerRecipe {
    /// "Debian GNU/Linux 12 (bookworm)"
    package let system: String
    /// "6.3.1"; nil where the compiler is not known.
    package let swift: String?
    package let packages: [SystemPackages.Package]
    /// Of the last run: seconds since 1970.
    package let time: Double
    /// The program that is built, and the command that compiles it.
    package let product, compile: String

    package init(system: String, swift: String?, packages: [SystemPackages.Package], time: Double, product: String, compile: String) {
        (self.system, self.swift, self.packages, self.time, self.product, self.compile) = (system, swift, packages, time, product, compile)
    }

    init(_ environment: TakingPart, product: String, compile: String) {
        let compiler = environment.software.first { $0.name == "compiler" }?.version ?? ""
        self.init(
            system: environment.systems.first?.name ?? "", swift: compiler.firstMatch(of: #/Swift version (\d+(?:\.\d+)*)/#).map { String($0.1) },
            packages: environment.packages.all + environment.packages.companions, time: environment.lastRun, product: product, compile: compile)
    }

    /// Why there is no recipe; nil when there is one.
    package var obstacle: String? {
        if distribution == nil { return "no container recipe can be written for \(system.isEmpty ? "an unknown system" : system): only Debian and Ubuntu keep the packages of the past" }
        return packages.isEmpty ? "no container recipe can be written: dpkg named no package that took part" : nil
    }

    private struct Distribution {
        let name, release: String
        /// The archive of the past, where packages of a day are kept.
        let archive: String
        /// Folders of the archive, with the suites in them.
        let suites: [(folder: String, names: [String])]
        let components: String

        /// What apt reads; the shell puts in the archive and each day.
        var sources: [String] {
            suites.flatMap { suite in suite.names.map { "deb [check-valid-until=no] ${ARCHIVE}/\(suite.folder)/${day} \($0) \(components)" } }
        }
    }

    private var distribution: Distribution? {
        if let release = system.firstMatch(of: #/Debian.*\((\w+)\)/#).map({ String($0.1) }) {
            return Distribution(
                name: "Debian", release: release, archive: "https://snapshot.debian.org/archive",
                suites: [("debian", [release, "\(release)-updates"]), ("debian-security", ["\(release)-security"])], components: "main")
        }
        let releases = ["22.04": "jammy", "24.04": "noble"]
        if let version = system.firstMatch(of: #/Ubuntu (\d+\.\d+)/#)?.1, let release = releases[String(version)] {
            return Distribution(
                name: "Ubuntu", release: release, archive: "https://snapshot.ubuntu.com", suites: [("ubuntu", [release, "\(release)-updates", "\(release)-security"])],
                components: "main universe")
        }
        return nil
    }

    /// The ends of the days on which the packages were installed, in order; that of the last run where none is known.
    private var days: [String] {
        let times = packages.compactMap(\.installed)
        return Set((times.isEmpty ? [time] : times).map { BuiltPaper.time($0).prefix(10).replacing("-", with: "") + "T235959Z" }).sorted()
    }

    /// The recipe; nil where there is an obstacle.
    package var text: String? {
        guard obstacle == nil, let distribution else { return nil }
        let versions = packages.map { "        \($0.name)=\($0.version) \\" }.sorted().joined(separator: "\n")
        let sources = distribution.sources.map { "      echo \"\($0)\"; \\" }.joined(separator: "\n")
        let base = swift.map { "swift:\($0)-\(distribution.release)" } ?? ""
        return """
            # The environment that the paper's values were made in, on \(system): the compiler, and every package of \(distribution.name) that took part,
            # in its version. Made from the records of the runs; environment.json beside it has them all.
            #
            #     podman build --tag paper --file Containerfile sources
            #     podman run --rm --interactive --tty --volume "$PWD:/archive" --entrypoint bash paper
            #
            # and in it the steps of REVIEW.md, if there is one, with /archive/values.tar in the place of ../values.tar.
            \(swift == nil ? "#\n# The runs did not record the compiler: name an image with it, --build-arg BASE=swift:VERSION-\(distribution.release).\n" : "")ARG BASE\(base.isEmpty ? "" : "=" + base)
            FROM ${BASE}

            # \(distribution.name)'s archive of the past, on the days on which these packages were installed where the values were made. If apt does not find one of
            # them, it was older than that when it was installed: name an earlier day, too.
            ARG ARCHIVE=\(distribution.archive)
            ARG DAYS="\(days.joined(separator: " "))"
            RUN rm -rf /etc/apt/sources.list.d/* \\
             && for day in ${DAYS}; do \\
            \(sources)
                done > /etc/apt/sources.list \\
             && apt-get update \\
             && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends --allow-downgrades \\
            \(versions)
                    make git \\
             && rm -rf /var/lib/apt/lists/*

            WORKDIR /paper
            COPY . .
            RUN \(compile)
            ENTRYPOINT [".build/release/\(product)"]

            """
    }
}
