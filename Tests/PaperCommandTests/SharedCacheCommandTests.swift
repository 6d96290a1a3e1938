// Two machines and a real server between them: the command as users have it.
import BuildGraph
import Foundation
import TestSupport
import Testing

/// A checkout of the example paper with a home of its own.
struct SharingMachine {
    /// How many targets the example paper has.
    static let targets = 30

    let project: ExampleProject
    let home: String

    init(trusting other: SharingMachine? = nil) throws {
        project = try ExampleProject()
        home = project.folder + "/home"
        try project.write("", to: "home/.keep")
        if let other { try project.write(other.project.read("paper/trusted-keys"), to: "paper/trusted-keys") }
    }

    /// A machine with a key that its paper trusts.
    static func signing() throws -> SharingMachine {
        let machine = try SharingMachine()
        #expect(try machine.run(["cache", "key", "trust"], making: true).succeeded)
        return machine
    }

    private func environment(_ remote: String?, _ more: [String: String]) -> [String: String] {
        var variables = ["HOME": home, "XDG_CONFIG_HOME": "", "PAPER_REMOTE": remote ?? "", "PAPER_SIGNING_KEY": ""]
        variables.merge(more) { $1 }
        return variables
    }

    /// Runs the command.
    /// - Parameter making: first makes a key.
    func run(_ arguments: [String], remote: String? = nil, environment more: [String: String] = [:], making: Bool = false) throws -> CommandResult {
        if making { _ = try make() }
        return try project.run(arguments, environment: environment(remote, more))
    }

    /// `key make` is about no project.
    func make() throws -> CommandResult {
        try SystemProcessRunner().run(Command(ExampleProject.program, ["cache", "key", "make"], environment: environment(nil, [:])), until: Cancellation())
    }

    @discardableResult
    func build(_ names: [String] = [], remote: String?, environment more: [String: String] = [:]) throws -> (ran: [String], report: ExampleProject.Report, result: CommandResult) {
        try project.build(names, environment: environment(remote, more))
    }
}

