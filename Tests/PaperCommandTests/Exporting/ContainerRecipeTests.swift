// The container recipe names what took part: the compiler of the runs, and the packages that this machine has of what is used.
import BuildGraph
import Foundation
import PaperCommand
import TestSupport
import Testing

@Suite struct ContainerRecipeTests {
    private let blas = SystemPackages.Package(name: "libopenblas0-pthread", version: "0.3.21+ds-4", architecture: "amd64", source: "openblas")

    private func recipe(_ system: String, swift: String? = "6.3.1", packages: [SystemPackages.Package]) -> ContainerRecipe {
        ContainerRecipe(system: system, swift: swift, packages: packages, time: 1_795_847_408, product: "paper", compile: "make compiled")
    }

    @Test func compilerDayAndPackagesArePinned() throws {
        let text = try #require(recipe("Debian GNU/Linux 12 (bookworm)", packages: [blas]).text)
        #expect(text.contains("ARG BASE=swift:6.3.1-bookworm\nFROM ${BASE}"))
        #expect(text.contains("ARG ARCHIVE=https://snapshot.debian.org/archive\nARG DAYS=\"20261128T235959Z\"\n"))
        #expect(text.contains("${ARCHIVE}/debian/${day} bookworm main") && text.contains("${ARCHIVE}/debian/${day} bookworm-updates main"))
        #expect(text.contains("${ARCHIVE}/debian-security/${day} bookworm-security main"))
        #expect(text.contains("        libopenblas0-pthread=0.3.21+ds-4 \\\n"))
        // With the flags of the Makefile, which decide the last bits.
        #expect(text.contains("RUN make compiled\n"))
    }

    /// The archive of one day has one version of each package: those of a machine that was set up over months are of several days.
    @Test func theArchiveIsAskedForTheDaysOnWhichThePackagesWereInstalled() throws {
        var (early, late) = (blas, blas)
        (early.name, early.installed, late.installed) = ("libssl3", 1_778_311_744, 1_795_867_892)
        let text = try #require(recipe("Debian GNU/Linux 12 (bookworm)", packages: [late, early, late]).text)
        #expect(text.contains("ARG DAYS=\"20260509T235959Z 20261128T235959Z\"\n"))
    }

    @Test func anUnknownCompilerIsAskedForAndAnotherSystemHasNoRecipe() throws {
        let text = try #require(recipe("Ubuntu 24.04.1 LTS", swift: nil, packages: [blas]).text)
        #expect(text.contains("ARG BASE\nFROM ${BASE}") && text.contains("deb [check-valid-until=no] ${ARCHIVE}/ubuntu/${day} noble-security main universe"))
        #expect(recipe("Version 15.1 (Build 24B83)", packages: [blas]).text == nil)
        #expect(recipe("Version 15.1 (Build 24B83)", packages: [blas]).obstacle?.contains("only Debian and Ubuntu") == true)
        #expect(recipe("Debian GNU/Linux 12 (bookworm)", packages: []).obstacle == "no container recipe can be written: dpkg named no package that took part")
    }

    @Test func thePackagesOfLibrariesComeWithWhatCompilingAgainstThemNeeds() {
        var effects = TestWorld().effects
        effects.processes = StubbedProcesses { command in
            let isSearch = command.arguments.first == "--search"
            let text = isSearch
                ? "libopenblas0-pthread:amd64: /usr/lib/libopenblas.so.0\ngnuplot-nox: /usr/bin/gnuplot-nox\n"
                : "libopenblas0-pthread\t0.3.21+ds-4\tamd64\topenblas\tii \nlibopenblas-dev\t0.3.21+ds-4\tamd64\topenblas\tii \n"
                    + "gnuplot-data\t5.4.4\tall\tgnuplot\tii \ngnuplot-doc\t5.4.4\tall\tgnuplot\tii \n"
                    + "gnuplot-nox\t5.4.4\tamd64\tgnuplot\tii \nother-dev\t1\tamd64\tother\tii \nlibold-dev\t1\tamd64\topenblas\trc \n"
            return CommandResult(ending: .exited(isSearch ? 1 : 0), output: Array(text.utf8))
        }
        let packages = SystemPackages(effects, used: ["/usr/lib/libopenblas.so.0", "/usr/bin/gnuplot-nox", "/opt/none"])
        #expect(packages.all.map(\.name) == ["gnuplot-nox", "libopenblas-dev", "libopenblas0-pthread"])
        #expect(packages.companions.map(\.name) == ["gnuplot-data"])
    }

    @Test func onThisMachineTheRecipeHasTheVersionsThatAreInstalled() throws {
        guard SystemProcessRunner.find("dpkg-query") != nil, let gnuplot = SystemProcessRunner.find("gnuplot") else {
            return print("Skipped for want of dpkg and gnuplot: \(#function)")
        }
        let packages = SystemPackages(Effects.live(root: "/")).all
        let real = URL(filePath: gnuplot).resolvingSymlinksInPath().path
        func query(_ arguments: [String]) throws -> String {
            try SystemProcessRunner().run(.hermetic("dpkg-query", arguments), until: Cancellation()).outputText
        }
        let owner = String(try query(["--search", real]).prefix { $0 != ":" })
        let version = try query(["--show", "--showformat", "${Version}", owner])
        if version.isEmpty { return print("Skipped: gnuplot is of no package") }
        #expect(packages.first { $0.name == owner }?.version == version)
        #expect(packages.allSatisfy { $0.installed ?? 0 > 1e9 })
        // The C library is loaded in every program.
        #expect(packages.contains { $0.name == "libc6" })
    }
}
