// What the preview does when: in memory, with time as the test says it is.
import Foundation
import PaperCommand
import TestSupport
import Testing

@Suite struct PreviewMachineTests {
    /// A preview whose builds and compilations the test ends.
    struct World {
        var machine: PreviewMachine
        var now = 0.0
        var builds = 0, compilations = 0
        var isBuilding = false, isCompiling = false
        var shown: [PreviewStatus] = []
        var news: [PreviewNews] = []
        /// When the last build and the last compilation began.
        var lastBuild = -1.0, lastCompilation = -1.0

        init(canCompile: Bool = true) {
            machine = PreviewMachine(canCompile: canCompile)
            take(machine.start(at: 0))
        }

        /// One that has built and compiled for the first time.
        static func atRest(canCompile: Bool = true) -> World {
            var world = World(canCompile: canCompile)
            if canCompile { world.compiled(isOther: false) }
            world.built()
            world.wait(1)
            return world
        }

        mutating func take(_ actions: [PreviewMachine.Action]) {
            for action in actions {
                switch action {
                case .build:
                    #expect(!isBuilding, "two builds at once")
                    (isBuilding, builds, lastBuild) = (true, builds + 1, now)
                case .compile:
                    #expect(!isCompiling, "two compilations at once")
                    (isCompiling, compilations, lastCompilation) = (true, compilations + 1, now)
                case .show(let status): shown.append(status)
                case .tell(let told): news.append(told)
                case .watch, .figures: break
                }
            }
        }

        mutating func step(_ input: PreviewMachine.Input) { take(machine.step(input, at: now)) }

        /// Time passes, and deadlines are met.
        mutating func wait(_ seconds: Double) {
            let end = now + seconds
            while let deadline = machine.deadline, deadline <= end {
                now = max(now, deadline)
                step(.time)
            }
            now = end
        }

        mutating func change(_ kinds: Set<WatchedFiles.Kind>, _ names: String...) { step(.changed(kinds, names: names)) }

        mutating func built(_ events: [PreviewEvent] = [], _ ending: ChildEnding = .exited(0), printed: String = "") {
            for event in events { step(.said(event)) }
            isBuilding = false
            step(.buildEnded(ending, printed: printed))
        }

        mutating func compiled(_ problems: [PreviewProblem] = [], isOther: Bool = true) {
            isCompiling = false
            step(.compiled(problems: problems, isOtherProgram: isOther))
        }
    }

    private func failed(_ what: String) -> PreviewEvent {
        var event = PreviewEvent("failed")
        (event.name, event.title, event.what) = ("line", "figure line", what)
        return event
    }

    @Test func itBeginsWithABuildAndMakesSureOfItsProgram() {
        var world = World()
        #expect(world.builds == 1 && world.compilations == 1 && world.shown.last?.phase == .building)
        world.compiled(isOther: false)
        world.built()
        world.wait(1)
        // The program was that of the sources: one build was enough.
        #expect(world.builds == 1 && world.shown.last?.phase == .current)
        #expect(World(canCompile: false).compilations == 0)
    }

    @Test func anEditorsWriteAndRenameIsOneBuild() {
        var world = World.atRest()
        for _ in 0..<5 {
            world.change([.contents], "paper/a.md")
            world.wait(0.01)
        }
        world.wait(0.05)
        #expect(world.builds == 2 && world.shown.last?.changed == ["paper/a.md"] && world.compilations == 1)
    }

    @Test func aThousandFilesAreOneBuildAndChangesWithoutEndDoNotKeepItWaiting() {
        var world = World.atRest()
        for number in 0..<1000 {
            world.change([.contents], "paper/\(number).md")
            world.wait(0.0001)
        }
        world.wait(0.05)
        #expect(world.builds == 2)
        world.built()
        for _ in 0..<100 {
            world.change([.contents], "paper/log.md")
            world.wait(0.02)
        }
        #expect(world.builds == 3)
    }

    @Test func whatChangesDuringABuildLeadsToOneMoreAfterIt() {
        var world = World.atRest()
        world.change([.contents], "paper/a.md")
        world.wait(0.1)
        for _ in 0..<3 {
            world.change([.contents], "figures/b.gp")
            world.wait(1)
        }
        #expect(world.builds == 2)
        let told = world.news.count
        world.built([failed("half written")])
        #expect(world.builds == 3 && world.isBuilding)
        // Of the one that was overtaken nothing is told.
        #expect(world.news.count == told && world.shown.last?.problems == [])
        world.built()
        world.wait(10)
        #expect(world.builds == 3 && world.shown.last?.phase == .current)
    }

    @Test func anEditOfSwiftIsCompiledAndThenBuilt() {
        var world = World.atRest()
        world.change([.sources], "Sources/A.swift")
        world.wait(0.1)
        #expect(world.compilations == 2 && world.builds == 1 && world.shown.last?.phase == .compiling)
        // A chapter does not wait for the compiler.
        world.change([.contents], "paper/a.md")
        world.wait(0.1)
        #expect(world.builds == 2 && world.shown.last?.isCompiling == true)
        world.built()
        #expect(world.shown.last?.phase == .compiling)
        world.compiled()
        #expect(world.builds == 3)
        world.built()
        // A comment makes no other program.
        world.change([.sources], "Sources/A.swift")
        world.wait(0.1)
        world.compiled(isOther: false)
        world.wait(1)
        #expect(world.builds == 3 && world.shown.last?.phase == .current)
    }

    @Test func textAndSourcesThatChangeTogetherAreBuiltByTheNewProgram() {
        var world = World.atRest()
        world.change([.sources, .contents], "Sources/A.swift", "paper/a.md")
        world.wait(0.1)
        #expect(world.compilations == 2 && world.builds == 1)
        world.compiled(isOther: false)
        #expect(world.builds == 2)
    }