@Suite(.enabled(if: CacheServer.isAvailable, "python3 is needed for the test server")) struct SharedCacheCommandTests {
    @Test func aSecondMachineStartsFromTheCacheAloneAndRunsNothing() throws {
        let server = try CacheServer(), first = try SharingMachine.signing()
        let built = try first.build(remote: server.address)
        #expect(built.report.ran.count == SharingMachine.targets)
        #expect(built.result.errorText.contains("\(SharingMachine.targets) results put there"))
        let second = try SharingMachine(trusting: first)
        let (ran, report, result) = try second.build(remote: server.address)
        #expect(ran.isEmpty && report.upToDate == SharingMachine.targets, "\(result.errorText)")
        // Of the values only those of the figures and the page were fetched.
        #expect(result.errorText.contains("\(SharingMachine.targets) results found; 3 values fetched"), "\(result.errorText)")
        for file in ["paper.md", "figures/line.svg", "figures/noise.csv", "claims.json"] {
            #expect(try first.project.read("build/" + file) == second.project.read("build/" + file), "\(file)")
        }
        // The next build asks nobody.
        let before = server.requests.count
        #expect(try second.build(remote: server.address).ran.isEmpty)
        #expect(server.requests.count == before)
        // An audit fetches what it needs, and finds the same bits.
        let audit = try second.run(["verify", "--outside"], remote: server.address)
        #expect(audit.succeeded && audit.outputText.contains("\(SharingMachine.targets) bitwise equal"), "\(audit.outputText)\(audit.errorText)")
        #expect(!(try first.run(["verify", "--outside"], remote: server.address)).succeeded)
    }

    @Test func aFolderDoesTheSame() throws {
        let first = try SharingMachine.signing(), folder = first.project.folder + "/shared"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try first.build(remote: folder)
        #expect(try SharingMachine(trusting: first).build(remote: folder).ran.isEmpty)
    }

    @Test func afterAnEditOnlyWhatFollowsFromItRunsAndItsInputsAreFetched() throws {
        let server = try CacheServer(), first = try SharingMachine.signing()
        try first.build(remote: server.address)
        let second = try SharingMachine(trusting: first)
        try second.project.write("plot data index noise using x:y with lines\n", to: "figures/noise.gp")
        let (ran, _, result) = try second.build(remote: server.address)
        #expect(ran == ["figure noise", "noise", "paper.html", "text-html"] || ran.contains("noise") && !ran.contains("Noise"), "\(ran) \(result.errorText)")
        #expect(!ran.contains("Noise") && !ran.contains("Line"))
    }

    @Test func whatAStrangerSignedIsNotUsedAndThatIsSaidOnce() throws {
        let server = try CacheServer(), first = try SharingMachine.signing(), stranger = try SharingMachine.signing()
        try stranger.build(remote: server.address)
        let (ran, _, result) = try first.build(remote: server.address, environment: ["PAPER_REMOTE_MODE": "read"])
        #expect(ran.count == SharingMachine.targets)
        #expect(result.errorText.contains("\(SharingMachine.targets) results signed by keys that this paper does not trust were not used"), "\(result.errorText)")
    }

    @Test func aForgedTraceIsRefused() throws {
        let server = try CacheServer(), first = try SharingMachine.signing()
        try first.build(remote: server.address)
        // Each record is changed in the last byte of the trace, behind which the eleven bytes of the last field stand.
        for file in server.files where file.hasPrefix("ac/") {
            let url = URL(filePath: "\(server.folder)/\(file)")
            var bytes = Array(try Data(contentsOf: url))
            bytes[bytes.count - 40] ^= 1
            try Data(bytes).write(to: url)
        }
        let (ran, _, result) = try SharingMachine(trusting: first).build(remote: server.address)
        #expect(ran.count == SharingMachine.targets)
        #expect(result.errorText.contains("\(SharingMachine.targets) results with a signature that is wrong"), "\(result.errorText)")
    }

    @Test func aRevokedKeyIsBelievedNoLonger() throws {
        let server = try CacheServer(), first = try SharingMachine.signing(), second = try SharingMachine(trusting: first)
        try first.build(remote: server.address)
        #expect(try second.build(remote: server.address).ran.isEmpty)
        let name = try second.project.read("paper/trusted-keys").split(separator: " ")[2].trimmingCharacters(in: .whitespacesAndNewlines)
        let revoked = try second.run(["cache", "key", "revoke", name])
        #expect(revoked.succeeded, "\(revoked.errorText)")
        #expect(try second.run(["cache", "key", "list"]).outputText.contains("revoked 20"))
        #expect(try second.build(remote: nil).ran.count == SharingMachine.targets)
    }

    @Test(arguments: [
        ("forbidden", "refuses (HTTP status 403)"), ("broken", "fails (HTTP status 500)"), ("redirect", "sends elsewhere, to https://elsewhere.example/login"),
        ("hang", "does not answer within a second"), ("drip", "does not answer within a second"), ("login", "records that hold no signed result"),
    ])
    func aServerThatFailsHarmsNoBuild(mode: String, words: String) throws {
        let good = try CacheServer(), first = try SharingMachine.signing()
        try first.build(remote: good.address)
        let server = try CacheServer(mode, folder: good.folder), second = try SharingMachine(trusting: first)
        let start = ContinuousClock.now
        let (ran, _, result) = try second.build(remote: server.address)
        let with = ContinuousClock.now - start
        #expect(ran.count == SharingMachine.targets)
        #expect(result.errorText.components(separatedBy: words).count == 2, "\(result.errorText)")
        // Compared with a build without; what else the machine does meanwhile is allowed for.
        let alone = try SharingMachine(trusting: first), begin = ContinuousClock.now
        try alone.build(remote: nil)
        #expect(with < (ContinuousClock.now - begin) * 2 + .seconds(4))
    }

    @Test func nobodyThereHarmsNoBuild() throws {
        let first = try SharingMachine.signing()
        let (ran, _, result) = try first.build(remote: "http://127.0.0.1:9")
        #expect(ran.count == SharingMachine.targets)
        #expect(result.errorText.contains("cannot be reached: there is no connection to it"), "\(result.errorText)")
        let unknown = try SharingMachine(trusting: first).build(remote: "https://no-such-host.invalid")
        #expect(unknown.result.errorText.contains("its name is not known") || unknown.result.errorText.contains("does not answer"), "\(unknown.result.errorText)")
    }

    @Test(arguments: [("readonly", "refuses (HTTP status 405)"), ("full", "is full")])
    func aServerThatTakesNothingIsSaidToOnce(mode: String, words: String) throws {
        let server = try CacheServer(mode), (_, report, result) = try SharingMachine.signing().build(remote: server.address)
        #expect(report.ran.count == SharingMachine.targets)
        #expect(result.errorText.components(separatedBy: words).count == 2, "\(result.errorText)")
        #expect(server.files.isEmpty)
    }

    @Test func readOnlyPutsNothingThere() throws {
        let server = try CacheServer(), machine = try SharingMachine.signing()
        try machine.build(remote: server.address, environment: ["PAPER_REMOTE_MODE": "read"])
        #expect(!server.requests.contains { $0.hasPrefix("PUT") })
    }

    @Test func aLyingServerAndOneThatCutsAnswersShortGiveNoWrongValue() throws {
        let good = try CacheServer(), first = try SharingMachine.signing()
        try first.build(remote: good.address)
        for mode in ["lie", "cut"] {
            let server = try CacheServer(mode, folder: good.folder), second = try SharingMachine(trusting: first)
            let (ran, _, result) = try second.build(remote: server.address)
            if mode == "cut" { #expect(ran.isEmpty, "\(result.errorText)") }
            if mode == "lie" { #expect(result.errorText.contains("did not have the content"), "\(result.errorText)") }
            #expect(try first.project.read("build/paper.md") == second.project.read("build/paper.md"))
            #expect(try second.run(["doctor"]).outputText.contains("damaged") == false)
        }
    }

    @Test func aTokenOpensAServerAndIsNeverPrinted() throws {
        let server = try CacheServer(token: "s3cret"), first = try SharingMachine.signing()
        let refused = try first.build(remote: server.address)
        #expect(refused.result.errorText.contains("HTTP status 401") && refused.result.errorText.contains("PAPER_REMOTE_TOKEN"))
        let opened = try SharingMachine(trusting: first)
        try opened.project.write("", to: "home/.config/paper/signing-key")
        try FileManager.default.removeItem(atPath: opened.home + "/.config/paper/signing-key")
        let result = try first.run(["cache", "push"], remote: server.address, environment: ["PAPER_REMOTE_TOKEN": "s3cret"])
        #expect(result.succeeded && result.errorText.contains("\(SharingMachine.targets) values put there"), "\(result.errorText)")
        let (ran, _, second) = try opened.build(remote: server.address, environment: ["PAPER_REMOTE_TOKEN": "s3cret"])
        #expect(ran.isEmpty)
        #expect(!second.errorText.contains("s3cret"))
    }

    @Test func aNetrcFileIsUsedWhenNobodyElseCanReadIt() throws {
        // The server knows tokens only: that a name and a password were sent is seen by its refusing them.
        let server = try CacheServer(), machine = try SharingMachine.signing()
        try machine.project.write("machine 127.0.0.1 login me password it\n", to: "home/.netrc")
        let path = machine.home + "/.netrc"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let open = try machine.build(remote: server.address)
        #expect(open.result.errorText.contains("can be read by others, and is not used: chmod 600"), "\(open.result.errorText)")
        let named = try machine.run(["build"], remote: server.address, environment: ["PAPER_REMOTE_NETRC": path])
        #expect(!named.succeeded && named.errorText.contains("chmod 600"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(try machine.run(["build"], remote: server.address).succeeded)
    }

    @Test func aCertificateThatNobodyVouchesForIsRefused() throws {
        let machine = try SharingMachine.signing(), pem = machine.project.folder + "/certificate.pem"
        let made = try SystemProcessRunner().run(
            Command("sh", ["-c", "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout '\(pem)' -out '\(pem).crt' 2>/dev/null && cat '\(pem).crt' >> '\(pem)'"]),
            until: Cancellation())
        guard made.succeeded else { return }
        let server = try CacheServer(certificate: pem)
        let refused = try machine.build(remote: server.address)
        #expect(refused.report.ran.count == SharingMachine.targets)
        #expect(refused.result.errorText.contains("cannot prove who it is"), "\(refused.result.errorText)")
        let pushed = try machine.run(["cache", "push"], remote: server.address, environment: ["CURL_CA_BUNDLE": pem + ".crt"])
        #expect(pushed.succeeded, "\(pushed.errorText)")
    }

    @Test(arguments: [
        ("ftp://cache", "Only http and https are spoken."), ("https://", "It names no host."), ("https://me:pw@cache", "Addresses are printed."),
        ("https://cache/?a=b", "It has a part after ? or #."), ("http:/x", "It names no host."),
    ])
    func whatIsNoAddressIsRefusedBeforeAnythingRuns(remote: String, why: String) throws {
        let result = try SharingMachine().run(["build"], remote: remote)
        #expect(!result.succeeded)
        #expect(result.errorText.contains(why) && !result.errorText.contains("pw@"), "\(result.errorText)")
    }

    @Test func aPasswordDoesNotGoOverANetworkUnencrypted() throws {
        let result = try SharingMachine().run(["build"], remote: "http://cache.example", environment: ["PAPER_REMOTE_TOKEN": "x"])
        #expect(!result.succeeded && result.errorText.contains("unencrypted"))
    }

    @Test func aModeThatThereIsNotAndAKeyThatThereIsNotAreErrors() throws {
        let machine = try SharingMachine()
        #expect(try machine.run(["build"], remote: "shared", environment: ["PAPER_REMOTE_MODE": "both"]).errorText.contains("cannot be “both”"))
        let write = try machine.run(["build"], remote: "shared", environment: ["PAPER_REMOTE_MODE": "write"])
        #expect(!write.succeeded && write.errorText.contains("no key to sign with"))
        #expect(try machine.run(["build"], remote: "shared", environment: ["PAPER_SIGNING_KEY": "nonsense"]).errorText.contains("holds no signing key"))
        try machine.project.write("ed25519 12 me\n", to: "paper/trusted-keys")
        #expect(try machine.run(["build"]).errorText.contains("paper/trusted-keys:1 is not understood"))
    }

    @Test func aKeyThatOthersCanReadIsNotUsed() throws {
        let machine = try SharingMachine.signing(), path = machine.home + "/.config/paper/signing-key"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let result = try machine.run(["build"], remote: "shared")
        #expect(!result.succeeded && result.errorText.contains("chmod 600"))
        #expect(try machine.make().errorText.contains("There is a signing key already"))
    }

    @Test func aFolderThatIsNotThereOrNotWritableHarmsNoBuild() throws {
        let machine = try SharingMachine.signing()
        let absent = try machine.build(remote: "not-mounted")
        #expect(absent.report.ran.count == SharingMachine.targets)
        #expect(absent.result.errorText.contains("cannot be reached: there is no such folder"), "\(absent.result.errorText)")
        #expect(!machine.project.exists("not-mounted"))
    }

    @Test func aCIJobSignsWithAKeyFromItsEnvironment() throws {
        let server = try CacheServer(), owner = try SharingMachine.signing()
        let secret = try String(contentsOfFile: owner.home + "/.config/paper/signing-key", encoding: .utf8).split(whereSeparator: \.isNewline).last ?? ""
        let job = try SharingMachine(trusting: owner)
        try job.build(remote: server.address, environment: ["PAPER_SIGNING_KEY": String(secret)])
        #expect(try SharingMachine(trusting: owner).build(remote: server.address).ran.isEmpty)
    }

    @Test func anArchiveSaysWhetherItIsTrusted() throws {
        let first = try SharingMachine.signing(), archive = first.project.folder + "/values.tar"
        try first.build(remote: nil)
        #expect(try first.run(["cache", "export", archive]).succeeded)
        let second = try SharingMachine(trusting: first), taken = try second.run(["cache", "import", archive])
        #expect(taken.succeeded && taken.errorText.contains("\(SharingMachine.targets) values signed by") && taken.errorText.contains("whom this paper trusts"), "\(taken.errorText)")
        // A paper that trusts others refuses it, unless it is told to believe whoever made it.
        let third = try SharingMachine.signing(), refused = try third.run(["cache", "import", archive])
        #expect(!refused.succeeded && refused.errorText.contains("are not signed by a key that is trusted") && refused.errorText.contains("--untrusted"), "\(refused.errorText)")
        let ordered = try third.run(["cache", "import", archive, "--untrusted"])
        #expect(ordered.succeeded && ordered.errorText.contains("whom this paper does not trust"), "\(ordered.errorText)")
        #expect(try third.build(remote: nil).ran.isEmpty)
    }
}
