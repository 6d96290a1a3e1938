// A page in a browser as time goes on: Chromium without a window, told what to do through a pipe by the DevTools protocol. `Browser`
// shows a page once; this one clicks, waits, and sees what a server does to the page.
import BuildGraph
import Foundation

public final class LiveBrowser {
    public struct Failure: Error, CustomStringConvertible { public var description: String }

    private let process: pid_t
    private let requests: Int32, answers: Int32
    private let folder: String
    private var session: String?
    private var nextID = 1
    private var received: [UInt8] = []

    /// Nil where the machine has no Chromium.
    public init?(width: Int = 1280, height: Int = 900) throws {
        guard let browser = Browser() else { return nil }
        folder = try RealFileSystem().makeScratchFolder()
        var input: [Int32] = [0, 0], output: [Int32] = [0, 0]
        guard pipe(&input) == 0, pipe(&output) == 0 else { throw Failure(description: "no pipe") }
        for end in [input[1], output[0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The browser's own ends are its descriptors 3 and 4; ours may have these numbers.
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let high = [fcntl(input[0], F_DUPFD, 100), fcntl(output[1], F_DUPFD, 100)]
        posix_spawn_file_actions_adddup2(&actions, high[0], 3)
        posix_spawn_file_actions_adddup2(&actions, high[1], 4)
        let words = [
            browser.program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--remote-debugging-pipe", "--user-data-dir=\(folder)", "--window-size=\(width),\(height)", "about:blank",
        ]
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let arguments = words.map { strdup($0) } + [nil], variables = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, browser.program, &actions, &attributes, arguments, variables)
        [input[0], output[1], high[0], high[1]].forEach { close($0) }
        guard code == 0 else { throw Failure(description: String(cString: strerror(code))) }
        self.process = process
        (requests, answers) = (input[1], output[0])
        let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] as? String ?? ""
        session = try call("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"] as? String
        _ = try call("Page.enable")
        _ = try call("Emulation.setDeviceMetricsOverride", ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    }

    deinit {
        close(requests)
        close(answers)
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        try? RealFileSystem().removeAll(folder)
    }

    /// Goes to an address; the page may not be there yet when it returns.
    public func open(_ address: String) throws { _ = try call("Page.navigate", ["url": address]) }

    public func set(_ scheme: Browser.ColourScheme) throws {
        _ = try call("Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": scheme.rawValue]]])
    }

    /// Runs a script at the beginning of every document to come.
    public func runFirst(_ script: String) throws { _ = try call("Page.addScriptToEvaluateOnNewDocument", ["source": script]) }

    /// The value of an expression, or of its promise. A page that is being left has none.
    public func value<Value>(of expression: String, as type: Value.Type = Value.self) throws -> Value {
        let answer = try call("Runtime.evaluate", ["expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true])
        guard let value = (answer["result"] as? [String: Any])?["value"] as? Value else { throw Failure(description: "\(expression): \(answer)") }
        return value
    }

    /// Waits until an expression is true; throws with what the page shows when that takes too long.
    public func wait(until expression: String, seconds: Double = 30) throws {
        let deadline = Date.now + seconds
        while Date.now < deadline {
            if (try? value(of: "Boolean(\(expression))", as: Bool.self)) == true { return }
            usleep(4000)
        }
        let strip = (try? value(of: Self.stripText, as: String.self)) ?? "", text = (try? value(of: "document.body.innerText.slice(0, 400)", as: String.self)) ?? ""
        throw Failure(description: "waited in vain for \(expression); the strip says “\(strip)”, the page “\(text)”")
    }

    /// An expression for what the preview's strip says.
    public static let stripText = "(document.querySelector('paper-preview')?.shadowRoot.querySelector('.strip').innerText ?? '')"

    /// The window as a PNG.
    public func picture() throws -> Data {
        let data = try call("Page.captureScreenshot", ["format": "png"])["data"] as? String ?? ""
        return Data(base64Encoded: data) ?? Data()
    }

    private func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        let id = nextID
        nextID += 1
        var message: [String: Any] = ["id": id, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        var bytes = Array(try JSONSerialization.data(withJSONObject: message)) + [0]
        while !bytes.isEmpty {
            let count = write(requests, bytes, bytes.count)
            guard count > 0 else { throw Failure(description: "the browser is gone") }
            bytes.removeFirst(count)
        }
        while true {
            let answer = try next()
            guard answer["id"] as? Int == id else { continue }
            if let error = answer["error"] as? [String: Any] { throw Failure(description: "\(method): \(error["message"] ?? "")") }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    private func next() throws -> [String: Any] {
        while true {
            if let end = received.firstIndex(of: 0) {
                let message = received[..<end]
                received.removeFirst(end + 1 - received.startIndex)
                return try JSONSerialization.jsonObject(with: Data(message)) as? [String: Any] ?? [:]
            }
            var polls = [pollfd(fd: answers, events: Int16(POLLIN), revents: 0)]
            guard poll(&polls, 1, 30_000) > 0 else { throw Failure(description: "the browser says nothing") }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(answers, &bytes, bytes.count)
            guard count > 0 else { throw Failure(description: "the browser is gone") }
            received += bytes[..<count]
        }
    }
}
