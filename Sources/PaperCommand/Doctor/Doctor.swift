// All checks, one after another. None depends on another: what keeps the paper from being opened does not keep the
// programs from being looked at.
import BuildGraph
import Manuscript

struct Doctor {
    let workspace: Result<Workspace, any Error>
    let session: Session
    let surroundings: HealthCheck.Surroundings

    func findings(progress: (Int, Int) -> Void) -> [HealthFinding] {
        var findings: [HealthFinding] = []
        switch workspace {
        case .success(let workspace):
            findings += [PaperHealth(workspace: workspace).finding]
            findings += UnusedFiles(workspace: workspace).warnings.map { HealthFinding("paper", .warning, $0.message, mend: $0.next) }
            findings += DataHealth(workspace).findings
            findings += StoreHealth(workspace: workspace).findings(progress: progress)
            findings += MachineHealth(workspace: workspace).findings
        case .failure(let error): findings.append(HealthFinding("paper", error))
        }
        findings += ProgramHealth(processes: surroundings.effects.processes).findings
        findings += SoftwareHealth(software: session.software).findings
        for check in session.checks {
            do { findings += try check.look(surroundings) } catch { findings.append(HealthFinding("check", error)) }
        }
        return findings
    }
}

/// Whether the text and the graph fit together.
struct PaperHealth {
    let workspace: Workspace

    var finding: HealthFinding {
        let errors = workspace.assembled.errors
        if let first = errors.first {
            return HealthFinding(
                "paper", .problem, "\(CollectionText.count(errors.count, "mistake")) in the text, the first: \(first.text)",
                mend: "Correct the text; `paper build` shows all of them.")
        }
        let nodes = workspace.graph.nodes
        let parts = [TargetKind.figure, .claim].map { kind in CollectionText.count(nodes.count { $0.kind == kind }, kind.name) }
        return HealthFinding("paper", .ok, "\(nodes.count) targets at profile \(workspace.profile.name), with \(parts.joined(separator: ", "))")
    }
}

/// The programs that are run, found and new enough.
struct ProgramHealth {
    let processes: any ProcessRunner

    var findings: [HealthFinding] {
        let tools = ExternalTools { [processes] in try processes.run($0, until: Cancellation()) }
        return [program("gnuplot", tools.gnuplot), font(tools.font), program("pandoc", tools.pandoc), curl].compactMap { $0 }
    }

    /// What the text of PNGs is drawn with; nil where the machine cannot tell.
    private func font(_ font: Result<String?, any Error>) -> HealthFinding? {
        switch font {
        case .success(let text): text.map { HealthFinding("font of PNGs", .ok, $0) }
        case .failure(let error): HealthFinding("font of PNGs", error)
        }
    }

    private func program(_ name: String, _ version: Result<String, any Error>) -> HealthFinding {
        switch version {
        case .success(let text) where text.hasSuffix(Gnuplot.withoutPNG):
            HealthFinding(name, .warning, text, mend: "Install another build of gnuplot, on Debian and Ubuntu gnuplot-nox.")
        case .success(let text): HealthFinding(name, .ok, text)
        case .failure(let error): HealthFinding(name, error)
        }
    }

    /// Needed only by papers that download something.
    private var curl: HealthFinding {
        let result = try? processes.run(.hermetic("curl", ["--version"], timeLimit: 20), until: Cancellation())
        guard let result, result.succeeded, let line = result.outputText.split(separator: "\n").first else {
            return HealthFinding(
                "curl", .warning, "Not found. Data sets cannot be downloaded.", mend: "sudo apt-get install curl")
        }
        return HealthFinding("curl", .ok, line.split(separator: " ").prefix(2).joined(separator: " "))
    }
}

/// What the program was made of.
struct SoftwareHealth {
    let software: [String: String]

    var findings: [HealthFinding] {
        var findings = software.sorted { $0.key < $1.key }.map { HealthFinding($0.key, .ok, $0.value) }
        #if DEBUG
            findings.append(
                HealthFinding("program", .warning, "Compiled without optimisation: numerics take many times longer.", mend: "make paper"))
        #else
            findings.append(HealthFinding("program", .ok, "compiled with optimisation"))
        #endif
        return findings
    }
}