    @Test func errorsOfTheCompilerStayUntilTheyAreMended() {
        var world = World.atRest()
        world.change([.sources], "Sources/A.swift")
        world.wait(0.1)
        let problem = PreviewProblem(.error, "Sources/A.swift:1:2: cannot find 'x' in scope")
        world.compiled([problem], isOther: false)
        #expect(world.shown.last?.phase == .failed && world.shown.last?.problems == [problem] && world.builds == 1)
        world.change([.contents], "paper/a.md")
        world.wait(0.1)
        world.built()
        #expect(world.shown.last?.phase == .failed && world.shown.last?.problems == [problem])
        world.change([.sources], "Sources/A.swift")
        world.wait(0.1)
        #expect(world.shown.last?.phase == .compiling && world.shown.last?.isOfBefore == true)
        world.compiled()
        world.built()
        #expect(world.shown.last?.phase == .current && world.shown.last?.problems == [])
    }

    @Test func whoCannotCompileIsToldHow() {
        var world = World.atRest(canCompile: false)
        world.change([.sources], "Sources/A.swift")
        world.wait(0.1)
        #expect(world.compilations == 0 && world.builds == 1)
        #expect(world.shown.last?.problems.first?.next?.contains("--compile") == true)
    }

    @Test func errorsOfBeforeAreShownAsSuchWhileTheNextBuildGoesOn() {
        var world = World.atRest()
        world.change([.contents], "figures/a.gp")
        world.wait(0.1)
        world.built([failed("gnuplot stopped in figure a, figures/a.gp:3: undefined variable: x")], .exited(1))
        #expect(world.shown.last?.phase == .failed && world.shown.last?.problems.first?.place == "figures/a.gp:3" && world.shown.last?.isOfBefore == false)
        world.change([.contents], "figures/a.gp")
        world.wait(0.1)
        #expect(world.shown.last?.phase == .building && world.shown.last?.problems.count == 1 && world.shown.last?.isOfBefore == true)
        world.built()
        #expect(world.shown.last?.phase == .current && world.shown.last?.problems == [])
    }

    @Test func aBuildThatDiesSaysWhatItPrinted() {
        var world = World.atRest()
        world.change([.contents], "paper/a.md")
        world.wait(0.1)
        world.built([], .signalled(4), printed: "Fatal error: index out of range")
        #expect(world.shown.last?.problems.first?.what.contains("signal 4") == true && world.shown.last?.problems.first?.output == "Fatal error: index out of range")
        world.change([.contents], "paper/a.md")
        world.wait(0.1)
        world.built([], .exited(2), printed: "✗ odd")
        #expect(world.shown.last?.problems.first?.what == "The build ended with status 2.")
    }

    @Test func progressIsShownByWordsAndNotTooOften() {
        var world = World.atRest()
        world.change([.contents], "paper/a.md")
        world.wait(0.1)
        let before = world.shown.count
        for number in 0..<1000 {
            var started = PreviewEvent("started"), progress = PreviewEvent("progress")
            (started.name, started.title) = ("Walk-\(number)", "Walk: seed \(number)")
            (progress.done, progress.total, progress.running) = (number, 1000, ["Walk-\(number)"])
            world.step(.said(started))
            world.step(.said(progress))
            world.wait(0.001)
        }
        world.wait(0.2)
        #expect((8...14).contains(world.shown.count - before), "\(world.shown.count - before)")
        #expect(world.shown.last?.running == ["Walk: seed 999"] && world.shown.last?.done == 999)
    }

    @Test func aNewPageIsToldAtOnce() {
        var world = World.atRest()
        world.step(.page(version: "one"))
        #expect(world.shown.last?.version == "one")
        world.step(.page(version: "two"))
        #expect(world.shown.last?.version == "two")
    }

    /// Whatever happens in whatever order: never two at once, the last edit is built by the last program, and the preview comes to rest.
    @Test func noEditIsLostInAnyOrder() {
        for seed in 0..<400 {
            var random = SplitMix(state: UInt64(seed))
            var world = World()
            var lastContents = -1.0, lastSources = -1.0, lastOther = -1.0
            func end(_ world: inout World, other: Bool) {
                world.compiled(isOther: other)
                if other { lastOther = world.now }
            }
            for _ in 0..<200 {
                switch random.next(in: 0...7) {
                case 0, 1:
                    world.change([.contents], "paper/a.md")
                    lastContents = world.now
                case 2:
                    world.change([.sources], "Sources/A.swift")
                    lastSources = world.now
                case 3:
                    world.change([.sources, .contents], "Sources/A.swift", "paper/a.md")
                    (lastContents, lastSources) = (world.now, world.now)
                case 4: if world.isBuilding { world.built(random.next(in: 0...2) == 0 ? [failed("x")] : []) }
                case 5: if world.isCompiling { end(&world, other: random.next(in: 0...1) == 0) }
                default: world.wait(Double(random.next(in: 0...99)) / 1000)
                }
            }
            for _ in 0..<6 {
                world.wait(1)
                if world.isCompiling { end(&world, other: true) }
                if world.isBuilding { world.built() }
            }
            world.wait(1)
            #expect(!world.isBuilding && !world.isCompiling && world.machine.deadline == nil, "seed \(seed)")
            #expect(world.lastBuild >= lastContents && world.lastCompilation >= lastSources && world.lastBuild >= lastOther, "seed \(seed)")
            #expect(world.shown.last?.phase == .current, "seed \(seed)")
        }
    }
}
