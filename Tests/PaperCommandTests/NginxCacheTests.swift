// nginx with its WebDAV module as a shared cache: a server that many have already, and that knows nothing of caches.
import BuildGraph
import Foundation
import TestSupport
import Testing

/// An nginx of its own, as docs/shared-cache.md sets one up. It ends with this value.
private final class Nginx {
    static let program = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].first { FileManager.default.isExecutableFile(atPath: $0) } ?? SystemProcessRunner.find("nginx")
    static let isAvailable: Bool = program.map { program in
        let version = try? SystemProcessRunner().run(Command(program, ["-V"]), until: Cancellation())
        return version?.errorText.contains("http_dav_module") == true
    } ?? false

    let folder: String
    let address: String
    private let cancellation = Cancellation()

    init() throws {
        folder = try RealFileSystem().makeScratchFolder()
        let port = Int.random(in: 20_000..<60_000)
        address = "http://127.0.0.1:\(port)"
        for name in ["content/.new", "logs"] { try RealFileSystem().makeFolder("\(folder)/\(name)") }
        let user = geteuid() == 0 ? "user root;" : ""
        try """
            \(user)
            worker_processes 1;
            pid \(folder)/pid;
            error_log \(folder)/logs/error.log;
            events { }
            http {
                access_log \(folder)/logs/access.log;
                server {
                    listen 127.0.0.1:\(port);
                    root \(folder)/content;
                    client_max_body_size 2g;
                    client_body_temp_path \(folder)/content/.new;
                    location ~ ^/(cas|ac)/[0-9a-f]+$ {
                        dav_methods PUT;
                        create_full_put_path on;
                    }
                }
            }
            """.write(toFile: folder + "/nginx.conf", atomically: false, encoding: .utf8)
        let command = Command(Self.program ?? "nginx", ["-e", folder + "/logs/start.log", "-p", folder, "-c", folder + "/nginx.conf", "-g", "daemon off;"], timeLimit: .infinity)
        Thread.detachNewThread { [cancellation] in _ = try? SystemProcessRunner().run(command, until: cancellation) }
        for _ in 0..<400 where !FileManager.default.fileExists(atPath: folder + "/pid") { Thread.sleep(forTimeInterval: 0.025) }
    }

    var log: String { (try? String(contentsOfFile: folder + "/logs/access.log", encoding: .utf8)) ?? "" }

    deinit { cancellation.cancel() }
}

@Suite(.enabled(if: Nginx.isAvailable && CacheServer.isAvailable, "nginx with WebDAV is needed")) struct NginxCacheTests {
    @Test func nginxWithWebDAVIsASharedCache() throws {
        let server = try Nginx(), first = try SharingMachine.signing()
        let built = try first.build(remote: server.address)
        #expect(built.result.errorText.contains("\(SharingMachine.targets) results put there"), "\(built.result.errorText) \(server.log)")
        let second = try SharingMachine(trusting: first), (ran, _, result) = try second.build(remote: server.address)
        #expect(ran.isEmpty, "\(result.errorText)")
        #expect(try first.project.read("build/paper.md") == second.project.read("build/paper.md"))
    }
}
