// A recipe that rebuilds the environment of a paper in a container: the compiler, and the packages of the distribution in the very
// versions that took part, from the distribution's archive of the past.
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
    /// The program that is built.
    package let product: String

    package init(system: String, swift: String?, packages: [SystemPackages.Package], time: Double, product: String) {
        (self.system, self.swift, self.packages, self.time, self.product) = (system, swift, packages, time, product)
    }

    init(_ environment: TakingPart, product: String) {
        let compiler = environment.software.first { $0.name == "compiler" }?.version ?? ""
        self.init(
            system: environment.systems.first?.name ?? "", swift: compiler.firstMatch(of: #/Swift version (\d+(?:\.\d+)*)/#).map { String($0.1) },
            packages: environment.packages.all, time: environment.lastRun, product: product)
    }

    /// Why there is no recipe; nil when there is one.
    package var obstacle: String? {
        if distribution == nil { return "no container recipe can be written for \(system.isEmpty ? "an unknown system" : system): only Debian and Ubuntu keep the packages of the past" }
        return packages.isEmpty ? "no container recipe can be written: dpkg named no package that took part" : nil
    }

    private struct Distribution {
        let name, release, snapshot, components: String
    }

    /// The archive of the past, where packages of a day are kept.
    private var distribution: Distribution? {
        let day = BuiltPaper.time(time).prefix(10).replacing("-", with: "") + "T000000Z"
        if let release = system.firstMatch(of: #/Debian.*\((\w+)\)/#)?.1 {
            return Distribution(name: "Debian", release: String(release), snapshot: "https://snapshot.debian.org/archive/debian/\(day)", components: "main")
        }
        let releases = ["22.04": "jammy", "24.04": "noble"]
        if let version = system.firstMatch(of: #/Ubuntu (\d+\.\d+)/#)?.1, let release = releases[String(version)] {
            return Distribution(name: "Ubuntu", release: release, snapshot: "https://snapshot.ubuntu.com/ubuntu/\(day)", components: "main universe")
        }
        return nil
    }

    /// The recipe; nil where there is an obstacle.
    package var text: String? {
        guard obstacle == nil, let distribution else { return nil }
        let versions = packages.map { "        \($0.name)=\($0.version) \\" }.joined(separator: "\n")
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

            # \(distribution.name)'s archive of the past, on the day of the last run. A machine that was not up to date then had versions of an
            # earlier day: if apt finds one of those below no more, name that day.
            ARG SNAPSHOT=\(distribution.snapshot)
            RUN rm -rf /etc/apt/sources.list.d/* \\
             && echo "deb [check-valid-until=no] ${SNAPSHOT} \(distribution.release) \(distribution.components)" > /etc/apt/sources.list \\
             && apt-get update \\
             && apt-get install --yes --no-install-recommends --allow-downgrades \\
            \(versions)
                    make git \\
             && rm -rf /var/lib/apt/lists/*

            WORKDIR /paper
            COPY . .
            RUN swift build -c release --product \(product)
            ENTRYPOINT [".build/release/\(product)"]

            """
    }
}
