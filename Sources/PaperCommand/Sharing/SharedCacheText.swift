// What is said of a shared cache.
import BuildGraph
import Manuscript

enum SharedCacheText {
    static func words(_ notice: SharedCacheNotice) -> String {
        switch notice {
        case .leftAlone(let cache, let trouble):
            "The shared cache \(cache) \(words(trouble)). It is not asked any more in this build, which goes on without it.\(advice(trouble).map { " " + $0 } ?? "")"
        case .notWritten(let cache, let trouble):
            "Nothing more is put into the shared cache \(cache): it \(words(trouble)).\(uploadAdvice(trouble).map { " " + $0 } ?? "")"
        case .refusedTraces(let cache, let unreadable, let untrusted, let forged):
            "Of the shared cache \(cache) " + [
                untrusted > 0 ? "\(CollectionText.count(untrusted, "result")) signed by keys that this paper does not trust" : nil,
                forged > 0 ? "\(CollectionText.count(forged, "result")) with a signature that is wrong" : nil,
                unreadable > 0 ? "\(CollectionText.count(unreadable, "record")) that hold no signed result" : nil,
            ].compactMap { $0 }.joined(separator: ", ") + " were not used. `paper cache key list` shows the keys that are trusted."
        case .damagedValues(let cache, let count):
            "\(CollectionText.count(count, "value")) of the shared cache \(cache) did not have the content that the name says, and were not used."
        case .goneValue(let target): "The value of \(target) is not to be had from outside any more, and is made again."
        case .unfinishedUploads(let cache, let count):
            "\(CollectionText.count(count, "value")) did not get into the shared cache \(cache) in time. `paper cache push` puts them there."
        }
    }

    /// Goes on after "the shared cache".
    static func words(_ trouble: RemoteTrouble) -> String {
        switch trouble {
        case .noAnswer: "does not answer within a second"
        case .tooSlow: "answers so slowly that nothing is gained"
        case .unreachable(let why): "cannot be reached: \(why)"
        case .untrustedServer(let why): "cannot prove who it is (\(why))"
        case .refused(let status): "refuses (HTTP status \(status))"
        case .failed(let status): "fails (HTTP status \(status))"
        case .redirected(let address): "sends elsewhere\(address.isEmpty ? "" : ", to \(address)")"
        case .forbidden(let path): "may not be used: \(path) cannot be read or written by this user"
        case .full: "is full"
        case .noProgram(let program): "needs the program \(program), which was not found"
        case .other(let why): "has a problem: \(why)"
        }
    }

    private static func advice(_ trouble: RemoteTrouble) -> String? {
        switch trouble {
        case .refused(let status) where [401, 403, 407].contains(status): "Set PAPER_REMOTE_TOKEN, or put a name and a password into ~/.netrc: docs/shared-cache.md."
        case .redirected: "Set PAPER_REMOTE to the address where it is."
        case .untrustedServer: "SSL_CERT_FILE names a file with the certificates to trust."
        case .noProgram: "Install curl."
        default: nil
        }
    }

    private static func uploadAdvice(_ trouble: RemoteTrouble) -> String? {
        switch trouble {
        case .refused, .forbidden: "If it is only to be read, set PAPER_REMOTE_MODE=read."
        default: advice(trouble)
        }
    }
}
